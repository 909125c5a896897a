"""Announcements in prose: what they yield, in five shapes, and what they do not: an invented date."""

import io
import re
from datetime import date

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign.item import Speaker
from kiosk.resources import assets_dir
from kiosk.store.sources import plain
from kiosk.store.sources.harvest import Error
from tests.store.imports.helpers import at, by_title, corpus, harvest

SAMPLE = assets_dir() / "samples" / "knowvember-22" / "announcement.md"


def sample():
    return harvest("announcement", SAMPLE.read_bytes(), "announcement.md")


def test_the_sample_yields_its_campaign():
    told = sample().campaign
    assert told["title"] == "KNOWvember 22"
    assert told["theme"] == "Sharing Knowledge - Breaking Down the Barriers"
    assert told["hashtag"] == "#KNOWvember22"
    assert str(told["summary"]).startswith("Every November")
    assert len(told["ways"]) == 5


def test_a_misspelt_hashtag_is_reported():
    assert "#KNOWvmber22 looks like #KNOWvember22 misspelt; the campaign uses #KNOWvember22." in sample().notices


def test_the_sample_yields_six_events_without_dates():
    reaped = sample()
    assert [i.title for i in reaped.items] == [
        "Knowledge exchange",
        "Knowledge café with NIHR",
        "Learning Health Systems",
        "After Action Reviews",
        "Peer Assist: End Point Assessment",
        "Knowledge café with CILIP",
    ]
    assert all(i.starts is None and i.ends is None for i in reaped.items)
    assert all(len(i.questions) == 2 and all(q.endswith("?") for q in i.questions) for i in reaped.items)
    assert reaped.dropped == ()
    speakers = {i.title: i.speakers for i in reaped.items}
    assert speakers["Knowledge exchange"] == (Speaker(name="Judith Dando", honours="MBE"),)
    assert speakers["Knowledge café with NIHR"] == (Speaker(name="NIHR"),)
    assert speakers["Learning Health Systems"] == (Speaker(name="Dr Tom Foley"),)
    assert speakers["After Action Reviews"] == ()
    assert by_title(reaped)["After Action Reviews"].summary.startswith("Sharing the learning from a busy week")


def test_a_forwarded_mail_with_wrapped_and_quoted_lines():
    reaped = corpus("announcement", "announcements/mail.txt")
    assert reaped.campaign["title"] == "KNOWvember22"
    assert reaped.campaign["theme"] == "Sharing Knowledge - Breaking Down the Barriers"
    assert reaped.campaign["ways"][1] == "send us a photograph of your team sharing what it has learned"
    found = by_title(reaped)
    assert list(found) == ["Knowledge exchange", "Learning Health Systems", "After Action Reviews"]
    first = found["Knowledge exchange"]
    assert (first.starts, first.ends) == (at(2022, 11, 3, 12, 30), at(2022, 11, 3, 13, 30))
    assert first.booking == "https://example.org/book/exchange"
    assert first.questions == ("What would you like the review to hear?", "Who else should we ask, and how will we reach them?")
    assert "2022" not in first.summary
    assert found["Learning Health Systems"].speakers == (Speaker(name="Dr Tom Foley", role="Newcastle University"),)
    assert found["After Action Reviews"].venue == "Seminar Room 1, Education Centre"
    assert "Siân" not in repr(reaped.items)
    assert any("#Knowvemeber22" in n for n in reaped.notices)


def test_a_date_without_a_year_is_taken_when_its_weekday_leaves_one_year_and_that_is_told():
    reaped = corpus("announcement", "announcements/mail.txt")
    assert by_title(reaped)["After Action Reviews"].starts == date(2022, 11, 17)
    assert any("17 November is not written; 2022 was taken" in n for n in reaped.notices)


YEARS = [
    ("Thursday 3 November, 1pm", "", at(2022, 11, 3, 13)),  # the next such Thursday
    ("3 November, 1pm", "", None),  # any year
    ("3 November, 1pm", "This is the bulletin of November 2023.", at(2023, 11, 3, 13)),
    ("3 November, 1pm", "In November 2023 as in November 2022.", None),
    ("Wednesday 3 November, 1pm", "", None),  # no such day is near
    ("Wednesday 3 November, 1pm", "Our programme for 2021.", at(2021, 11, 3, 13)),
    ("Thursday 3 November, 1pm", "As we did in 2016.", None),  # 2016 and 2022 both fit
    ("next Thursday, 1pm", "", None),
    ("3 November 2022 has moved to 10 November 2022", "", None),
]


@pytest.mark.parametrize(("when", "about", "starts"), YEARS)
def test_a_year_is_taken_only_where_it_cannot_be_another(when, about, starts):
    reaped = harvest(
        "announcement", f"# Bulletin\n\n{about}\n\n## Events\n\n### Tea\n\n{when}, Learning Hub\n\nBring a cup.\n", "a.md"
    )
    (item,) = reaped.items
    assert item.starts == starts
    assert any("is not written" in n or "was changed" in n for n in reaped.notices) or when.startswith("next")
    # Where the date is not taken its words stay, and where it is they do not contradict it.
    assert ("1pm" in item.summary + item.description) == (starts is None and "1pm" in when)


def test_an_html_newsletter():
    reaped = corpus("announcement", "announcements/newsletter.html")
    assert (reaped.campaign["title"], reaped.campaign["theme"]) == ("Reading Well Week", "One Page a Day")
    assert reaped.campaign["hashtag"] == "#ReadWellWeek"
    found = by_title(reaped)
    assert list(found) == ["Poetry at the bedside", "Walking book club"]
    first = found["Poetry at the bedside"]
    assert first.speakers == (Speaker(name="Prof. Amina Yusuf", honours="OBE"), Speaker(name="Li Wei"))
    assert (first.starts, first.ends) == (at(2023, 3, 14, 14), at(2023, 3, 14, 15, 30))
    assert first.questions == ("Which poem stays with you?",)
    assert found["Walking book club"].booking == "https://www.eventbrite.co.uk/e/123"
    assert "Unsubscribe" not in repr(reaped)


def test_markdown_with_headings_for_events():
    reaped = corpus("announcement", "announcements/headings.md")
    assert reaped.campaign["theme"] == "Counting What Counts"
    found = by_title(reaped)
    assert list(found) == ["Spreadsheets without tears", "Lunch with a statistician", "Open afternoon"]
    first = found["Spreadsheets without tears"]
    assert (first.starts, first.venue) == (at(2023, 2, 6, 10), "Training Suite")
    assert first.speakers == (Speaker(name="Maria Kowalska-Nowak", role="Finance"),)
    assert first.questions == ("What do you count that nobody reads?", "What does nobody count?")
    assert found["Open afternoon"].starts is None


def word():
    document = Document()
    document.add_paragraph("Quiet Month", style="Title")
    document.add_paragraph("Our theme is: Listening first. Tell us what you hear with #QuietMonth.")
    document.add_heading("Programme", level=1)
    paragraph = document.add_paragraph()
    paragraph.add_run("Fishbowl. ").bold = True
    paragraph.add_run("Four chairs and one free one, hosted by Dame Ada Example.")
    document.add_paragraph("Who has not spoken yet?", style="List Bullet")
    document.add_paragraph("Randomised coffee trial. Two people, one cup. 9 January 2023, 10am.")
    document.add_paragraph("Whom did you not know?", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Where"
    table.rows[0].cells[1].text = "The canteen"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document():
    reaped = harvest("announcement", word(), "news.docx")
    assert (reaped.campaign["title"], reaped.campaign["theme"]) == ("Quiet Month", "Listening first")
    found = by_title(reaped)
    assert list(found) == ["Fishbowl", "Randomised coffee trial"]
    assert found["Fishbowl"].speakers == (Speaker(name="Dame Ada Example"),)
    assert found["Fishbowl"].questions == ("Who has not spoken yet?",)
    assert found["Randomised coffee trial"].starts == at(2023, 1, 9, 10)
    assert found["Randomised coffee trial"].venue == "The canteen"


def test_without_an_event_it_says_so():
    reaped = corpus("announcement", "announcements/nothing.txt")
    assert reaped.items == ()
    assert any("No event was found" in n for n in reaped.notices)


def test_a_paragraph_that_only_looks_like_an_event_is_named():
    text = "Week\n====\n\nAbout #Week2023.\n\n**Postcards.** Take one and give it on.\n\n**Talk.** With Dr Ann Example.\n\nWhy?\n"
    reaped = harvest("announcement", text, "n.md")
    assert [i.title for i in reaped.items] == ["Talk"]
    assert [(d.title, bool(d.why)) for d in reaped.dropped] == [("Postcards", True)]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.txt", "no words"),
        (b"\x00\x01" * 99, "a.txt", "binary"),
        (b"PK\x03\x04x", "a.docx", "damaged"),
        (b"Hello.", "a.txt", "announces nothing"),
    ],
)
def test_what_announces_nothing_is_one_sentence(data, name, words):
    with pytest.raises(Error, match=words):
        harvest("announcement", data, name)


@given(
    st.lists(
        st.sampled_from(
            [
                "# A",
                "Talk. It is with Ann.",
                "- Why?",
                "Thursday 3 November",
                "**Tea:** at four",
                "theme is x",
                "#a1 #a2",
                "> ",
                "\n",
                "<p>",
            ]
        ),
        max_size=12,
    )
)
def test_any_prose_gives_events_without_invented_years(lines):
    text = "\n".join(lines)
    for name in ("a.md", "a.txt", "a.html"):
        try:
            reaped = harvest("announcement", text, name)
        except Error:
            continue
        assert {i.starts for i in reaped.items} <= {None, date(2022, 11, 3)}
        assert all("Thursday 3 November" in text for i in reaped.items if i.starts)


def test_a_text_that_shows_tags_keeps_them_as_text():
    page = "<html><h1>Code Week</h1><h2>Events</h2><p><b>Talk.</b> Why &lt;b&gt; is 3 &lt; 4, with Dr Ann Example.</p></html>"
    (item,) = harvest("announcement", page, "a.html").items
    assert item.summary == "Why <b> is 3 < 4, with Dr Ann Example."


MALICIOUS = ["<!--", "<a href=", "<?", "<![CDATA[", "<div>", "</p>", "* a\n", "Aa Bb ", "#a1 ", "> "]


@pytest.mark.parametrize("piece", MALICIOUS)
def test_malicious_repetition_is_answered(piece):
    # Each of these kept some parser busy for minutes or hours; if one does again, this test does not end.
    text = "<html><p>Talk. With Dr Ann Example.</p><p>Why?</p>" + piece * (60_000 // len(piece))
    (item,) = [i for i in harvest("announcement", text, "a.html").items if i.title == "Talk"]
    assert item.questions == ("Why?",)


@pytest.mark.parametrize("piece", MALICIOUS)
def test_no_tag_without_an_end_reaches_the_parser(piece):
    cleaned = plain.without_comments(f"<p>a</p>{piece * 50}<p>b</p>")
    assert re.search(r"<[^<>]*(?:<|\Z)", cleaned) is None
    assert "<!" not in cleaned


def test_dates_stand_only_where_they_are_written():
    text = (
        "# Month\n\nNovember 2022 is our month; book by 1 November 2022.\n\n"
        "**Talk.** With Dr Ann Example.\n\nWhy?\n\n**Tea.** Register before 2 November 2022.\n\nHow?\n"
    )
    assert [i.starts for i in harvest("announcement", text, "a.md").items] == [None, None]
    dated = text.replace("Dr Ann Example.", "Dr Ann Example. We meet on 8 November 2022.")
    assert [i.starts for i in harvest("announcement", dated, "a.md").items] == [date(2022, 11, 8), None]
