"""A page says a thing once, all dates of a series, and of which day it speaks."""

from dataclasses import replace

from kiosk.campaign import once
from kiosk.compose import blurb
from kiosk.compose.fields import facts
from tests.compose.making import at, brief, campaign, event, plain

SERIES = event(starts=at("2027-01-12T12:30"), ends=at("2027-01-12T13:15"), repeat="FREQ=WEEKLY;COUNT=3")


def scope(**fields):
    return facts.bind(brief(plain("<text>x</text>"), **fields))


def test_a_text_that_begins_with_the_short_line_goes_on_after_it():
    assert once.after("Half an hour of plots. Bring lunch.", "Half an hour of plots.") == "Bring lunch."
    assert once.after("Half an hour of plots", "Half an hour of plots.") == ""
    assert once.after("Half an hour of plotsky", "Half an hour of plots") == "Half an hour of plotsky"
    assert once.after("Something else.", "Half an hour.") == "Something else."


def test_an_address_that_stands_at_the_code_is_not_in_the_text_again():
    url = "https://example.org/e/41"
    assert once.without("Plots. Book: https://example.org/e/41", url) == "Plots."
    assert once.without("Sign up by 8 January at https://example.org/e/41", url) == "Sign up by 8 January"
    assert once.without("See https://example.org/e/41 for the list of rooms.", url).count("41") == 1
    assert once.without("Book: https://example.org/e/412", url) == "Book: https://example.org/e/412"


def test_summary_and_address_are_said_once_on_pages_and_cards():
    one = event(
        summary="Fifteen minutes of theory.",
        description="Fifteen minutes of theory. Bring lunch. Book: https://example.org/k/exchange",
    )
    found = scope(campaign=campaign(one))
    assert (found.text("item.short"), found.text("item.text")) == ("Fifteen minutes of theory.", "Bring lunch.")
    assert (found.text("event.description"), found.text("event.summary")) == ("Fifteen minutes of theory. Bring lunch.", "")


def test_printed_pages_say_the_series_and_screens_the_next_date():
    held = campaign(SERIES)
    printed = scope(campaign=held, at=at("2027-01-19T15:00"))
    assert printed.text("when.full").replace("\u00a0", " ") == "Tuesdays 12, 19 and 26 January"
    shown = scope(campaign=held, at=at("2027-01-12T15:00"), product="slide")
    assert shown.text("when.full").replace("\u00a0", " ") == "Tuesday 19 January"
    assert shown.text("when.then").replace("\u00a0", " ") == "then 26 January"
    assert shown.text("when.pace").replace("\u00a0", " ") == "12.30 to 1.15 pm, weekly"
    assert printed.text("when.pace") == printed.text("when.time")
    assert "Tuesdays 12, 19 and 26 January" in blurb.blurb(held, SERIES, at("2027-01-04T09:00"))


def test_the_programme_lists_few_dates_and_says_many_once():
    many = replace(SERIES, id="clinic", repeat="FREQ=WEEKLY;COUNT=12")
    found = scope(campaign=campaign(SERIES, many), what="programme", product="programme", at=at("2027-01-04T09:00"))
    days = [(r["day"], str(r["time"]).replace("\u00a0", " ")) for r in found.rows("programme.rows")]
    once_ = "Every Tuesday until 30 March. 12.30 to 1.15 pm"
    assert sorted(days) == [("12", "12.30 to 1.15 pm"), ("12", once_), ("19", "12.30 to 1.15 pm"), ("26", "12.30 to 1.15 pm")]
    assert found.text("programme.title") == "January programme"


def test_an_agenda_that_is_kept_names_its_day_and_says_what_it_leaves_out():
    events = tuple(event(id=f"e{n}", starts=at(f"2022-11-{n:02}T12:30"), ends=None) for n in range(10, 17))
    fields = {"campaign": campaign(*events), "product": "slide", "at": at("2022-11-01T09:00"), "kept": True}
    week, today = (scope(what=w, **fields) for w in ("agenda-week", "agenda-today"))
    assert week.text("agenda.title").replace("\u00a0", " ") == "From Tue 1 Nov"
    assert today.text("agenda.title").replace("\u00a0", " ") == "Today, Tue 1 Nov"
    assert week.text("link.cta") == "Scan for 3 more"
    assert scope(what="agenda-week", **(fields | {"kept": False})).text("agenda.title") == "Coming up"
