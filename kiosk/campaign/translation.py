"""Words in other languages: what a campaign's own language is, and what an item says in another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from kiosk.campaign import dates
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event, Item, Notice, Prompt, Technique


class Told(NamedTuple):
    """Words, and the language they are in."""

    text: str
    lang: str


class Translated(Protocol):
    """Anything that carries translations: language -> field -> words."""

    @property
    def translations(self) -> Mapping[str, Mapping[str, str]]:
        """Words by language and field."""
        ...


def main_tag(lang: str) -> str:
    """Read the language alone out of a tag: "en" of "en-GB"."""
    return lang.split("-")[0].lower()


def own_language(campaign: Campaign) -> str:
    """Find the language that the campaign is written in: the first of its languages that nothing is translated into."""
    into = {main_tag(lang) for lang in translated_into(campaign)}
    languages = campaign.languages or ("en",)
    return next((lang for lang in languages if main_tag(lang) not in into), languages[0])


def translated_into(campaign: Campaign) -> tuple[str, ...]:
    """List the languages that something in the campaign is translated into."""
    things: Iterable[Translated] = (campaign, *campaign.items, *campaign.venues)
    return tuple(dict.fromkeys(lang for thing in things for lang, words in thing.translations.items() if words))


def tell(thing: Translated, field: str, text: str, lang: str, own: str) -> Told:
    """Read a field in a language; without a translation the words as they are, in the campaign's own language."""
    other = in_language(thing, lang).get(field, "")
    if other.strip():
        return Told(other, dates.bare(lang))
    return Told(text, dates.bare(lang) if main_tag(lang) == main_tag(own) else own)


def in_language(thing: Translated, lang: str) -> Mapping[str, str]:
    """Find what is translated into a language; "en" serves "en-GB" too."""
    known = thing.translations
    if lang in known:
        return known[lang]
    return next((words for tag, words in known.items() if main_tag(tag) == main_tag(lang)), {})


def untold(item: Item, lang: str) -> tuple[str, ...]:
    """Name the fields that an item's pages show and that are not translated into a language."""
    texts = {name: str(getattr(item, name)) for name in fields_of(item)}
    told = in_language(item, lang)
    missing = [name for name, text in texts.items() if text.strip() and not told.get(name, "").strip()]
    if isinstance(item, Technique):
        missing += ["steps"] if any(not in_language(s, lang).get("title", "").strip() for s in item.steps) else []
    return tuple(missing)


def fields_of(item: Item) -> tuple[str, ...]:
    """Name the fields of an item that pages show and that can be translated."""
    match item:
        case Prompt():
            return ("question", "note")
        case Notice():
            return ("title", "text")
        case Event():
            return ("title", "summary", "description")
        case _:
            return ("title", "summary")
