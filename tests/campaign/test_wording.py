"""Words on pages: British house style, Welsh and Arabic, and nothing torn at a line's end."""

import ast
import gettext
import io
import re
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.campaign import catalogues, dates, wording
from kiosk.campaign.item import Article, Event, Prompt, Technique
from kiosk.resources import assets_dir, templates_dir

LONDON = ZoneInfo("Europe/London")
_ = "\u00a0"


def at(*parts):
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("starts", "ends", "says"),
    [
        ((12, 30), (13, 30), f"12.30 to 1.30{_}pm"),
        ((10, 0), (11, 30), f"10.00 to 11.30{_}am"),
        ((13, 0), (14, 0), f"1.00 to 2.00{_}pm"),
        ((11, 30), (12, 30), f"11.30{_}am to 12.30{_}pm"),
        ((11, 0), (12, 0), f"11.00{_}am to 12{_}noon"),
        ((12, 0), (13, 0), f"12{_}noon to 1.00{_}pm"),
        ((0, 30), (1, 0), f"12.30 to 1.00{_}am"),
        ((9, 0), (9, 0), f"9.00{_}am"),
    ],
)
def test_times_in_british_style(starts, ends, says):
    assert dates.clock_range(at(2022, 11, 3, *starts), at(2022, 11, 3, *ends)) == says


def test_midnight_and_noon_by_name():
    assert [dates.clock(time(h)) for h in (0, 12)] == ["midnight", f"12{_}noon"]


def test_a_date_and_its_parts():
    words = wording.date_words(at(2022, 11, 3, 12, 30), at(2022, 11, 3, 13, 30))
    assert words.full == f"Thursday 3{_}November"
    assert (words.weekday, words.weekday_short, words.day, words.month, words.month_short) == (
        "Thursday",
        "Thu",
        "3",
        "November",
        "Nov",
    )
    assert (words.date, words.begins, words.ends) == (f"3{_}November", f"12.30{_}pm", f"1.30{_}pm")


@pytest.mark.parametrize(
    ("starts", "ends", "full", "short"),
    [
        (date(2022, 11, 3), date(2022, 11, 5), f"Thursday 3 to Saturday 5{_}November", f"3 to 5{_}November"),
        (
            date(2022, 11, 30),
            date(2022, 12, 2),
            f"Wednesday 30{_}November to Friday 2{_}December",
            f"30{_}November to 2{_}December",
        ),
        (
            date(2022, 12, 31),
            date(2023, 1, 1),
            f"Saturday 31{_}December 2022 to Sunday 1{_}January 2023",
            f"31{_}December 2022 to 1{_}January 2023",
        ),
    ],
)
def test_spans_of_days(starts, ends, full, short):
    words = wording.date_words(starts, ends)
    assert (words.full, words.date, words.time) == (full, short, "All day")


def test_a_night_belongs_to_its_evening():
    words = wording.date_words(at(2022, 11, 4, 22), at(2022, 11, 5, 2))
    assert (words.full, words.time) == (f"Friday 4{_}November", f"10.00{_}pm to 2.00{_}am")


def test_the_place_of_the_times_is_named_only_where_the_clock_differs():
    span = at(2022, 11, 3, 12, 30), at(2022, 11, 3, 13, 30)
    assert wording.date_words(*span, away=ZoneInfo("Europe/Lisbon")).time == f"12.30 to 1.30{_}pm"
    assert wording.date_words(*span, away=ZoneInfo("Asia/Tokyo")).time == f"12.30 to 1.30{_}pm (London)"


def test_dates_in_welsh_and_arabic_come_from_cldr():
    span = at(2022, 11, 3, 12, 30), at(2022, 11, 3, 13, 30)
    welsh, arabic = (wording.date_words(*span, lang) for lang in ("cy", "ar"))
    assert (welsh.full, welsh.time) == (f"Dydd Iau 3{_}Tachwedd", "12:30–13:30")
    assert arabic.full == f"الخميس 3{_}نوفمبر"
    assert wording.date_words(date(2022, 11, 3), date(2022, 11, 5), "cy").time == "Drwy'r dydd"


def test_an_unknown_language_falls_back_to_english():
    assert wording.ui("Scan to book", "tlh") == "Scan to book"
    assert wording.date_words(at(2022, 11, 3, 9), None, "xx").month == "November"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("On 3 November at 12.30 pm", f"On 3{_}November at 12.30{_}pm"),
        ("Learning Hub, Level 2", f"Learning Hub, Level{_}2"),
        ("with Dr Foley and Ms Rees", f"with Dr{_}Foley and Ms{_}Rees"),
        ("for 15 minutes", f"for 15{_}minutes"),
        ("3 Nov, 4 May", f"3{_}Nov, 4{_}May"),
        ("may 3 novembers differ", "may 3 novembers differ"),
        ("A Drone of 30 mays", "A Drone of 30 mays"),
    ],
)
def test_what_belongs_together_is_held_together(text, held):
    assert dates.glue(text) == held


def test_calls_to_action_follow_the_state():
    event = Event(id="a", title="A", starts=at(2022, 11, 3, 9), booking="https://example.org/a")
    assert wording.call(event) == "Scan to book"
    for status in ("cancelled", "postponed"):
        assert (
            wording.call(Event(id="a", title="A", starts=event.starts, booking=event.booking, status=status)) == "Scan for news"
        )
    assert wording.call(Event(id="a", title="A", starts=event.starts, booking=event.booking, status="full")) == "Scan for more"
    assert wording.call(Event(id="a", title="A", booking=event.booking)) == "Scan for news"
    assert wording.call(Technique(id="a", title="A")) == "Scan to learn"
    assert wording.call(Article(id="a", title="A")) == "Scan to read"
    assert wording.call(Prompt(id="a", question="A")) == "Scan for more"
    assert wording.call(None) == "Scan for the programme"


def test_small_sentences():
    assert wording.reading(4) == "A four minute read"
    assert wording.reading(8) == "An eight minute read"
    assert wording.reading(12) == "A 12 minute read"
    assert wording.number_word(6, capital=True) == "Six"
    assert wording.closing(15) == f"We close in 15{_}minutes"
    assert wording.closing(1) == f"We close in 1{_}minute"
    assert wording.closing(0) == "We are closing now"
    assert wording.opening(at(2022, 11, 4, 8), at(2022, 11, 3, 19, 45)) == f"We open again at 8.00{_}am tomorrow."
    assert wording.opening(at(2022, 11, 7, 8), at(2022, 11, 5, 15, 45)) == f"We open again at 8.00{_}am on Monday."
    assert wording.opening(at(2022, 11, 3, 14), at(2022, 11, 3, 12)) == f"We open again at 2.00{_}pm."


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://example.org/k/exchange", "example.org/k/exchange"),
        ("https://www.example.org/", "example.org"),
        ("mailto:desk@example.org", "desk@example.org"),
        ("tel:+44-1632-960000", "+44-1632-960000"),
    ],
)
def test_links_are_shown_as_people_read_them(link, shown):
    assert wording.show_link(link) == shown


@pytest.mark.parametrize("po", catalogues.catalogues(), ids=lambda p: p.parts[-3])
def test_compiled_catalogues_match_their_source(po):
    def words(data):
        # The header tells when and by what it was made; only the words count.
        return {k: v for k, v in gettext.GNUTranslations(io.BytesIO(data))._catalog.items() if k}

    assert words(po.with_suffix(".mo").read_bytes()) == words(catalogues.compiled(po)), "run: python -m kiosk.campaign.catalogues"


@pytest.mark.parametrize("po", catalogues.catalogues(), ids=lambda p: p.parts[-3])
def test_translations_keep_the_fields_and_say_they_need_a_check(po):
    from babel.messages.pofile import read_po

    with po.open("rb") as file:
        catalogue = read_po(file)
    assert "native speaker" in po.read_text("utf-8")
    for message in catalogue:
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(texts), ids
            wanted = set(re.findall(r"\{\w+\}", ids[0])) - {"{n}"}
            assert all(set(re.findall(r"\{\w+\}", t)) - {"{n}"} == wanted for t in texts), ids


def test_both_languages_translate_the_same_words():
    from babel.messages.pofile import read_po

    found = {}
    for po in catalogues.catalogues():
        with po.open("rb") as file:
            found[po.parts[-3]] = {str(m.id) for m in read_po(file) if m.id}
    assert set(found) == {"cy", "ar"}
    assert found["cy"] == found["ar"]
    assert (assets_dir() / "locale" / "README.md").is_file()


def asked():
    """Every word that code and templates ask for."""
    root = Path(wording.__file__).parents[1]
    for path in (*root.rglob("*.py"), *templates_dir().rglob("*.xml"), *templates_dir().rglob("*.toml")):
        text = path.read_text("utf-8")
        yield from re.findall(r"\{ui:([^}]+)\}", text) if path.suffix != ".py" else ()
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                    first = node.args[0] if node.args else None
                    if name in ("ui", "ui_many") and isinstance(first, ast.Constant) and isinstance(first.value, str):
                        yield first.value
            if path.name == "links.py":
                yield from re.findall(r'"([^"]*\{link\}[^"]*)"', text)


def test_every_word_that_is_asked_for_is_translated():
    from babel.messages.pofile import read_po

    wanted = set(asked())
    assert {"Scan to book", "Read at {link}"} <= wanted
    for po in catalogues.catalogues():
        with po.open("rb") as file:
            have = {m.id[0] if isinstance(m.id, tuple) else m.id for m in read_po(file)}
        assert wanted - have == set(), f"add these words to {po}"
