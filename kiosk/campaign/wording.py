"""The program's own words on pages, by language: calls to action, states, headings; and helpers to shape them.

Words come from gettext catalogues in assets/locale; the English words are the keys.
"""

from __future__ import annotations

import gettext
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kiosk.campaign import dates
from kiosk.campaign.agenda import Named
from kiosk.campaign.dates import NBSP
from kiosk.campaign.item import Article, Event, Item, Notice, Prompt, Technique
from kiosk.campaign.life import Life
from kiosk.campaign.special import Run
from kiosk.resources import assets_dir

LANGUAGES = ("en", "cy", "ar")
"""Languages the program's own words exist in."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@lru_cache(maxsize=32)
def _catalogue(lang: str) -> gettext.NullTranslations:
    codes = [lang.replace("-", "_"), lang.split("-")[0]]
    return gettext.translation("kiosk", str(assets_dir() / "locale"), codes, fallback=True)


def ui(key: str, lang: str = "en", **fields: object) -> str:
    """Translate one of the program's words; `fields` fill its {names}. Without a translation the English stands."""
    text = _catalogue(lang).gettext(key) if key else ""
    return text.format(**fields) if fields else text


def ui_many(one: str, many: str, n: int, lang: str = "en", **fields: object) -> str:
    """Translate words that depend on a number, by the language's own plural forms."""
    return _catalogue(lang).ngettext(one, many, n).format(n=n, **fields)


def spoken(lang: str) -> str:
    """Tell in which language the program's own words come out on pages of a language."""
    return lang if lang.split("-")[0] in LANGUAGES else "en"


def date_words(
    starts: datetime | date, ends: datetime | date | None, lang: str = "en", away: ZoneInfo | None = None
) -> dates.Words:
    """Put an event's dates and times into words."""
    return dates.words(starts, ends, lang, all_day=ui("All day", lang), away=away)


def number_word(n: int, lang: str = "en", *, capital: bool = False) -> str:
    """Write a number up to ten as a word, others in figures; without a translation in figures too."""
    if not 0 < n <= 10:
        return str(n)
    english = _NUMBERS[n]
    word = ui(english, lang)
    if word == english and not lang.startswith("en"):
        return str(n)
    return word[:1].upper() + word[1:] if capital else word


def reading(minutes: int, lang: str = "en") -> str:
    """Say how long an article is: "A four minute read"."""
    if lang.startswith("en"):
        word = number_word(minutes)
        return f"{'An' if word in ('eight', '8', '11', '18') else 'A'} {word} minute read"
    return ui_many("A {n} minute read", "A {n} minute read", minutes, lang)


def call(item: Item | None, lang: str = "en") -> str:
    """Choose the call to action that stands at an item's code; None stands for the whole programme."""
    match item:
        case Event(status="cancelled" | "postponed") | Event(starts=None):
            return ui("Scan for news", lang)
        case Event(booking=booking) if booking and item.status != "full":
            return ui("Scan to book", lang)
        case Event() if joins(item):
            return ui("Scan to join", lang)
        case Event() | Notice() | Prompt():
            return ui("Scan for more", lang)
        case Article():
            return ui("Scan to read", lang)
        case Technique():
            return ui("Scan to learn", lang)
        case _:
            return ui("Scan for the programme", lang)


def joins(event: Event) -> bool:
    """Tell whether an event's joining link stands for its link: an address, no better link, and people can still come."""
    open_ = event.starts is not None and event.status == "scheduled"
    return open_ and not (event.booking or event.link) and event.online.startswith(("http://", "https://"))


def state(item: Item, lang: str = "en") -> str:
    """Name the state that a page must show; empty when all is as planned."""
    if not isinstance(item, Event) or item.status == "scheduled":
        return ""
    return ui({"cancelled": "Cancelled", "postponed": "Postponed", "full": "Fully booked"}[item.status], lang)


def span(named: Named, lang: str = "en") -> str:
    """Name the days that an agenda covers."""
    match named:
        case "week":
            return ui("This week", lang)
        case "rest":
            return ui("Later this week", lang)
        case "seven":
            return ui("The next seven days", lang)
        case "coming":
            return ui("Coming up", lang)


def phase(of: Life, lang: str = "en") -> str:
    """Name where an event is in its life: "Save the date", "Happening now"; empty when there is nothing to say."""
    match of.phase:
        case "save":
            return ui("Save the date", lang)
        case "next-week":
            return ui("Next week", lang)
        case "week":
            return ui("This week", lang)
        case "tomorrow":
            return ui("Tomorrow", lang)
        case "today":
            return ui("Today", lang)
        case "now":
            return ui("Happening now", lang)
        case "over":
            return ui("It is over", lang)
        case "":
            return ""


def after(of: Life, lang: str = "en") -> str:
    """Say what there is of an event that is over: the next one, the recording, or both."""
    following = of.next.starts if of.next is not None else None
    if following is None:
        return ui("Here is the recording.", lang)
    if not of.date.recording:
        return ui("Here is the next one.", lang)
    day = dates.full(following.date() if isinstance(following, datetime) else following, lang)
    return ui("Here is the recording; the next one is on {day}.", lang, day=day)


def closing(minutes: int, lang: str = "en") -> str:
    """Say how soon the library closes."""
    if minutes <= 0:
        return ui("We are closing now", lang)
    return _held(ui_many("We close in {n} minute", "We close in {n} minutes", minutes, lang), str(minutes))


def opening(opens: datetime, now: datetime, lang: str = "en") -> str:
    """Say when the library opens again: "We open again at 8.00 am tomorrow."."""
    at = dates.clock(opens.timetz(), lang)
    days = (opens.date() - now.astimezone(opens.tzinfo).date()) // timedelta(days=1)
    if days == 0:
        return ui("We open again at {time}.", lang, time=at)
    if days == 1:
        return ui("We open again at {time} tomorrow.", lang, time=at)
    day = dates.weekday(opens.date(), lang) if days < 7 else dates.full(opens.date(), lang)
    return ui("We open again at {time} on {day}.", lang, time=at, day=day)


def opening_on(opens: datetime, lang: str = "en") -> str:
    """Say when the library opens again, true on whatever day it is read."""
    return ui(
        "We open again at {time} on {day}.", lang, time=dates.clock(opens.timetz(), lang), day=dates.full(opens.date(), lang)
    )


def changed_hours(run: Run, lang: str = "en", *, briefly: bool = False) -> str:
    """Say that the library is closed on some days, or open at other times: "Closed on Thursday 24 December"."""
    days = dates.brief(run.first, run.last, lang) if briefly else date_words(run.first, run.last, lang).full
    one = run.first == run.last
    if run.hours is None:
        if briefly:
            return ui("{day}: closed", lang, day=days)
        return ui("Closed on {day}", lang, day=days) if one else ui("Closed from {days}", lang, days=days)
    starts, ends = (datetime.combine(run.first, at) for at in run.hours)
    time = dates.clock_range(starts, ends, lang)
    if briefly:
        return ui("{day}: {time}", lang, day=days, time=time)
    return (
        ui("Open {time} on {day}", lang, time=time, day=days)
        if one
        else ui("Open {time} from {days}", lang, time=time, days=days)
    )


def show_link(link: str) -> str:
    """Write a link as people read it: without scheme, "www." and a last slash; an address without "mailto:" or "tel:"."""
    for scheme in ("https://", "http://", "mailto:", "tel:"):
        if link.lower().startswith(scheme):
            link = link[len(scheme) :]
            break
    return link.removeprefix("www.").removesuffix("/")


def _held(text: str, number: str) -> str:
    return text.replace(f"{number} ", f"{number}{NBSP}")
