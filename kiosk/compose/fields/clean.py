"""Words made fit for a page: no control characters, no emoji without a picture, nothing torn that belongs together."""

from __future__ import annotations

import re
from collections.abc import Container

from kiosk.campaign import dates, direction
from kiosk.page import emoji

_LATIN = re.compile(r"[#@][A-Za-z][\w.-]*|\b(?:https?://|www\.)[\x21-\x7e]*[\w/]")
_OTHER_WAY = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hashtags and addresses, which run left to right amid letters that do not."""


def held(text: str, lang: str) -> str:
    """Clean a text and hold together what no line's end may part; a spaced dash is an en dash after a no-break space."""
    told = re.sub(r" [-\u2013] ", dates.NBSP + "\u2013 ", dates.glue(clean(text), lang))
    return _LATIN.sub("\u2066\\g<0>\u2069", told) if direction.rtl(lang) and _OTHER_WAY.search(told) else told


def plain(text: str, pictures: Container[str] = ()) -> str:
    """Leave emoji out of which there is no picture; a text of nothing else stays as it is."""
    if text.isascii():
        return clean(text)
    bare = clean(emoji.SEQUENCE.sub(lambda m: m[0] if emoji.key(m[0]) in pictures else "", text))
    return bare or clean(text)


def clean(text: str) -> str:
    """Take control characters out and run white space together; no-break spaces stay."""
    return re.sub(r"[\x00-\x20\x7f-\x9f]+", " ", text).strip(" ") if text else ""
