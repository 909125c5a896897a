"""What a page says in another language than it should, for want of a translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.campaign import translation, wording
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Item, title_of
from kiosk.compose.brief import Brief

_LISTS = ("agenda-today", "agenda-week", "programme")
"""Campaign pages that name events."""
_SHOWN = {"cover": ("theme", "summary"), "default": ("theme", "summary"), "programme": ("theme",)}
"""What campaign pages show of the campaign, besides names."""


def findings(brief: Brief, item: Item | None, langs: tuple[str, ...]) -> Iterator[Finding]:
    """Name what is not translated into the page's languages, and languages that do not fit on it."""
    for lang in dict.fromkeys(brief.langs):
        if lang not in langs:
            sentence = f"Two languages fit on a page; {named(lang)} is left out."
            yield Finding(
                id="too-many-languages", severity="warning", sentence=sentence, cure=f"Export it by itself: --lang {lang}"
            )
    own = translation.own_language(brief.campaign)
    for lang in langs:
        if translation.main_tag(wording.spoken(lang)) != translation.main_tag(lang):
            sentence = (
                f'The program\'s own words, such as "Scan to book", are in English: they do not exist in {named(lang)} yet.'
            )
            yield Finding(id="missing-words", severity="warning", sentence=sentence, cure="Translate assets/locale.")
        if translation.main_tag(lang) != translation.main_tag(own):
            yield from _missing(brief, item, lang, own)


def _missing(brief: Brief, item: Item | None, lang: str, own: str) -> Iterator[Finding]:
    c = brief.campaign
    if item is not None:
        found = translation.untold(item, lang)
        what, where = f'"{_short(title_of(item))}"', item.id
    else:
        told = translation.in_language(c, lang)
        found = tuple(name for name in _SHOWN.get(brief.what, ()) if getattr(c, name) and not told.get(name, "").strip())
        what, where = "The campaign", None
    if found:
        sentence = f"{what} has no {named(lang)} {_listed(found)}; the {named(own)} words are used."
        cure = f"Add translations.{lang}.{found[0]}."
        yield Finding(id="missing-translation", severity="warning", sentence=sentence, cure=cure, item=where)
    if brief.what in _LISTS:
        bare = [e for e in c.events if not e.draft and not translation.in_language(e, lang).get("title", "").strip()]
        if bare:
            names = _listed([f'"{_short(e.title)}"' for e in bare[:3]]) + (f" and {len(bare) - 3} more" if len(bare) > 3 else "")
            sentence = f"There is no {named(lang)} title of {names}; the {named(own)} one is used."
            yield Finding(id="missing-translation", severity="warning", sentence=sentence, cure=f"Add translations.{lang}.title.")


def named(lang: str) -> str:
    """Name a language in English."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-").get_display_name("en") or lang
    except (UnknownLocaleError, ValueError):
        return lang


def _listed(names: Sequence[str]) -> str:
    return " or ".join(p for p in (", ".join(names[:-1]), *names[-1:]) if p)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 48 else flat[:47] + "…"
