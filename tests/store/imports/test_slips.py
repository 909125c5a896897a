"""Slips of the hand: months and weekdays that are nearly right are read and told; words that only look like them are not."""

import pytest

from kiosk.store.sources import slips
from tests.store.imports.helpers import at, by_title, harvest


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Thursday 14 Janaury 2027", "Thursday 14 January 2027"),
        ("Wensday 3rd Febuary", "Wednesday 3rd February"),
        ("Apirl 3, noon", "April 3, noon"),
        ("Tuseday the 14th of Setpember", "Tuesday the 14th of September"),
        ("14 Augst", "14 August"),
        ("Fri 22/1 - Tea", "Fri 22 January - Tea"),
    ],
)
def test_names_beside_a_day_are_put_right(written, meant):
    assert slips.righted(written)[0] == meant


@pytest.mark.parametrize(
    "text",
    [
        "Can you remember 5 of them?",
        "Room for 12 members",
        "3 Match reports",
        "Janaury is cold",
        "25 marks, 3 mats",
        "open 24/7",
        "Monday: 1/2 price",
        "Fri 22/13",
        "Mon 3/4/23",
        "14 January",
    ],
)
def test_other_words_stay(text):
    assert slips.righted(text) == (text, ())


def test_what_was_read_as_what_is_told_once():
    text = "Library news\n\nTea and talk - Thursday 14 Janaury 2027 at 1pm\n\nBook swap - Friday 15 Janaury 2027 at 2pm\n"
    reaped = harvest("announcement", text, "news.txt")
    assert [(i.title, i.starts) for i in reaped.items] == [
        ("Tea and talk", at(2027, 1, 14, 13)),
        ("Book swap", at(2027, 1, 15, 14)),
    ]
    assert [n for n in reaped.notices if "Janaury" in n] == ['"Janaury" was read as January; please check.']


def test_a_slip_in_a_word_document_is_read():
    import io

    from docx import Document

    document = Document()
    document.add_paragraph("Library news", style="Title")
    document.add_paragraph("Tea and talk - Wensday 13 Janaury 2027 at 1pm")
    out = io.BytesIO()
    document.save(out)
    reaped = harvest("announcement", out.getvalue(), "news.docx")
    assert by_title(reaped)["Tea and talk"].starts == at(2027, 1, 13, 13)
    assert any("Wensday" in n for n in reaped.notices)


SHEET = (
    "Event,Date,Time,{}\nQuiz,Mon 11 Jan 2027,9-10am,https://example.org/q\n"
    "Walk,Wed 27 Jan 2027,12-1pm,{}\nClinic,28/01/2027,2pm-4pm,Ask at the desk\n"
)


@pytest.mark.parametrize(("written", "field"), [("Bookign", "booking"), ("Registartion", "booking"), ("Spekers", "speakers")])
def test_a_header_with_a_slip_is_read_and_told(written, field):
    reaped = harvest("sheet", f"Event,Date,{written}\nQuiz,Mon 11 Jan 2027,Dr Ada Lake\n", "events.csv")
    assert f"'{written}' read as {field}" in reaped.notices[0]


def test_a_header_with_a_slip_gives_way_to_the_right_one():
    reaped = harvest("sheet", "Event,Date,Bookign,Booking\nQuiz,Mon 11 Jan 2027,words,https://example.org/q\n", "events.csv")
    assert reaped.items[0].booking == "https://example.org/q"
    assert "Columns not read: 'Bookign'." in reaped.notices


@pytest.mark.parametrize("header", ["Contact", "Catering", "Capacity", "Dated", "Tiles"])
def test_a_real_word_is_no_slip(header):
    reaped = harvest("sheet", f"Event,Date,{header}\nQuiz,Mon 11 Jan 2027,some words\n", "events.csv")
    assert f"Columns not read: '{header}'." in reaped.notices


@pytest.mark.parametrize("header", ["Bookign", "Getting in"])
def test_links_among_words_about_turning_up_are_booking(header):
    events = by_title(harvest("sheet", SHEET.format(header, "just turn up"), "events.csv"))
    assert events["Quiz"].booking == "https://example.org/q"
    assert "just turn up" in events["Walk"].description
    assert "Ask at the desk" in events["Clinic"].description


def test_a_link_among_other_words_is_no_booking():
    events = by_title(harvest("sheet", SHEET.replace("Ask at the desk", "Green").format("Colour", "Blue"), "events.csv"))
    assert events["Quiz"].booking == ""
