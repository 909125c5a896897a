"""What would be said twice is said once: a short line that the text repeats, an address that stands at the code or in a field."""

from __future__ import annotations

import re

from kiosk.campaign import wording

_ASKS = (
    r"(?:(?:please |to )?(?:book(?:ing)?|register|registration|sign[ -]?up|join|reserve)|link|(?:read |find out )?more|info|"
    r"details|tickets|archebwch|archebu|cofrestrwch|cofrestru|ymunwch|rhagor|mwy)"
)
"""Words that do no more than lead to an address."""
_PLACE = r"(?:here|now|online|link|information|an? (?:place|seat)|places|your (?:place|seat)|(?:eich )?lle|yma)"
_LEADS = rf"{_ASKS}(?:\s+{_PLACE})*\s*(?:at|via|on|ar|yn|:|\u2013|-)*"


def after(text: str, short: str) -> str:
    """Take the short line off the beginning of a text; words that only begin alike stay."""
    bare = short.rstrip(" .\u2026")
    if not bare or not text.startswith(bare):
        return text
    rest = text[len(bare) :]
    if rest[:1].isalnum() or (rest.strip() and rest[:1] not in ".!?:;\u2026" and not bare.endswith(("!", "?"))):
        return text
    return rest.lstrip(" .!?:;\u2026\u00a0")


def without(text: str, url: str) -> str:
    """Take an address out of a text that only leads to it; in the middle of what else there is to say it stays."""
    shown = wording.show_link(url)
    if not shown or shown not in text:
        return text
    address = rf"\u2066?(?:https?://|mailto:)?(?:www\.)?{re.escape(shown)}/?\u2069?(?![\w/?&=#-])"
    alone = re.compile(rf"(?:^|(?<=[.!?]))\s*(?:{_LEADS}\s*)?\(?{address}\)?\s*[.!]?(?=\s*$|\s+(?-i:[A-Z]))", re.IGNORECASE)
    led = re.compile(rf"(?:\s+(?:at|via|here)\b:?|:)\s*{address}(?=\s*(?:[.!?,;]|$)|\s+(?:by|before|until)\b)", re.IGNORECASE)
    return led.sub("", alone.sub("", text)).strip()
