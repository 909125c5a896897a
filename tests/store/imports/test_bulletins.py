"""Bulletins as NHS, public and school libraries send them: which events come out, when and where, and what is named instead."""

import io
from datetime import date

import pytest
from docx import Document

from tests.store.imports.helpers import CORPUS, at, by_title, corpus, harvest

FOLDER = CORPUS / "bulletins"


def nov(day, hour, minute=0):
    return at(2022, 11, day, hour, minute)


def octo(day, hour, minute=0):
    return at(2022, 10, day, hour, minute)


EVENTS = {
    "nhs-monthly.md": [
        ("Knowledge exchange with Judith Dando", nov(3, 12, 30), None, "Learning Hub"),
        ("Lunch and learn: plain English summaries", nov(8, 13), None, ""),
        ("Journal club", None, None, ""),
        ("Finding the evidence drop-in", nov(14, 10), nov(14, 14), ""),
    ],
    "nhs-mail-bullets.txt": [
        ("Knowledge cafe with the NIHR", nov(3, 12, 30), nov(3, 13, 30), "Learning Hub"),
        ("After Action Review taster", nov(8, 13), None, "Seminar Room 2"),
        ("Randomised coffee trial launch", nov(17, 10), None, "Main restaurant"),
        ("Peer Assist on End Point Assessment", None, None, ""),
    ],
    "diary-table.md": [
        ("Knowledge exchange", nov(3, 12, 30), None, "Learning Hub"),
        ("Knowledge cafe", nov(8, 13), None, "Teams"),
        ("Peer assist", None, None, "Library"),
    ],
    "keyed-lines.txt": [
        ("Knowledge Exchange", nov(3, 12, 30), nov(3, 13, 30), "Learning Hub, Level 2"),
        ("Knowledge Cafe", nov(8, 13), None, "MS Teams"),
    ],
    "public-whats-on.html": [
        ("Rhyme time", nov(1, 10, 30), nov(1, 11), "Children's library"),
        ("Author talk: Ann Cleeves-Example", nov(16, 19), None, "Main library, Northgate Street"),
        ("Digital drop-in", None, None, ""),
    ],
    "layout-table.html": [
        ("Teach back in ten minutes", octo(4, 12), None, "MS Teams"),
        ("Plain English for leaflets", octo(11, 12), None, "MS Teams"),
        ("Finding good patient information", octo(18, 12), None, "MS Teams"),
    ],
    "days.txt": [
        ("Launch breakfast", octo(3, 8), octo(3, 10), ""),
        ("Speed searching", octo(4, 12), None, ""),
        ("Book swap", date(2022, 10, 5), None, ""),
        ("Quiz", octo(6, 13), None, ""),
    ],
    "sentences.md": [
        ("Schwartz Round", nov(3, 12, 30), None, "Lecture theatre"),
        ("Journal club", nov(10, 13), None, "Seminar Room 1"),
    ],
    "school-columns.txt": [
        ("Chess club", octo(6, 12, 40), None, "Library mezzanine"),
        ("National Poetry Day readings", octo(7, 13), None, "Main hall"),
        ("Homework club", octo(10, 15, 30), None, "Library"),
        ("Scholastic Book Fair opens", date(2022, 10, 12), None, "Foyer"),
    ],
    "school-bullets.txt": [
        ("World Book Day assembly", date(2023, 3, 2), None, ""),
        ("Author visit with Phil Earle-Example", at(2023, 3, 10, 9, 15), None, "Drama studio"),
        ("Library sleepover", at(2023, 3, 24, 18), at(2023, 3, 25, 9), ""),
    ],
    "sessions.txt": [
        ("Knowledge exchange", nov(3, 12, 30), nov(3, 13, 30), ""),
        ("Knowledge cafe", date(2022, 11, 8), None, ""),
        ("Fishbowl", None, None, ""),
    ],
    "nhs-lines-no-year.txt": [
        ("Knowledge exchange", None, None, "Learning Hub"),
        ("Knowledge cafe with NIHR", None, None, "MS Teams"),
        ("Learning Health Systems with Dr Tom Foley", None, None, "Lecture Theatre"),
    ],
    "public-sections.html": [
        ("Author visit: Jane Example", nov(12, 14), nov(12, 15, 30), "Norwich Millennium Library"),
        ("Lego club", nov(5, 10), nov(5, 11), "Dereham Library"),
    ],
    "team-mail.txt": [
        ("Library Advisory Group meeting", nov(16, 14), nov(16, 15), "Meeting Room B"),
        ("Critical Appraisal training", nov(21, 10), None, ""),
    ],
    "numbered-list.md": [
        ("Knowledge exchange", nov(3, 12, 30), nov(3, 13, 30), ""),
        ("Knowledge café with the NIHR", nov(8, 12, 30), nov(8, 13, 30), ""),
        ("Learning Health Systems", None, None, ""),
    ],
    "framed-headings.txt": [
        ("Literature searching for beginners", at(2022, 12, 6, 10), at(2022, 12, 6, 11, 30), "IT Training Room"),
        ("Critical appraisal", at(2022, 12, 13, 14), at(2022, 12, 13, 15, 30), "IT Training Room"),
    ],
    "school-divs.html": [
        ("Book fair", date(2022, 11, 14), date(2022, 11, 18), "Hall, before and after school"),
        ("Author Zoom", nov(22, 11), None, ""),
        ("Reading breakfast", nov(24, 8), None, ""),
    ],
    "numbered-titles.txt": [
        ("Searching Embase without fear", at(2023, 5, 9, 12, 30), at(2023, 5, 9, 13, 15), "Library training room, Level 2"),
        ("Journal club: delirium on the wards", at(2023, 5, 18, 13), None, "Seminar Room"),
        ("Author visit: Dr Ruth Example", at(2023, 5, 12, 17, 30), None, ""),
        ("Chatbots in searching", None, None, ""),
        ("Drop-in: references in ten minutes", at(2023, 5, 24, 8), at(2023, 5, 24, 10), "Main Atrium coffee bar"),
    ],
    "numbered-apart.txt": [
        ("Speed searching for busy people", nov(3, 12), nov(3, 13), "Learning Hub"),
        ("Knowledge cafe", nov(8, 14), None, "Chapel"),
        ("Quiz", nov(25, 16), None, "Library"),
    ],
    "numbered-breaks.md": [
        ("Searching Embase without fear", nov(8, 12, 30), nov(8, 13, 15), "Library training room, Level 2"),
        ("Author visit: Dr Ruth Example", nov(11, 17, 30), None, ""),
        ("Drop-in: references in ten minutes", nov(23, 8), nov(23, 10), "Main Atrium coffee bar"),
    ],
    "titled-paragraphs.txt": [
        ("Searching Embase without fear", nov(8, 12, 30), nov(8, 13, 15), "Library training room, Level 2"),
        ("Journal club: delirium", nov(17, 13), None, "Seminar Room"),
        ("Author visit: Dr Ruth Example", nov(11, 17, 30), None, ""),
        ("Chatbots in searching", None, None, ""),
    ],
    "april-news.txt": [
        ("Knowledge cafe", at(2023, 4, 13, 14), None, "Chapel"),
        ("Author visit with Ruth Example", at(2023, 4, 17, 17, 30), None, "Main Atrium"),
        ("Chatbots in searching", at(2023, 4, 18, 15), None, ""),
        ("Evidence hour", at(2023, 4, 5, 13), at(2023, 4, 5, 14), "Staff room B"),
        ("References drop-in", at(2023, 4, 26, 8), at(2023, 4, 26, 10), "Main Atrium coffee bar"),
    ],
    "subject-line.txt": [("Lunchtime talk", nov(10, 13), None, "")],
}


@pytest.mark.parametrize("name", EVENTS)
def test_the_events_of_a_bulletin(name):
    reaped = corpus("announcement", f"bulletins/{name}")
    assert [(i.title, i.starts, i.ends, i.venue) for i in reaped.items] == EVENTS[name]


def test_every_bulletin_is_told_here():
    assert {p.name for p in FOLDER.iterdir()} == set(EVENTS)


def test_dates_of_a_series_costs_and_bookings():
    found = by_title(corpus("announcement", "bulletins/public-whats-on.html"))
    assert (found["Rhyme time"].repeat, found["Rhyme time"].cost) == ("FREQ=WEEKLY;COUNT=4", "Free, no booking needed")
    assert found["Rhyme time"].summary == "Songs and rhymes for under 5s and their grown-ups."
    assert found["Author talk: Ann Cleeves-Example"].booking == "https://www.eventbrite.co.uk/e/999"


def test_one_way_to_book_for_a_whole_list():
    reaped = corpus("announcement", "bulletins/nhs-mail-bullets.txt")
    assert {i.booking for i in reaped.items} == {"tel:01234567890"}
    assert all("To book" not in i.summary + i.description for i in reaped.items)


def test_descriptions_on_a_line_of_their_own_are_kept():
    found = by_title(corpus("announcement", "bulletins/keyed-lines.txt"))
    assert found["Knowledge Exchange"].summary == "Judith Dando on the Phillips Ives Review."


@pytest.mark.parametrize(
    ("name", "title", "why"),
    [
        ("sentences.md", "The library will be closed on Monday 7 November 2022", "closed"),
        ("school-bullets.txt", "Readathon: all of March", "no date could be read"),
        ("nhs-monthly.md", "New books", "no questions, no date"),
    ],
)
def test_what_is_not_taken_is_named_with_a_true_reason(name, title, why):
    reaped = corpus("announcement", f"bulletins/{name}")
    assert [why in d.why for d in reaped.dropped if d.title.startswith(title)] == [True]


def test_a_date_that_was_moved_is_left_to_people():
    reaped = corpus("announcement", "bulletins/sessions.txt")
    fishbowl = by_title(reaped)["Fishbowl"]
    assert (fishbowl.status, fishbowl.starts) == ("postponed", None)
    assert any("was changed" in n and "Fishbowl" in n for n in reaped.notices)


def bulletin(*lines):
    return harvest("announcement", "\n\n".join(lines), "a.md")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("We were at the fair on Monday 3 October 2022.", "what the event is called cannot be told"),
        ("The library is closed on 24 December 2022 from 1pm.", "closed"),
    ],
)
def test_a_sentence_with_a_date_is_taken_or_named(text, why):
    reaped = bulletin("# News", text, "Another paragraph that says nothing at all.")
    assert reaped.items == ()
    assert [why in d.why for d in reaped.dropped] == [True]


def test_a_date_that_nobody_is_asked_to_come_on_gives_no_event():
    reaped = bulletin("# News", "## A grant for us", "The trust gave us money on Monday 3 October 2022.", "## End", "Bye.")
    assert reaped.items == ()
    assert 'it has a date ("Monday 3 October 2022"), but nothing says that people can come' in reaped.dropped[0].why


@pytest.mark.parametrize(
    "text", ["Book by 1 November 2022.", "Registration closes on Friday 4 November 2022.", "Open until 9 November 2022."]
)
def test_a_deadline_is_no_date(text):
    assert [i.starts for i in bulletin("# News", "## Events", "### Tea", f"Bring a cup. {text}").items] == [None]


MAIL = """From: Library
Subject: Invitation: knowledge cafe

Dear colleagues,

Small tables, plain English, and the NIHR.

Date: Tuesday 8 November 2022
Time: 12.30pm - 1.30pm
Venue: Learning Hub
Book: library@example.org

Best wishes
Ann
"""


def test_a_mail_about_one_event_has_its_title_at_the_head():
    (item,) = harvest("announcement", MAIL, "mail.txt").items
    assert (item.title, item.starts, item.ends) == ("Invitation: knowledge cafe", nov(8, 12, 30), nov(8, 13, 30))
    assert (item.venue, item.booking) == ("Learning Hub", "mailto:library@example.org")
    assert item.summary == "Small tables, plain English, and the NIHR."


def word(fill):
    document = Document()
    document.add_paragraph("Library bulletin", style="Title")
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return harvest("announcement", out.getvalue(), "news.docx")


def test_a_table_of_events_in_word():
    def fill(document):
        document.add_heading("Dates for your diary", 1)
        table = document.add_table(rows=0, cols=3)
        for row in (
            ("When", "What", "Where"),
            ("3 Nov 2022, 1pm", "Tea", "Hub"),
            ("TBC", "Talk", "Hall"),
            ("9 Nov 2022", "", ""),
        ):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    reaped = word(fill)
    assert [(i.title, i.starts, i.venue) for i in reaped.items] == [("Tea", nov(3, 13), "Hub"), ("Talk", None, "Hall")]


def test_lines_in_one_paragraph_of_word():
    def fill(document):
        document.add_heading("Our events", 1)
        paragraph = document.add_paragraph()
        paragraph.add_run("Knowledge exchange").bold = True
        paragraph.add_run("\nThursday 3 November, 12.30pm\nLearning Hub\nBring your lunch, we bring the questions.")

    (item,) = word(fill).items
    assert (item.title, item.starts, item.venue) == ("Knowledge exchange", nov(3, 12, 30), "Learning Hub")
    assert item.summary == "Bring your lunch, we bring the questions."
