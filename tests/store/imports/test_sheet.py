"""Spreadsheets: headers guessed and shown, dates of every sort, each row taken or named."""

import io
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Speaker
from kiosk.store.importing import merge
from kiosk.store.sources import headers, sheet
from tests.store.imports.helpers import at, by_title, corpus, harvest


def xlsx(*sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_headers_are_guessed_and_shown():
    reaped = corpus("sheet", "sheets/events.csv")
    assert dict(reaped.shown) == {
        "Event name": "title",
        "When": "start",
        "Where": "venue",
        "Room": "room",
        "Booking URL": "booking",
        "Presenter": "speakers",
    }
    said = "\n".join(reaped.notices)
    assert "'Where' read as venue" in said
    assert "Columns not read: 'Mobile of presenter'" in said
    assert "07700" not in repr(reaped.items)


def test_rows_become_events():
    reaped = corpus("sheet", "sheets/events.csv")
    first = reaped.items[0]
    assert (first.starts, first.ends) == (at(2022, 11, 3, 12, 30), at(2022, 11, 3, 13, 30))
    assert first.venue == "Education Centre, Room 2"
    assert first.booking == "https://example.org/book"
    assert first.speakers == (Speaker(name="Judith Dando", honours="MBE"), Speaker(name="Dr Tom Foley", role="Newcastle"))
    assert [f.uid for f in reaped.found] == [
        "src:knowledge exchange",
        "src:peer assist",
        "src:careers",
        "src:harvest",
        "src:knowledge exchange#2",
    ]


def test_a_row_without_title_is_named_and_a_strange_date_is_not_guessed():
    reaped = corpus("sheet", "sheets/events.csv")
    assert [(d.uid, d.why) for d in reaped.dropped] == [("row 5", "it has no title")]
    found = by_title(reaped)
    assert found["Careers"].starts is None
    assert found["Harvest"].starts is None
    said = "\n".join(reaped.notices)
    assert '"when the apples fall" is not a date' in said
    assert "Careers" not in said
    assert "The date 03/04/2022 was read as day/month/year." in said
    assert found["Peer Assist"].starts == at(2022, 4, 3, 14)


def test_windows_encoding_and_four_columns_of_time():
    (item,) = corpus("sheet", "sheets/cp1252.csv").items
    assert item.title == "Café with NIHR"
    assert (item.starts, item.ends) == (at(2022, 11, 17, 12, 30), at(2022, 11, 17, 13, 30))
    assert item.tags == ("Talks", "Research")
    assert item.booking == "mailto:library@example.org"


def test_an_american_column_is_read_as_one():
    reaped = corpus("sheet", "sheets/american.csv")
    assert [i.starts for i in reaped.items] == [at(2022, 11, 17, 14), at(2022, 11, 3, 15, 30)]
    assert any("month/day/year" in n for n in reaped.notices)


def test_no_header_lists_what_was_seen_and_what_is_understood():
    with pytest.raises(sheet.Error) as caught:
        corpus("sheet", "sheets/no-header.csv")
    assert '"3", "12", "x"' in str(caught.value)
    assert "Event name" in str(caught.value)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters(mark):
    rows = [["Title", "Start", "Where"], ["A, B; C", "3 Nov 2022", "Library"], ["D", "4 Nov 2022", "Hall"]]
    text = "\n".join(mark.join(f'"{c}"' for c in row) for row in rows)
    assert [i.title for i in harvest("sheet", text, "x.csv").items] == ["A, B; C", "D"]


def test_excels_own_mark_for_the_delimiter():
    assert harvest("sheet", "sep=;\nTitle;When\nA;3 Nov 2022\n").items[0].starts == date(2022, 11, 3)


def test_excel_cells_of_every_sort():
    head = ["What", "Start", "Time", "Ends"]
    rows = [
        ["Moment", datetime(2022, 11, 3, 12, 30), None, datetime(2022, 11, 3, 13, 30)],
        ["Day", date(2022, 11, 3), time(12, 30), None],
        ["Serial", 44868.5208333333, None, None],
        ["Words", "3 Nov 2022", "12.30pm", None],
        ["Fraction", 44868, 0.5208333333, None],
    ]
    found = by_title(harvest("sheet", xlsx(("Events", [["Autumn"], [], head, *rows])), "e.xlsx"))
    assert {i.starts for i in found.values()} == {at(2022, 11, 3, 12, 30)}
    assert found["Moment"].ends == at(2022, 11, 3, 13, 30)


def test_every_sheet_with_a_header_is_read_and_others_are_named():
    data = xlsx(
        ("One", [["Title", "Start"], ["A", None]]),
        ("Two", [["Title", "Start"], ["B", None]]),
        ("Scratch", [["x"], [3]]),
        ("Empty", []),
    )
    reaped = harvest("sheet", data, "e.xlsx")
    assert [i.title for i in reaped.items] == ["A", "B"]
    assert any('"Scratch"' in n and "2 rows" in n for n in reaped.notices)


def test_all_day_status_questions_and_backwards():
    text = (
        "Subject,Start Date,Start Time,End Date,End Time,All day event,Status,Questions\n"
        "Fair,03/11/2022,00:00,04/11/2022,00:00,TRUE,Cancelled,Why? And how?\n"
        "Odd,04/11/2022,,03/11/2022,,,,\n"
    )
    reaped = harvest("sheet", text)
    fair, odd = reaped.items
    assert (fair.starts, fair.ends, fair.status, fair.questions) == (
        date(2022, 11, 3),
        date(2022, 11, 4),
        "cancelled",
        ("Why?", "And how?"),
    )
    assert (odd.starts, odd.ends) == (date(2022, 11, 4), None)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Event name", "title"),
        ("Titel", "title"),
        ("WHAT?", "title"),
        ("Digwyddiad", "title"),
        ("Name of the event", "title"),
        ("Start date & time", "starts"),
        ("Dyddiad", "date"),
        ("Where", "venue"),
        ("Lleoliad", "venue"),
        ("Booking URL", "booking"),
        ("Archebu", "booking"),
        ("Desciption", "description"),
        ("Speaker(s)", "speakers"),
        ("Cost (£)", "cost"),
        ("Starts at", "starts"),
        ("What\u2019s on?", "title"),
        ("Room / Where", "venue"),
        ("Where / Room", "venue"),
        ("Session date", "date"),
        ("Workshop title", "title"),
        ("Time(s)", "time"),
        ("What time does it start?", "time"),
        ("Details of event", "description"),
        ("Who\u2019s it for?", "audience"),
        ("Booking / contact", "booking"),
        ("Your name", ""),
        ("Contact email", ""),
        ("Date of birth", ""),
        ("Date added", ""),
        ("Home phone", ""),
        ("", ""),
    ],
)
def test_spellings(name, field):
    assert headers.guess(name) == field


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "empty"), (b"\n\n", "empty"), (b"a\0b\0c" * 9, "binary"), (b"PK\x03\x04junk", "damaged")]
)
def test_what_is_no_table_is_one_sentence(data, words):
    with pytest.raises(sheet.Error, match=words):
        harvest("sheet", data, "events.csv")


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "Tea", "Talk", "=1+1"]), st.sampled_from(["", "3 Nov 2022", "x", "44868", "1/2/2022"])),
        max_size=8,
    )
)
def test_rows_in_are_rows_out(rows):
    text = "Title,When\n" + "\n".join(",".join(row) for row in rows)
    reaped = harvest("sheet", text)
    filled = [r for r in rows if any(r)]
    assert reaped.records + len(reaped.dropped) == len(filled)
    assert len({f.uid for f in reaped.found}) == len(reaped.found)


def test_several_dates_in_a_cell_are_one_event_that_repeats_or_one_for_each():
    text = (
        "What's on,Date,End,Room / Where\n"
        'Coffee,"9th, 16th & 23rd Feb 2023",2pm - 4pm,Library\n'
        'Walk,"9 Feb, 12 Feb and 1 Mar 2023",2pm - 3pm,Park\n'
        "Tea,9 Feb 2023,,Hall\n"
    )
    reaped = harvest("sheet", text)
    coffee, *walks, tea = reaped.items
    assert (coffee.starts, coffee.ends, coffee.repeat) == (at(2023, 2, 9, 14), at(2023, 2, 9, 16), "FREQ=WEEKLY;COUNT=3")
    assert [(w.starts, w.ends, w.repeat) for w in walks] == [
        (at(2023, 2, 9, 14), at(2023, 2, 9, 15), ""),
        (at(2023, 2, 12, 14), at(2023, 2, 12, 15), ""),
        (at(2023, 3, 1, 14), at(2023, 3, 1, 15), ""),
    ]
    assert [f.uid for f in reaped.found] == ["src:coffee", "src:walk", "src:walk/2", "src:walk/3", "src:tea"]
    assert reaped.records == 3
    assert tea.starts == date(2023, 2, 9)
    assert coffee.venue == "Library"
    said = "\n".join(reaped.notices)
    assert 'Several dates in row 2, "Coffee" became one event that repeats.' in said
    assert 'Several dates in row 3, "Walk" became an event for each date' in said


@pytest.mark.parametrize(
    ("head", "row", "span"),
    [
        ("Date,End", "3 Nov 2022,2pm - 4pm", (at(2022, 11, 3, 14), at(2022, 11, 3, 16))),
        ("Date,Time", "3 Nov 2022,2pm - 4pm", (at(2022, 11, 3, 14), at(2022, 11, 3, 16))),
        ("Date,Hours", "3 Nov 2022,14:00-16:00", (at(2022, 11, 3, 14), at(2022, 11, 3, 16))),
        ("Starts at,End", "3 Nov 2022 1.30pm,2pm - 4pm", (at(2022, 11, 3, 13, 30), at(2022, 11, 3, 16))),
        ("Day,Starts at,Ends at", "3 Nov 2022,2pm,4pm", (at(2022, 11, 3, 14), at(2022, 11, 3, 16))),
        ("When,Finish time", "3 Nov 2022 2pm,4pm", (at(2022, 11, 3, 14), at(2022, 11, 3, 16))),
        ("Date,Start,Finish", "3 Nov 2022,14:00,16:00", (at(2022, 11, 3, 14), at(2022, 11, 3, 16))),
        ("Date,End", "3 Nov 2022,5 Nov 2022", (date(2022, 11, 3), date(2022, 11, 5))),
    ],
)
def test_times_under_whatever_column(head, row, span):
    (item,) = harvest("sheet", f"Title,{head}\nTea,{row}\n").items
    assert (item.starts, item.ends) == span


def test_an_end_without_a_start_is_told():
    reaped = harvest("sheet", "Title,Date,End\nTea,3 Nov 2022,4pm\n")
    assert reaped.items[0].starts == date(2022, 11, 3)
    assert 'Row 2, "Tea" has an end (16:00) but no start time; it was taken as a whole day.' in reaped.notices


@pytest.mark.parametrize(
    ("cell", "booking"),
    [
        ("tel:+441473702544", "tel:+441473702544"),
        ("tel:5544", "tel:5544"),
        ("01473 702 544", "tel:01473702544"),
        ("Call (01473) 702544 to book", "tel:01473702544"),
        ("+44 (0)20 7946 0018", "tel:+442079460018"),
        ("mailto:library@example.org?subject=Tea", "mailto:library@example.org?subject=Tea"),
        ("Ask Ann, library@example.org", "mailto:library@example.org"),
        ("example.org/book", "https://example.org/book"),
        ("https://example.org/book", "https://example.org/book"),
        ("N/A", ""),
        ("3.5", ""),
    ],
)
def test_bookings_of_every_sort(cell, booking):
    (item,) = harvest("sheet", f'Title,Booking\nTea,"{cell}"\n').items
    assert item.booking == booking
    assert (
        merge.merge(Campaign(title="C", id="c"), {}, harvest("sheet", f'Title,Booking\nTea,"{cell}"\n'), "s", "csv")[0]
        .events[0]
        .booking
        == booking
    )


def test_words_in_a_booking_column_are_not_lost():
    (item,) = harvest("sheet", "Title,Booking,Description\nTea,Ask at the desk,Hot.\n").items
    assert item.booking == ""
    assert item.description == "Hot.\n\nBooking: Ask at the desk"


def test_columns_that_only_look_like_ours():
    forms = "ID,Start time,Completion time,Email,Name,Event title,Date of event\n"
    forms += "1,1/11/2022 09:00,1/11/2022 09:05,a@b.org,Ann,Tea,3 Nov 2022\n"
    reaped = harvest("sheet", forms)
    assert [(i.title, i.starts) for i in reaped.items] == [("Tea", date(2022, 11, 3))]
    assert "Ann" not in repr(reaped.items)
