"""Listings in which a title, a date and a time stand on lines of their own: each event gets its own date, in every shape."""

import io
from datetime import date, datetime, timedelta

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.store.sources.blocks import ITEM, Block
from kiosk.store.sources.listing_order import Part
from kiosk.store.sources.listings import blocks
from tests.store.imports.helpers import at, by_title, harvest

HEAD = "The library this season"
FIRST = ("Coffee", "Craft", "Author", "Reading", "Evidence", "Board game", "Poetry", "Lego", "Digital", "Welsh")
SECOND = ("House", "hour", "visit", "club", "taster", "evening", "circle", "Café", "drop-in", "supper")
TEXTS = (
    "Bring a friend and a cup.",
    "How care learns from its data, told by those who were there.",
    "All are welcome, and nobody needs to know anything.",
    "",
)
DAYS = (
    "{d.day:02}/{d.month:02}/{d.year}",
    "{d.day} {d:%B} {d.year}",
    "{d:%A} {d.day} {d:%B} {d.year}",
    "{d:%a} {d.day} {d:%b} {d.year}",
)
CLOCKS = ("%I:%M %p", "%H:%M", "%I.%M%p")


@st.composite
def listings(draw, most=6):
    """Draw events with a title, a day, a start and an end of their own, and one way to write them all."""
    titles = draw(st.lists(st.tuples(st.sampled_from(FIRST), st.sampled_from(SECOND)), min_size=2, max_size=most, unique=True))
    days = draw(st.lists(st.dates(date(2022, 10, 1), date(2023, 6, 30)), min_size=len(titles), max_size=len(titles), unique=True))
    day, clock, dash = draw(st.sampled_from(DAYS)), draw(st.sampled_from(CLOCKS)), draw(st.sampled_from(("-", " - ", "–")))
    found = []
    for title, on in zip(titles, days, strict=True):
        starts = datetime(on.year, on.month, on.day, draw(st.integers(8, 19)), draw(st.sampled_from((0, 15, 30))))
        ends = starts + timedelta(hours=1)
        words = f"{starts.strftime(clock)}{dash}{ends.strftime(clock)}".lower()
        found.append((" ".join(title), day.format(d=on), words, draw(st.sampled_from(TEXTS)), starts, ends))
    return found


def text(form, apart="\n\n"):
    def write(events):
        entries = (form.format(t=t, d=d, h=h, x=x) for t, d, h, x, *_ in events)
        return f"{HEAD}\n\n" + apart.join(e.strip() for e in entries) + "\n"

    return write


def page(form, round="{}"):
    def write(events):
        entries = "".join(form.format(t=t, d=d, h=h, x=x) for t, d, h, x, *_ in events)
        return f"<html><body><h1>{HEAD}</h1>{round.format(entries)}</body></html>"

    return write


def word(*forms):
    def write(events):
        document = Document()
        document.add_paragraph(HEAD, style="Title")
        for t, d, h, x, *_ in events:
            for form in forms:
                document.add_paragraph(form.format(t=t, d=d, h=h, x=x))
        return saved(document)

    return write


def rows(events):
    document = Document()
    document.add_paragraph(HEAD, style="Title")
    table = document.add_table(rows=0, cols=3)
    for event in events:
        for cell, words in zip(table.add_row().cells, (event[1], event[2], event[0]), strict=True):
            cell.text = words
    return saved(document)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


DIV = "<div><div>{d}</div><div>{h}</div>{t}</div>"
SHAPES = {
    "bars, title again.txt": text("{t} | {d} | {h}\n{t}\n{x}"),
    "bars, title again after a gap.txt": text("{t} | {d} | {h}\n\n{t}\n\n{x}"),
    "bars.txt": text("{t} | {d} | {h}", "\n"),
    "bars and text.txt": text("{t} | {d} | {h}\n{x}"),
    "bars, date first.txt": text("{d} | {h} | {t}\n{x}"),
    "dashes, title again.txt": text("{t} – {d} – {h}\n\n{t}\n\n{x}"),
    "dots, title again.txt": text("{t} • {d} • {h}\n{t}\n{x}"),
    "bullets.txt": text("- {t}, {d}, {h}", "\n"),
    "bullets, date first.txt": text("* {d}, {h}: {t}", "\n"),
    "bullets of lines.txt": text("- {t}\n  {d}\n  {h}\n", "\n"),
    "lines, title again.txt": text("{t}\n{d}\n{h}\n{t}\n{x}"),
    "lines, title again, no gaps.txt": text("{t}\n{d}\n{h}\n{t}\n{x}", "\n"),
    "lines, title again, all gaps.txt": text("{t}\n\n{d}\n\n{h}\n\n{t}\n\n{x}"),
    "lines.txt": text("{t}\n{d}\n{h}\n{x}"),
    "lines, no gaps.txt": text("{t}\n{d}\n{h}", "\n"),
    "lines, text, no gaps.txt": text("{t}\n{d}\n{h}\n{x}", "\n"),
    "lines, all gaps.txt": text("{t}\n\n{d}\n\n{h}\n\nWith us. {x}"),
    "lines, time first.txt": text("{t}\n{h}\n{d}\n{x}"),
    "lines, date first.txt": text("{d}\n{h}\n{t}\n{x}"),
    "lines, date first, no gaps.txt": text("{d}\n{h}\n{t}\n{x}", "\n"),
    "lines, date first, all gaps.txt": text("{d}\n\n{h}\n\n{t}\n\nWith us. {x}"),
    "when on one line.txt": text("{t}\n{d}, {h}\n{x}"),
    "when on one line, no gaps.txt": text("{t}\n{d}, {h}\n{x}", "\n"),
    "when on one line, first.txt": text("{d}, {h}\n{t}\n{x}"),
    "when on one line, first, no gaps.txt": text("{d}, {h}\n{t}\n{x}", "\n"),
    "lines.md": text("**{t}**\n\n{d}\n{h}\n\n{x}"),
    "date first.md": text("{d}\n{h}\n\n### {t}\n\n{x}"),
    "bars, heading again.md": text("{t} | {d} | {h}\n\n### {t}\n\n{x}"),
    "in a row.txt": text("{d}, {h}: {t}", ", "),
    "in a row, date last.txt": text("{t} {d} {h}", "; "),
    "in a row.html": page("{d}, {h} - {t} | ", "<p>{}</p>"),
    "heading below.html": page("<p>{d} | {h}</p><h3>{t}</h3><p>{x}</p>"),
    "heading above.html": page("<h3>{t}</h3><p>{d} | {h}</p><p>{x}</p>"),
    "heading again.html": page("<p>{t} | {d} | {h}</p><h3>{t}</h3><p>{x}</p>"),
    "link, heading again.html": page(
        "<div><a href='https://e.example/1'>{t}</a> | <span>{d}</span> | <span>{h}</span><h3>{t}</h3><p>{x}</p></div>"
    ),
    "boxes, heading again.html": page("<div><div>{t}</div><div>{d}</div><div>{h}</div></div><h3>{t}</h3><p>{x}</p>"),
    "boxes, heading below.html": page("<div><div>{d}</div><div>{h}</div><h3>{t}</h3><p>{x}</p></div>"),
    "boxes, date first.html": page("<div><div>{d}</div><div>{h}</div><div>{t}</div><div>All welcome</div></div>"),
    "boxes, date last.html": page("<div><div>{t}</div><div>{d}</div><div>{h}</div><div>All welcome</div></div>"),
    "entries.html": page("<li>{t} | {d} | {h}</li>", "<ul>{}</ul>"),
    "entries of lines.html": page("<li>{t}<br>{d}<br>{h}</li>", "<ul>{}</ul>"),
    "entries of lines, date first.html": page("<li>{d}<br>{h}<br>{t}</li>", "<ul>{}</ul>"),
    "paragraphs, date first.html": page("<p>{d}<br>{h}<br><b>{t}</b><br>{x}</p>"),
    "paragraphs, title again.html": page("<p>{t}<br>{d}<br>{h}<br>{t}<br>{x}</p>"),
    "table.html": page("<tr><td>{t}</td><td>{d}</td><td>{h}</td></tr>", "<table>{}</table>"),
    "table, date first.html": page("<tr><td>{d}</td><td>{h}</td><td>{t}</td><td>All welcome</td></tr>", "<table>{}</table>"),
    "table of two.html": page("<tr><td>{d}, {h}</td><td>{t}</td></tr>", "<table>{}</table>"),
    "lines.docx": word("{t}", "{d}", "{h}", "With us. {x}"),
    "date first.docx": word("{d}\n{h}\n{t}"),
    "bars, title again.docx": word("{t} | {d} | {h}", "{t}", "With us. {x}"),
    "table.docx": rows,
}


@pytest.mark.parametrize("shape", SHAPES)
@given(events=listings())
@settings(max_examples=6)
def test_every_event_has_its_own_date_and_no_other_is_made(shape, events):
    reaped = harvest("announcement", SHAPES[shape](events), shape)
    assert [(i.title, i.starts.replace(tzinfo=None), i.ends.replace(tzinfo=None)) for i in reaped.items] == [
        (title, starts, ends) for title, _, _, _, starts, ends in events
    ]
    assert not any("please check" in n for n in reaped.notices)


TWO = [("Coffee House", "18/11/2022", "9am"), ("A talk on tea", "21/11/2022", "10am"), ("Craft hour", "25/11/2022", "3pm")]


def test_what_stands_below_goes_with_its_event_and_what_follows_them_does_not():
    entries = "".join(
        f"<p>{t} | {d} | {h}</p><h3>{t}</h3><p>Learning Hub</p><p>Bring {n} cups.</p>" for n, (t, d, h) in enumerate(TWO)
    )
    reaped = harvest("announcement", f"<h1>News</h1>{entries}<p>The library is quiet now.</p><p>Find us upstairs.</p>", "a.html")
    assert [(i.summary, i.venue) for i in reaped.items] == [(f"Bring {n} cups.", "Learning Hub") for n in range(3)]


def test_the_address_behind_a_title_is_kept_as_its_link():
    entries = "".join(f"<li><a href='https://e.example/{h}'>{t}</a><br>{d}<br>{h}</li>" for t, d, h in TWO)
    reaped = harvest("announcement", f"<h1>News</h1><ul>{entries}</ul>", "a.html")
    assert [(i.title, i.link) for i in reaped.items] == [(t, f"https://e.example/{h}") for t, _, h in TWO]


def test_a_button_is_no_title():
    entries = "\n\n".join(f"{d}\n\n{h}\n\n{t}\n\nRead more" for t, d, h in TWO)
    reaped = harvest("announcement", f"News\n\n{entries}\n", "a.txt")
    assert [(i.title, i.starts) for i in reaped.items] == [
        ("Coffee House", at(2022, 11, 18, 9)),
        ("A talk on tea", at(2022, 11, 21, 10)),
        ("Craft hour", at(2022, 11, 25, 15)),
    ]


def test_an_event_twice_in_a_listing_is_two_events():
    entries = "\n\n".join(f"{t}\n{d}\n{h}" for t, d, h in [*TWO, ("Coffee House", "2/12/2022", "9am")])
    reaped = harvest("announcement", f"News\n\n{entries}\n", "a.txt")
    assert [(f.uid, f.item.starts.day) for f in reaped.found if f.item.title == "Coffee House"] == [
        ("src:coffee house", 18),
        ("src:coffee house#2", 2),
    ]


def test_a_date_between_two_lines_that_could_be_its_title_is_in_doubt():
    entries = "\n\n".join(f"{d}\n\n{h}\n\n{t}" for t, d, h in TWO)
    reaped = harvest("announcement", f"News\n\n{entries}\n", "a.txt")
    assert [i.title for i in reaped.items] == [t for t, _, _ in TWO]
    for title, _, _ in TWO:
        assert f'"{title}": its date stands between two lines that could be its title; please check.' in reaped.notices


@pytest.mark.parametrize("titles", [("Evidence hour", "Poetry Café"), ("Craft Café", "Tea room")])
def test_words_as_in_places_never_settle_a_doubt(titles):
    texts = ("No need to book", "All welcome")
    entries = "\n\n".join(f"{t}\n\n{d}\n\n{h}\n\n{x}" for t, (_, d, h), x in zip(titles, TWO, texts, strict=False))
    reaped = harvest("announcement", f"News\n\n{entries}\n", "a.txt")
    assert len(reaped.items) == 2
    assert all(any(f'"{i.title}": its date stands between' in n for n in reaped.notices) for i in reaped.items)


def test_boxes_settle_what_words_leave_open():
    titles, texts = ("Evidence hour", "Poetry Café"), ("No need to book", "All welcome")
    entries = "\n\n".join(f"{t}\n{d}\n{h}\n{x}" for t, (_, d, h), x in zip(titles, TWO, texts, strict=False))
    reaped = harvest("announcement", f"News\n\n{entries}\n", "a.txt")
    assert tuple(i.title for i in reaped.items) == titles
    assert not any("please check" in n for n in reaped.notices)


def test_a_line_with_dates_that_cannot_be_told_apart_is_in_doubt():
    reaped = harvest("announcement", "# News\n\nMon 3 October 2022 - Tea, and on Tue 4 October 2022 cake.\n", "a.md")
    (item,) = reaped.items
    assert any(item.title in n and "more than one date" in n for n in reaped.notices)


def test_a_row_under_a_heading_with_a_note_beside_a_title():
    row = "Tue, 4 October, 4-5pm- TAB meeting, Thu, 6 Oct, 3.30pm- Writers' circle, Tue, 11 Oct @4pm- *Iron Chef (for teens)"
    reaped = harvest("announcement", f"# News of October 2022\n\n## Here are our upcoming events\n\n{row}\n", "a.md")
    assert [(i.title, i.starts) for i in reaped.items] == [
        ("TAB meeting", at(2022, 10, 4, 16)),
        ("Writers' circle", at(2022, 10, 6, 15, 30)),
        ("Iron Chef", at(2022, 10, 11, 16)),
    ]


def test_days_without_a_month_have_the_one_above_if_their_weekdays_agree():
    row = "# October 2022\n\nHere is what we do.\n\nMon {}: Tea, Tue 4: Cake (Learning Hub)\n"
    found = by_title(harvest("announcement", row.format(3), "a.md"))
    assert [(i.title, i.starts, i.venue) for i in found.values()] == [
        ("Tea", date(2022, 10, 3), ""),
        ("Cake", date(2022, 10, 4), "Learning Hub"),
    ]
    assert not harvest("announcement", row.format(5), "a.md").items


def test_the_programme_of_a_day_is_no_listing():
    parts = [Part((Block("para", line),), (line,)) for line in ("Monday 3 October 2022", "9am Tea", "10am Cake")]
    assert blocks(parts) == [b for p in parts for b in p.blocks]


def test_a_headline_with_a_date_is_none_of_the_events():
    entries = "\n\n".join(f"{t} | {d} | {h}\n\n{t}\n\nBring a cup." for t, d, h in TWO)
    reaped = harvest("announcement", f"Events - 18 Nov 2022\n\n{entries}\n", "a.txt")
    assert [(i.title, i.starts.day) for i in reaped.items] == [(t, int(d[:2])) for t, d, _ in TWO]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_an_event_with_its_place_beside_the_date_is_not_swallowed_by_a_listing(gap):
    entries = [
        ("Tea", "Thu 3 November 2022, 1pm"),
        ("Talk", "Mon 7 November 2022, 2pm, Hall"),
        ("Cake", "Tue 8 November 2022, 1pm"),
    ]
    text = "News\n\n" + "\n\n".join(f"{n}. {t}\n{w}\n" for n, (t, w) in enumerate(entries, 1))
    reaped = harvest("announcement", f"{text}{gap}", "a.txt")
    assert [(i.title, i.starts.day, i.venue) for i in reaped.items] == [("Tea", 3, ""), ("Talk", 7, "Hall"), ("Cake", 8, "")]


def test_parts_without_a_listing_stay_as_they_are():
    parts = [Part((Block("heading", "News", level=1),), ("News",)), Part((Block("bullet", "Tea"),), ("Tea",)), Part((), ())]
    assert blocks(parts) == [Block("heading", "News", level=1), Block("bullet", "Tea")]
    dated = [*parts, *(Part((), (line,)) for line in ("3/10/2022", "9am"))]
    assert [b.level for b in blocks(dated)] == [1, 0] != [ITEM]
