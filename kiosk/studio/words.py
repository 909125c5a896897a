"""The desk's own words in the user's language: gettext catalogues in assets/locale (domain `studio`); English is the source.

The language is the one in desk.toml (`language = "cy"`), else the system's; it is chosen once, when the program starts.
"""

from __future__ import annotations

import gettext
import re
from functools import lru_cache

from kiosk.campaign import staff
from kiosk.campaign.direction import rtl

_LEANS = re.compile(r"[^\w\s&]|\d")
"""What would change sides among words that run the other way: stops, figures, values."""


def wanted() -> tuple[str, ...]:
    """List the languages that the user would like, the best first."""
    from PySide6.QtCore import QLocale

    from kiosk.studio import settings

    told = settings.read().get("language")
    return (told,) if isinstance(told, str) and told else tuple(QLocale.system().uiLanguages())


@lru_cache(maxsize=1)
def _chosen() -> gettext.NullTranslations:
    return staff.catalogue(wanted())


@lru_cache(maxsize=1)
def mirrored() -> bool:
    """Tell whether the desk is laid out from the right: the language that somebody would like best is written so."""
    return rtl(next(iter(wanted()), ""))


def straight(words: str) -> str:
    """Keep words that are written from the left, such as a file's name or a size, in their order on a mirrored desk."""
    return f"\u2066{words}\u2069" if words and mirrored() else words


def _(text: str, /, **fields: object) -> str:
    """Say something in the user's language; `fields` fill its named places, such as {title}."""
    said = _chosen().gettext(text) if text else ""
    said = straight(said) if said == text and _LEANS.search(text) else said
    return said.format(**fields) if fields else said


def counted(one: str, many: str, n: int, /, **fields: object) -> str:
    """Say how many of something there are in the user's language, which may have more than two forms; {n} is the number."""
    return _chosen().ngettext(one, many, n).format(n=n, **fields)


def plain(words: str) -> str:
    """Write words that somebody made up for a button, a tab or a menu, where "&" would mark a key instead of being shown."""
    return words.replace("&", "&&")


def later(text: str) -> str:
    """Mark a text that is said through `_` later on, so that it is gathered for translators."""
    return text
