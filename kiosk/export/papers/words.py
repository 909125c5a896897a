"""The words of papers in the campaign's own first language, where the program's staff words exist in it; else in English."""

from __future__ import annotations

import gettext
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from kiosk.campaign import retelling, staff
from kiosk.campaign.later import later

_lang: ContextVar[str] = ContextVar("lang", default="en")


@contextmanager
def speaking(languages: Sequence[str]) -> Generator[None]:
    """Let everything that is laid out inside speak the first of these languages."""
    token = _lang.set(spoken(languages))
    try:
        yield
    finally:
        _lang.reset(token)


def spoken(languages: Sequence[str]) -> str:
    """Tell which language papers speak for a campaign in these."""
    main = languages[0] if languages else "en"
    return "en" if type(_catalogue(main)) is gettext.NullTranslations else main


def lang() -> str:
    """Tell which language papers speak just now."""
    return _lang.get()


@lru_cache(maxsize=8)
def _catalogue(main: str) -> gettext.NullTranslations:
    return staff.catalogue((main,))


def _(text: str, /, **fields: object) -> str:
    """Say something; `fields` fill its named places, such as {title}."""
    said = _catalogue(lang()).gettext(text) if text else ""
    return said.format(**fields) if fields else said


def counted(one: str, many: str, n: int, /, **fields: object) -> str:
    """Say how many of something there are; {n} is the number."""
    return _catalogue(lang()).ngettext(one, many, n).format(n=n, **fields)


def retold(sentence: str) -> str:
    """Say what was found, where it is one of the known sentences."""
    return retelling.retold(sentence, _)


PRODUCTS = {
    "poster": later("Poster"), "programme": later("Programme"), "postcard": later("Postcard"), "slide": later("Slide"),
    "social": later("Social"), "screensaver": later("Screensaver"),
}  # fmt: skip
"""What products are called; said in a language when they are used."""


def product(name: str) -> str:
    """Name a product."""
    called = PRODUCTS.get(name, name.capitalize())
    return _(called)
