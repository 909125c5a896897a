"""Slides that follow an event's life: its phase in words, in each language and family; what is printed stays timeless."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from kiosk.campaign.campaign import Venue
from kiosk.campaign.item import Event
from kiosk.compose import compose as composer
from kiosk.compose.fields import facts
from kiosk.compose.template.binding import Scope
from kiosk.page.stock import STOCKS
from kiosk.store import templates
from tests.compose.making import at, brief, campaign, event, plain, text_of

SERIES = event(repeat="FREQ=WEEKLY;COUNT=3")
TAPE = "https://example.org/tape"


def fields(now: str, *events: Event, lang: str = "en", living: bool = True, **more: Any) -> Scope:
    c = campaign(*events)
    return facts.bind(brief(plain(""), campaign=c, product="slide", at=at(now), langs=(lang,), living=living, **more))


def said(scope: Scope, *names: str) -> tuple[str, ...]:
    return tuple(scope.text(n).replace("\u00a0", " ") for n in names)


@pytest.mark.parametrize(
    ("now", "en", "cy", "ar"),
    [
        ("2022-10-27T23:59", "Save the date", "Cadwch y dyddiad", "احفظوا الموعد"),
        ("2022-10-28T00:00", "Next week", "Yr wythnos nesaf", "الأسبوع المقبل"),
        ("2022-10-31T00:00", "This week", "Yr wythnos hon", "هذا الأسبوع"),
        ("2022-11-02T00:00", "Tomorrow", "Yfory", "غدًا"),
        ("2022-11-03T12:29", "Today", "Heddiw", "اليوم"),
        ("2022-11-03T12:30", "Happening now", "Yn digwydd nawr", "يجري الآن"),
    ],
)
def test_each_phase_has_its_words(now: str, en: str, cy: str, ar: str) -> None:
    assert [fields(now, event(), lang=lang).text("state.label") for lang in ("en", "cy", "ar")] == [en, cy, ar]
    assert fields(now, event()).present("state.pill")
    assert said(fields(now, event(), living=False), "state.label", "state.pill") == ("", "")


def test_what_is_off_says_that_instead() -> None:
    for status, label in (("cancelled", "Cancelled"), ("postponed", "Postponed")):
        scope = fields("2022-11-03T12:40", event(status=status))
        assert (scope.text("state.label"), scope.present("state.pill")) == (label, False)


def test_a_full_event_says_so_until_it_begins() -> None:
    assert fields("2022-11-03T12:20", event(status="full")).text("state.label") == "Fully booked"
    assert fields("2022-11-03T12:40", event(status="full")).text("state.label") == "Happening now"


NAMES = ("state.label", "item.short", "when.date", "link.cta", "link.qr")


def test_over_tells_of_the_next_date_and_how_to_book_it() -> None:
    scope = fields("2022-11-03T13:30", SERIES)
    assert said(scope, *NAMES) == (
        *("It is over", "Here is the next one.", "10 November", "Scan to book"),
        "https://example.org/k/exchange",
    )
    assert said(fields("2022-11-04T00:00", SERIES), *NAMES)[:2] == ("Next week", "How do we gather what nurses know?")


def test_over_leads_to_the_recording() -> None:
    scope = fields("2022-11-05T09:00", event(recording=TAPE, short="example.org/k"))
    assert said(scope, *NAMES) == ("It is over", "Here is the recording.", "3 November", "Scan to watch", TAPE)
    assert scope.text("link.at") == "Watch at example.org/tape"


def test_over_tells_of_both() -> None:
    scope = fields("2022-11-03T13:40", replace(SERIES, recording=TAPE))
    short = "Here is the recording; the next one is on Thursday 10 November."
    assert said(scope, *NAMES) == ("It is over", short, "10 November", "Scan to watch", TAPE)


def test_another_event_of_the_same_title_is_the_next_one() -> None:
    later = event(
        id="again", title="knowledge  Exchange", starts=at("2022-11-21T09:00"), ends=None, booking="https://example.org/b"
    )
    scope = fields("2022-11-03T13:40", event(), later)
    assert said(scope, *NAMES) == ("It is over", "Here is the next one.", "21 November", "Scan to book", "https://example.org/b")


@lru_cache(maxsize=8)
def family(name: str) -> dict[str, str]:
    return dict(templates.load(name, None))


LONG = "How hospital libraries and the people on the wards find out together what nobody has written down"


@pytest.mark.parametrize("stock", ["1920x1080", "1080x1920"])
@pytest.mark.parametrize("name", ["civic", "ink", "leaf", "photo", "table"])
def test_every_family_shows_every_phase(name: str, stock: str) -> None:
    for title in ("Knowledge exchange", LONG):
        once = event(title=title, recording=TAPE)
        c = campaign(once, venues=(Venue(id="hub", room="Learning Hub, Level 2", name="Riverside Library"),))
        for now in ("2022-10-01", "2022-10-29", "2022-11-01", "2022-11-02", "2022-11-03T09:00", "2022-11-03T13:00", "2022-11-04"):
            for langs in (("en",), ("cy", "en")):
                order = brief(
                    family(name), campaign=c, product="slide", stock=STOCKS["slide"][stock], at=at(now), langs=langs,
                    family_name=name, living=True,
                )  # fmt: skip
                (made,) = composer.compose(order)
                label = facts.bind(order).text("state.label")
                assert label
                assert all(word in text_of(made.page) for word in label.split()), (title, now, langs)
                assert [f.sentence for f in made.findings if f.severity == "error"] == [], (title, now, langs)
