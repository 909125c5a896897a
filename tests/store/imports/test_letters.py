"""Letters as people write them: a paragraph for each event, and every paragraph with a date is taken or named."""

from datetime import datetime

import pytest

from tests.store.imports.helpers import at, by_title, corpus, harvest

HEAD = "From: Mair Hopkin\nSent: 20 January 2027 09:40\nTo: All staff\nSubject: {}\n\nHi all,\n\n"
REFS = "Tues 2nd Feb 2027 12.30 - 1.15pm - References in half an hour"
ROUND = (
    "Grand round goes digital - Thursday 11 February 2027 at 1pm in the Lecture Theatre, with Dr Leena Shah (A&E). Bring a mug!"
)
KNIT = "On Weds 17th February 2027 we've got the knit and natter circle in the Chapel (5pm till 6), all welcome, just turn up."
MATCH = "Shelfie matches: we pair you with a reader you never met. Sign up by 5 Feb at https://forms.office.com/r/Zz9"


def read(*paragraphs, subject="February at the library"):
    return harvest("announcement", HEAD.format(subject) + "\n\n".join(paragraphs), "mail.txt")


def test_every_paragraph_of_a_letter_is_its_own_event():
    reaped = corpus("announcement", "announcements/february-mail.txt")
    events = by_title(reaped)
    assert {t: (e.starts, e.venue, e.booking) for t, e in events.items()} == {
        "References in half an hour": (
            at(2027, 2, 2, 12, 30),
            "Training room 4, Main Wing",
            "mailto:library@tarn.example",
        ),
        "Grand round goes digital": (at(2027, 2, 11, 13), "Lecture Theatre", ""),
        "Knit-and-natter reading circle": (at(2027, 2, 17, 17), "Chapel", ""),
        "Shelfie matches": (None, "", "https://forms.office.com/r/Zz9Yy8"),
        "Ask the library: chatbots and citations": (at(2027, 2, 26, 10), "Teams", ""),
        "Find the missing textbook": (None, "", ""),
    }
    assert events["Grand round goes digital"].summary.startswith("With Dr Leena Shah & Gwil Parry (A&E). You need")
    assert "textbook" not in events["Ask the library: chatbots and citations"].description
    assert events["Ask the library: chatbots and citations"].ends == at(2027, 2, 26, 11)
    assert [(d.title, "add a notice" in d.why) for d in reaped.dropped] == [
        ("The library will be CLOSED Monday 1 February (stock check).", True)
    ]
    assert '"Febuary" was read as February; please check.' in reaped.notices


def test_greetings_and_errands_are_no_summary():
    told = corpus("announcement", "announcements/february-mail.txt").campaign
    assert told["title"] == "Reading in February"
    assert told["theme"] == "One page more"
    assert told["summary"] == 'We are doing "Reading in February" again (#ReadFeb27), the theme this year is "One page more".'


def test_a_place_on_the_line_below_is_no_event():
    reaped = read(f"{REFS}\nTraining room 4, Main Wing. Bring a question from your own ward.", ROUND)
    events = by_title(reaped)
    assert set(events) == {"References in half an hour", "Grand round goes digital"}
    first = events["References in half an hour"]
    assert (first.venue, first.summary) == ("Training room 4, Main Wing", "Bring a question from your own ward.")
    assert not first.speakers


@pytest.mark.parametrize("short", [True, False])
def test_a_booking_link_stays_with_its_own_event(short):
    events = by_title(read(ROUND[:96] if short else ROUND, KNIT, MATCH))
    assert events["Knit and natter circle"].booking == ""
    assert "Shelfie" not in events["Knit and natter circle"].description
    assert events["Shelfie matches"].booking == "https://forms.office.com/r/Zz9"


def test_a_booking_link_for_all_passes_those_that_need_none():
    lines = "Tea talk - Mon 1 Feb 2027, 1pm. Just turn up.\n\nCake talk - Tue 2 Feb 2027, 1pm\n\nBook at https://forms.office.com/r/Zz9"
    events = by_title(read(*lines.split("\n\n")))
    assert events["Tea talk"].booking == ""
    assert events["Cake talk"].booking == "https://forms.office.com/r/Zz9"


def test_no_booking_beside_just_turn_up_is_taken_and_that_is_told():
    reaped = read(KNIT, "For other things sign up at https://forms.office.com/r/Zz9")
    assert reaped.items[0].booking == ""
    assert any("just turn up" in n and "https://forms.office.com/r/Zz9" in n for n in reaped.notices)


def test_a_short_date_begins_an_event_of_its_own():
    events = by_title(
        read("Quiz club - Thursday 11 February 2027 at 1pm. Cake provided.", "Fri 26/2 - Ask us: chatbots, on Teams, 10-11am.")
    )
    assert events["Quiz club"].summary == "Cake provided."
    assert events["Ask us: chatbots"].starts == at(2027, 2, 26, 10)
    assert events["Ask us: chatbots"].venue == "Teams"


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2), (2, 0, 3, 1)])
@pytest.mark.parametrize(
    "also", ["", "The kiosks were moved here on 3 May 2024.", "Thesis forms are due 12 February 2027 with the office."]
)
def test_whatever_names_a_date_is_an_event_or_named(order, also):
    parts = [
        f"{REFS}. Bring a question from your own ward, and the paper that made you ask it in the first place, please.",
        ROUND,
        KNIT,
        MATCH,
    ]
    reaped = read(*(parts[i] for i in order), *([also] if also else []))
    events = by_title(reaped)
    assert len(events) == 4
    told = " ".join([*(d.title for d in reaped.dropped), *(i.description + i.summary for i in reaped.items)])
    assert also in told
    for event in events.values():
        assert not isinstance(event.starts, datetime) or event.starts.year == 2027


def test_words_below_an_event_still_belong_to_it():
    events = by_title(read(ROUND, "There will be soup, and time to ask what the paper did not say.", "Lunch: bring your own."))
    assert len(events) == 1
    assert "soup" in events["Grand round goes digital"].description


def test_early_closing_and_a_closing_date_are_named_with_their_reasons():
    rows = [
        "Quiz - Mon 1 Feb 2027, 1pm",
        "Craft - Tue 2 Feb 2027, 1pm",
        "Poster prize: we would like yours. Closing date 20 March.",
    ]
    reaped = read(*rows, "Maps - Mon 8 Feb 2027, 2pm, Library", "Early closing on Wed 10 Feb at 3pm for stock check.")
    why = {d.title: d.why for d in reaped.dropped}
    assert "a date to do something by" in why["Poster prize: we would like yours. Closing date 20 March."]
    assert "closed" in why["Early closing on Wed 10 Feb at 3pm for stock check."]
    assert "closing" not in by_title(reaped)["Maps"].summary
    assert "summary" not in reaped.campaign


def test_a_challenge_to_sign_up_for_is_an_event_though_its_title_looks_like_a_sentence():
    reaped = read(ROUND, "Reading challenge: six books before Easter. Sign up at https://forms.gle/y")
    assert by_title(reaped)["Reading challenge"].booking == "https://forms.gle/y"
