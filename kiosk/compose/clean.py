"""Words made fit for a page: no control characters, no emoji, and nothing torn at a line's end that belongs together."""

from __future__ import annotations

import re

from kiosk.campaign import dates, wording

EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u20e3\U000e0020-\U000e007f]+")
"""Pictographs and what joins them."""
_LATIN = re.compile(r"[#@][A-Za-z][\w.-]*|\b(?:https?://|www\.)[\x21-\x7e]*[\w/]")
_OTHER_WAY = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hashtags and addresses, which run left to right amid letters that do not."""


def held(text: str, lang: str) -> str:
    """Clean a text and hold together what no line's end may part; a spaced dash is an en dash after a no-break space."""
    told = re.sub(r" [-\u2013] ", dates.NBSP + "\u2013 ", dates.glue(clean(text), lang))
    return _LATIN.sub("\u2066\\g<0>\u2069", told) if wording.rtl(lang) and _OTHER_WAY.search(told) else told


def plain(text: str) -> str:
    """Leave emoji out, which no typeface of a page has; a text of nothing else stays as it is."""
    bare = clean(EMOJI.sub("", text))
    return bare or clean(text)


def clean(text: str) -> str:
    """Take control characters out and run white space together; no-break spaces stay."""
    return re.sub(r"[\x00-\x20\x7f-\x9f]+", " ", text).strip(" ") if text else ""
