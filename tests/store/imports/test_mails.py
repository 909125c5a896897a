"""E-mails as hospital staff send them: what stands round the words is no event, and whatever has a date is taken or named."""

import pytest

from kiosk.store.sources import letters
from tests.store.imports.helpers import at, by_title, corpus, harvest

MAIL = "Subject: What is on\n\nHi all,\n\nTea talk\nTues 2 Feb 2027, 1pm, Learning Hub\nBring a mug.\n\n{}\n"


def told(name):
    reaped = corpus("announcement", f"mails/{name}.txt")
    return reaped, by_title(reaped)


def test_a_month_of_events_comes_in_as_it_was_written():
    reaped, events = told("january")
    assert reaped.campaign["title"] == "Tarn Learns January 2027"
    assert list(events) == [
        "Knowledge cafe: What we wish we had known",
        "Peer assist - Opening a day unit",
        'Talk: "Why good evidence gets ignored"',
        "Randomised Coffee Trials",
    ]
    cafe, assist, talk, coffee = events.values()
    assert cafe.questions == ("What do you know now that you wish you had known then?", "Who told you?")
    assert (cafe.booking, cafe.description) == ("https://library.tarn.example/book/cafe", "")
    assert (assist.booking, assist.description) == ("https://library.tarn.example/book/assist", "")
    assert talk.venue == "Lecture Theatre B (and on Teams)"
    assert [(s.name, s.role) for s in talk.speakers] == [("Professor Meinir Voss", "University of Tarn")]
    assert talk.description.endswith("twenty of questions.\n\nPlaces are limited!")
    assert (coffee.starts, coffee.summary[:8], coffee.booking[-6:]) == (None, "We match", "coffee")
    assert [d.title for d in reaped.dropped] == ["Deadline for changes is 11 December."]
    assert '"Knowledge cafe: What we wish we had known": The year of 5 January is not written; 2027 was taken.' in reaped.notices


def test_what_was_passed_on_is_read_and_both_signatures_are_not():
    reaped, events = told("forwarded-bullets")
    assert {t: (e.starts, e.venue) for t, e in events.items()} == {
        "Reading a forest plot": (at(2027, 2, 1, 9, 30), ""),
        "Systematic review surgery": (at(2027, 2, 9, 12), "Library Annexe"),
        "Journal club": (at(2027, 2, 18, 16), ""),
        "Meet the editors": (None, ""),
    }
    assert {e.booking for e in events.values()} == {"https://forms.office.com/r/Tarn27"}
    assert [(d.title[:25], "closed" in d.why) for d in reaped.dropped] == [("The skills lab is CLOSED ", True)]
    assert reaped.campaign == {"title": "Spring sessions"}


def test_a_table_between_tabs_is_read_by_its_header():
    reaped, events = told("tabs")
    assert {t: (e.starts, e.venue, e.booking, e.summary) for t, e in events.items()} == {
        "Knit and natter": (at(2027, 4, 6, 13), "Quiet Room", "", "Just turn up"),
        "Searching for guidelines": (at(2027, 4, 14, 10), "Training Room 4", "https://library.tarn.example/book/guidelines", ""),
        "Library treasure hunt": (at(2027, 4, 22).date(), "Library", "", ""),
        "Evidence clinic": (None, "Ward 9", "mailto:carys.dunn@tarn.example", ""),
    }
    assert not reaped.dropped


@pytest.mark.parametrize("head", ["", "Subject: Tea talk\n\n", "Subject: News\n\n"])
def test_words_below_a_single_event_are_its_own_and_so_are_cells_without_a_header(head):
    reaped = harvest(
        "announcement", f"{head}Tea talk\nTues 2 Feb 2027, 1pm, Learning Hub\nMilk\tSugar\tCake\n\nBring a mug.\n", "a.txt"
    )
    (event,) = reaped.items
    assert (event.title, event.starts, event.venue) == ("Tea talk", at(2027, 2, 2, 13), "Learning Hub")
    assert event.description == "Milk - Sugar - Cake.\n\nBring a mug."
    assert not reaped.dropped


def test_welsh_mails_are_read_as_english_ones():
    reaped, events = told("cymraeg")
    assert {t: (e.starts, e.ends, e.venue) for t, e in events.items()} == {
        "Caffi gwybodaeth: beth ddysgon ni eleni": (at(2027, 2, 2, 12, 30), at(2027, 2, 2, 13, 30), "Ystafell Hyfforddi 4"),
        "Sgwrs: Darllen er lles": (at(2027, 2, 11, 14), None, "Neuadd y Dref"),
        "Gweithdy chwilio am dystiolaeth": (at(2027, 2, 26, 10), at(2027, 2, 26, 12), "Llyfrgell"),
    }
    assert events["Sgwrs: Darllen er lles"].speakers[0].name == "Dr Elan Morus"
    assert (reaped.campaign["title"], reaped.dropped) == ("Digwyddiadau mis Chwefror", ())


def test_one_event_in_an_answered_mail_names_the_campaign_and_keeps_both_ways_to_book():
    reaped, events = told("thread")
    (event,) = events.values()
    assert reaped.campaign["title"] == event.title == "Schwartz Round: The patient I'll never forget"
    assert (event.starts, event.booking) == (at(2027, 3, 3, 12, 30), "mailto:schwartz@tarn.example")
    assert "ring 01632 960444" in event.description
    assert not reaped.dropped


CLOSINGS = (
    "Thanks a million\nNia",
    "Thanks a bunch,\nNia",
    "Cheers, Dave",
    "Many thanks in advance!\n\nNia Prosser",
    "Kindest regards\nNia\n\nNia Prosser | Librarian | Tel 01632 960218",
    "Have a lovely weekend!\nNia x",
    "Best\n-- \nNia Prosser\nKnowledge Manager\nhttps://library.tarn.example",
    "Diolch yn fawr iawn / Many thanks\nNia",
    "Cofion gorau\nGwenllian Pugh\nLlyfrgellydd",
    "Yn gywir,\nG. Pugh",
    "Sent from my iPhone",
    "Get Outlook for Android",
    "Anfonwyd o fy ffôn",
    "This e-mail and any files are confidential and intended solely\nfor the addressee.",
    "Mae'r neges hon yn gyfrinachol ac ar gyfer y sawl a enwir yn unig.",
)


@pytest.mark.parametrize("closing", CLOSINGS)
def test_how_a_letter_closes_is_no_event_and_belongs_to_none(closing):
    reaped = harvest("announcement", MAIL.format(closing), "mail.txt")
    (event,) = reaped.items
    assert (event.title, event.summary, event.description, event.booking) == ("Tea talk", "Bring a mug.", "", "")
    assert not reaped.dropped


def test_a_signature_without_a_closing_is_left_out_and_named():
    reaped = harvest(
        "announcement", MAIL.format("Nia\n\nNia Prosser\nKnowledge & Evidence Specialist\nTel 01632 960218"), "mail.txt"
    )
    assert list(by_title(reaped)) == ["Tea talk"]
    assert [(d.title, d.why) for d in reaped.dropped] == [("Nia Prosser", "it reads like the signature of a letter")]


@pytest.mark.parametrize("below", ["P.S. Cake talk: Wed 3 Feb 2027, 1pm", "Cake talk - Wed 3 Feb 2027, 1pm, Learning Hub"])
def test_an_event_below_the_signature_is_not_lost(below):
    reaped = harvest("announcement", MAIL.format(f"Thanks\nNia\n\nNia Prosser, Librarian\n\n{below}"), "mail.txt")
    words = " ".join([*(i.title + i.description for i in reaped.items), *(d.title for d in reaped.dropped)])
    assert "Cake talk" in words
    assert "Prosser" not in words


@pytest.mark.parametrize(
    "title", ["Thank you tea for volunteers", "Hwyl yr haf", "Best of the archive", "Enjoy Reading", "See you in the stacks"]
)
def test_a_title_that_begins_like_a_closing_stays_an_event(title):
    reaped = harvest("announcement", MAIL.format(f"{title}\nWed 3 Feb 2027, 3pm, Learning Hub\nBring a friend."), "mail.txt")
    assert list(by_title(reaped)) == ["Tea talk", title]


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ("On Fri, 27 Nov 2026 at 16:42, Nia Prosser <nia@tarn.example> wrote:", 1),
        ("On 27 November 2026, a long list of people and their addresses and\nNia Prosser <nia@tarn.example> wrote:", 2),
        ("-----Original Message-----\nFrom: Nia Prosser\nSent: 27 November 2026\nTo: All\nSubject: RE: News", 5),
        ("---------- Forwarded message ---------\nFrom: Nia <nia@tarn.example>\nDate: Fri, 27 Nov 2026\nSubject: News", 4),
        ("Begin forwarded message:\n\nFrom: Nia\nSubject: News\nDate: 27 November 2026 at 16:42:11 GMT", 5),
        ("Oddi wrth: Nia\nAnfonwyd: 27 Tachwedd 2026 11:20\nAt: Pawb\nPwnc: Newyddion", 4),
        ("Ar 27 Tachwedd 2026 am 16:42, ysgrifennodd Nia Prosser <nia@tarn.example>:", 1),
    ],
)
def test_the_head_of_a_mail_that_is_passed_on_is_no_part_of_its_words(head, size):
    lines = ["See below.", "", *head.split("\n"), "", "Tea talk"]
    assert letters.read(lines).lines == ("See below.", *[""] * (size + 2), "Tea talk")


def test_lines_of_an_event_are_no_head_of_a_mail():
    lines = ["Tea talk", "", "Date: 3 February 2027", "From: 1pm", "To: 2pm", "At: Learning Hub"]
    assert letters.read(lines).lines == tuple(lines)


def test_a_subject_that_asks_for_something_is_cut_to_what_it_names():
    mail = MAIL.replace("What is on", "FW: February talks!! Words for the posters please")
    reaped = harvest("announcement", mail.format("Cake talk\nWed 3 Feb 2027, 3pm\nBring a friend."), "mail.txt")
    assert reaped.campaign["title"] == "February talks"


def dates(events):
    return {t: (e.starts, e.venue, e.booking) for t, e in events.items()}


def test_an_address_of_something_else_is_nobodys_booking_and_what_shuts_is_named():
    reaped, events = told("no-subject")
    assert dates(events) == {
        "Wellbeing Library launch": (at(2027, 1, 11, 12), "Foyer", ""),
        "Journal club with the pharmacists": (at(2027, 1, 20, 16), "Room 12", ""),
    }
    assert ["closed" in d.why for d in reaped.dropped] == [True, False]
    assert reaped.campaign == {}


def test_sessions_with_a_field_a_line_are_all_found_the_first_as_well():
    reaped, events = told("sessions")
    book = "mailto:library.training@tarn.example"
    assert dates(events) == {
        "Introduction to literature searching": (at(2027, 1, 14, 10), "IT Suite, Education Centre", book),
        "Critical appraisal of RCTs": (at(2027, 1, 21, 14), "MS Teams", book),
        "Reference management with Zotero": (None, "Library", ""),
    }
    assert [e.description for e in events.values()] == ["", "", ""]
    assert (reaped.dropped, reaped.campaign) == ((), {})


def test_days_take_the_month_that_stands_above_and_what_has_no_title_is_named():
    reaped, events = told("week")
    assert dates(events) == {
        "Health literacy awareness": (at(2027, 7, 5, 12), "Teams", ""),
        "Patient leaflets: what good looks like": (at(2027, 7, 6, 10), "Seminar Room 1", ""),
    }
    assert any("Ask a Librarian" in d.title for d in reaped.dropped)
    assert reaped.campaign["title"] == "Health Information Week 5-11 July 2027"


def test_events_told_in_sentences_are_called_by_what_they_are_about():
    _, events = told("told")
    assert {t: e.starts for t, e in events.items()} == {
        "Talk on menopause at work": at(2027, 3, 4, 13),
        "Still Alice": at(2027, 3, 10, 17, 30),
    }
    talk, film = events.values()
    assert (talk.booking, film.questions) == ("https://forms.office.com/r/menop", ())
    assert talk.description.endswith("Please book by 1 March.")


def test_a_new_date_without_the_name_of_its_event_is_named_and_changes_nothing_in_silence():
    reaped, events = told("changed")
    assert events["Digital skills café"].starts == at(2027, 2, 9, 11)
    assert [d.title for d in reaped.dropped] == ["It is now Tuesday 16 February 2027 at 11am (not the 9th)."]
