"""Entries of a list with a title on one line, date and place on the next; events called off; what is no summary."""

import io

import pytest
from docx import Document

from kiosk.campaign.item import Speaker
from kiosk.store.sources.people import in_prose
from tests.store.imports.helpers import at, by_title, corpus, harvest


def test_everything_of_numbered_entries_stands_in_its_own_field():
    reaped = corpus("announcement", "bulletins/numbered-titles.txt")
    found = by_title(reaped)
    assert reaped.dropped == ()
    first = found["Searching Embase without fear"]
    assert first.summary == "A lunchtime session with Dr Tom Example. Bring your own question."
    assert (first.speakers, first.booking) == ((Speaker(name="Dr Tom Example"),), "https://example.org/library/book/embase")
    assert found["Journal club: delirium on the wards"].summary == "Our journal club reads the new guideline."
    assert [i.status for i in reaped.items] == ["scheduled", "scheduled", "cancelled", "scheduled", "scheduled"]
    online = found["Chatbots in searching"]
    assert (online.online, online.audience, online.link) == ("https://teams.example.com/l/meetup/1", "All clinical staff", "")
    assert found["Drop-in: references in ten minutes"].summary == "No booking needed."


def test_paragraphs_between_entries_belong_to_the_entry_above():
    reaped = corpus("announcement", "bulletins/numbered-apart.txt")
    assert [(i.summary, i.status) for i in reaped.items] == [
        ("Led by Sam Example", "scheduled"),
        ("Small tables, large questions.", "full"),
        ("Teams of four.", "scheduled"),
    ]
    assert reaped.items[0].speakers == (Speaker(name="Sam Example"),)
    assert reaped.items[0].description.endswith("Quick tricks for slow days.")


def test_a_line_about_one_event_is_never_the_summary_of_the_campaign():
    reaped = corpus("announcement", "bulletins/april-news.txt")
    assert "summary" not in reaped.campaign
    assert by_title(reaped)["Author visit with Ruth Example"].status == "cancelled"
    opening = "Our spring of talks and training is for everybody who works here, whatever they do."
    off = "Unfortunately the author visit that so many of you looked forward to had to be cancelled."
    for text in (off, "On Friday 12 May 2023 at 5.30pm we open the doors of the new library to everybody who works here."):
        assert harvest("announcement", f"# News\n\n{text}\n\n{opening}", "a.md").campaign["summary"] == opening


def test_who_should_come_and_where_to_join_are_fields():
    found = by_title(corpus("announcement", "bulletins/april-news.txt"))["Chatbots in searching"]
    assert (found.audience, found.online) == ("all clinical staff", "https://teams.example.com/l/meetup/1")
    assert found.summary == ""


def test_every_wednesday_of_a_month_is_a_series():
    found = by_title(corpus("announcement", "bulletins/april-news.txt"))["Evidence hour"]
    assert (found.starts, found.repeat) == (at(2023, 4, 5, 13), "FREQ=WEEKLY;UNTIL=20230430")


@pytest.mark.parametrize(
    ("title", "told", "status"),
    [
        ("POSTPONED: Tea", "Bring a cup.", "postponed"),
        ("Tea - fully booked", "Bring a cup.", "full"),
        ("Tea (CANCELLED)", "Bring a cup.", "cancelled"),
        ("Tea", "This event has been cancelled.", "cancelled"),
        ("Tea", "Sorry, now fully booked.", "full"),
        ("Tea", "Bring a cup. If the weather is bad we may have cancelled it.", "scheduled"),
    ],
)
def test_an_event_that_is_off_is_the_same_event(title, told, status):
    text = f"# News\n\nWhat's on in our library.\n\n## Events\n\n### {title}\n\nThu 3 November 2022, 1pm, Hub\n\n{told}"
    reaped = harvest("announcement", text, "a.md")
    assert [(f.uid, f.item.title, f.item.status) for f in reaped.found] == [("src:tea", "Tea", status)]


def test_a_cancelled_event_keeps_the_day_it_was_due_and_a_moved_one_does_not():
    text = "# News\n\n## Events\n\n### CANCELLED - Tea\n\nThis was {} Thursday 3 November 2022."
    assert [harvest("announcement", text.format(w), "a.md").items[0].starts is None for w in ("due on", "moved to")] == [
        False,
        True,
    ]


def test_a_line_ends_a_name():
    assert [s.name for s in in_prose("A talk by Dr Ann Example\nBring your own question")] == ["Dr Ann Example"]


def test_bullets_that_wrap_stay_whole():
    text = "News\n\nWhat's on:\n\n- Tea with everybody in the\n  Learning Hub on Thursday 3 November 2022 at 1pm\n"
    reaped = harvest("announcement", text, "a.txt")
    assert not any(i.title == "Tea with everybody in the" for i in reaped.items)


def test_paragraphs_with_a_title_are_read_as_numbered_ones():
    reaped = corpus("announcement", "bulletins/titled-paragraphs.txt")
    assert [i.summary for i in reaped.items] == [
        "A lunchtime session with Dr Tom Example. Bring your own question.",
        "Our journal club reads the new guideline.",
        "This was due on Friday 11 November 2022, 5.30pm. Sorry for the disappointment.",
        "",
    ]
    assert (reaped.items[3].audience, reaped.items[3].online) == ("All clinical staff", "https://teams.example.com/l/meetup/1")


def test_a_title_over_entries_of_its_own_is_none():
    entries = "3 November 2022, 1pm - Tea (Hub)\n4 November 2022, 1pm - Cake (Hub)\n"
    text = f"News\n\nWhat's on this month in our library:\n\nDates for the diary\n{entries}"
    assert [i.title for i in harvest("announcement", text, "a.txt").items] == ["Tea", "Cake"]


def test_that_the_date_is_to_come_is_no_description():
    text = "News\n\nWhat's on:\n\n1. Party\nDate and venue TBC\nCake!\n"
    (item,) = harvest("announcement", text, "a.txt").items
    assert (item.title, item.starts, item.summary, item.description) == ("Party", None, "Cake!", "")


def test_one_way_to_book_below_numbered_entries_is_for_all():
    text = "\n\n".join(f"{n}. Tea {n}\nThu {n} November 2022, 1pm, Hub" for n in (3, 10))
    reaped = harvest("announcement", f"News\n\n{text}\n\nTo book any of these write to tea@example.org.\n", "a.txt")
    assert [i.booking for i in reaped.items] == ["mailto:tea@example.org"] * 2


ENTRIES = [
    ("Searching", "Tuesday 8 November 2022, 12.30-1.15pm, Training room, Level 2", "A talk by Dr Tom Example. Bring questions."),
    ("CANCELLED - Author visit", "This was due on Friday 11 November 2022, 5.30pm."),
    ("References in ten minutes", "Wed 23 November 2022 8am-10am, Main Atrium coffee bar. No booking needed."),
]
READ = [
    ("Searching", at(2022, 11, 8, 12, 30), "Training room, Level 2", "scheduled"),
    ("Author visit", at(2022, 11, 11, 17, 30), "", "cancelled"),
    ("References in ten minutes", at(2022, 11, 23, 8), "Main Atrium coffee bar", "scheduled"),
]


@pytest.mark.parametrize("is_one", [True, False])
def test_entries_of_a_list_in_word(is_one):
    document = Document()
    document.add_paragraph("Autumn news", style="Title")
    document.add_paragraph("Welcome to our autumn of talks and training for everybody.")
    for title, *lines in ENTRIES:
        document.add_paragraph("\n".join((title, *lines)) if is_one else title, style="List Number")
        for line in () if is_one else lines:
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    reaped = harvest("announcement", out.getvalue(), "news.docx")
    assert [(i.title, i.starts, i.venue, i.status) for i in reaped.items] == READ
    assert reaped.dropped == ()


@pytest.mark.parametrize("tag", ["li", "p"])
def test_entries_with_line_breaks_in_html(tag):
    entries = "".join(f"<{tag}>{'<br>'.join(e)}</{tag}>" for e in ENTRIES)
    reaped = harvest("announcement", f"<html><body><h1>News</h1>{entries}</body></html>", "a.html")
    assert [(i.title, i.starts, i.venue, i.status) for i in reaped.items] == READ
