"""E-mails as Outlook and Thunderbird save them: decoded as their parts say, with their calendars, and nothing lost in silence."""

from email import policy
from email.message import EmailMessage

import pytest

from kiosk.store.sources import harvest as harvests
from kiosk.store.sources import kinds
from tests.store.imports.helpers import at, by_title, harvest, ics

WORDS = """Dear all,

Siân's story café
Tues 2 March, 2pm – 3pm, Café
A story and a “proper” cup of tea.
Book here<https://library.tarn.example/book/story>

Anatomy trail
Weds 10 March 2027, 10am, Museum of Nursing
Find twelve bones.

Diolch
Siân
"""
LINES = (
    "CAUTION: This email originated from outside of the organisation.",
    "Dear all,",
    "",
    "<b>Siân's story café</b>",
    "Tues 2 March, 2pm – 3pm, Café",
    "A story and a “proper” cup of tea.",
    '<a href="https://library.tarn.example/book/story">Book here</a>',
    "",
    "<b>Anatomy trail</b>",
    "Weds 10 March 2027, 10am, Museum of Nursing",
    "Find twelve bones.",
    "",
    "Diolch",
    "Siân",
    "",
    "<b>Siân Ellis</b>",
    "Outreach Librarian",
    "Tel: 01632 960111",
)
OUTLOOK = "".join(f"<p class=MsoNormal>{line or '&nbsp;'}<o:p></o:p></p>\r\n" for line in LINES)
LINK = "Book here<https://library.tarn.example/book/story>"
BROKEN = WORDS.replace(LINK, LINES[6]).replace("\n\n", "</p><p>").replace("\n", "<br>")
TABLE = (
    "<p>Hi,</p><table><tr><th>Event</th><th>When</th><th>Where</th></tr><tr><td><p>Knit and natter</p></td>"
    "<td>Tue 6 April 2027<br>1pm to 2pm</td><td>Quiet Room</td></tr></table><p>Best wishes,<br>Carys</p>"
)


def mail(subject="RE: Gŵyl – March", words="", page="", charset="utf-8", cte="quoted-printable"):
    made = EmailMessage(policy=policy.SMTP)
    made["From"], made["To"], made["Subject"] = "Siân Ellis <sian@tarn.example>", "desk@tarn.example", subject
    made["Date"], made["Message-ID"] = "Mon, 15 Feb 2027 09:12:00 +0000", "<1@tarn.example>"
    if words:
        made.set_content(words, charset=charset, cte=cte)
    if page and words:
        made.add_alternative(page, subtype="html", charset="utf-8", cte="base64")
    elif page:
        made.set_content(page, subtype="html", charset=charset, cte=cte)
    return made


def read(made, name="mail.eml"):
    return harvest("announcement", made if isinstance(made, bytes) else made.as_bytes(), name)


@pytest.mark.parametrize(
    "made",
    [
        mail(words=WORDS, charset="windows-1252"),
        mail(words=WORDS, cte="base64"),
        mail(page=OUTLOOK),
        mail(page=f"<html><body><p>{BROKEN}"),
        mail(words=WORDS, page=OUTLOOK),
        mail(words="This mail is a web page.\n", page=OUTLOOK),
    ],
    ids=["western", "base64", "outlook", "breaks", "both", "page-only"],
)
@pytest.mark.parametrize("name", ["mail.eml", "mail.txt"])
def test_a_saved_mail_is_decoded_and_read_as_its_words_are(made, name):
    reaped = read(made, name)
    events = by_title(reaped)
    assert {t: (e.starts, e.ends, e.venue) for t, e in events.items()} == {
        "Siân's story café": (at(2027, 3, 2, 14), at(2027, 3, 2, 15), "Café"),
        "Anatomy trail": (at(2027, 3, 10, 10), None, "Museum of Nursing"),
    }
    story = events["Siân's story café"]
    assert (story.booking, story.summary) == ("https://library.tarn.example/book/story", "A story and a “proper” cup of tea.")
    assert story.description in ("", story.summary)
    assert reaped.campaign["title"] == "Gŵyl – March"
    assert not reaped.dropped


def test_letters_that_a_mail_calls_latin_1_are_those_of_windows():
    made = mail(words=WORDS, charset="windows-1252").as_bytes().replace(b"windows-1252", b"iso-8859-1")
    assert "“proper”" in read(made).items[0].summary
    assert "“proper”" in read(mail(words=WORDS).as_bytes().replace(b'"utf-8"', b'"no-such-set"')).items[0].summary


def test_a_table_in_a_mail_is_read_by_its_header():
    (event,) = read(mail(page=TABLE)).items
    assert (event.title, event.starts, event.venue) == ("Knit and natter", at(2027, 4, 6, 13), "Quiet Room")


def test_flowed_lines_are_joined():
    flowed = b"Subject: Noon\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8; format=flowed\r\n\r\nPoetry\r\n"
    flowed += (
        b"Thu 25 March 2027, 12 noon, Chapel\r\nBring one poem and somebody like \r\nAnn.\r\n\r\n-- \r\nJo Reed\r\nLibrarian\r\n"
    )
    (event,) = read(flowed).items
    assert event.summary == "Bring one poem and somebody like Ann."


def test_an_invitation_is_its_calendar_and_words_that_say_the_same_are_named():
    made = mail(words="Grand round\nThu 18 March 2027, 1pm, Lecture Theatre B\n\nBring a mug.\n")
    made.add_alternative(ics("UID:g@x\nDTSTART:20270318T130000Z\nSUMMARY:Grand round"), subtype="calendar")
    reaped = read(made)
    assert [(f.uid, f.item.title) for f in reaped.found] == [("g@x", "Grand round")]
    assert [(d.title, d.why) for d in reaped.dropped] == [("Grand round", "the calendar in the e-mail has it")]
    alone = read(_calendar_alone())
    assert [i.title for i in alone.items] == ["Grand round"]
    assert not alone.notices


def _calendar_alone():
    made = mail()
    made.set_content(ics("UID:g@x\nDTSTART:20270318T130000Z\nSUMMARY:Grand round"), subtype="calendar")
    return made


def test_a_calendar_that_cannot_be_read_costs_nothing_but_itself():
    made = mail(words=WORDS)
    made.add_attachment(b"no calendar", maintype="text", subtype="calendar", filename="x.ics")
    reaped = read(made)
    assert len(reaped.items) == 2
    assert any("VCALENDAR" in n for n in reaped.notices)


def test_a_mail_attached_to_another_is_read_and_other_files_are_named():
    inner = mail("Poetry", words="Poetry at noon\nThu 25 March 2027, 12 noon, Chapel\nBring one poem.\n")
    made = mail("Fwd: see attached mail", words="Hi, see attached.\n\nThanks\nJo\n")
    made.add_attachment(inner)
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Gŵyl.pdf")
    made.add_attachment(b"GIF8", maintype="image", subtype="gif", filename="logo.gif", disposition="inline")
    reaped = read(made)
    assert [(i.title, i.summary) for i in reaped.items] == [("Poetry at noon", "Bring one poem.")]
    assert reaped.campaign["title"] == "Poetry at noon"
    assert "Attached, and not read: Gŵyl.pdf; save what has events in it, and import it by itself." in reaped.notices


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf\r\n\r\nxx", "has no words in it"),
        (
            b"Subject: =?utf-8?b?!?=\r\nContent-Type: text/plain; charset*=x\r\nContent-Transfer-Encoding: base64\r\n\r\n!",
            "no words",
        ),
        (b"Content-Type: multipart/mixed\r\n\r\nHello", "mail.eml"),
        (b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename*0*=x; filename="\r\n\r\nHi', "no words"),
        (b"", "no words"),
    ],
)
def test_mails_that_say_nothing_are_told_in_a_sentence(data, words):
    with pytest.raises(harvests.Error, match=words):
        read(data)


def test_a_message_of_outlook_is_refused_with_the_way_out():
    with pytest.raises(
        kinds.Error, match=r"news\.msg is a message of Outlook .* save it there as text or \.eml, or paste its words"
    ):
        kinds.find("news.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def test_a_saved_mail_with_a_calendar_in_it_is_still_a_mail():
    assert kinds.find("invite.eml", _calendar_alone().as_bytes()) == "announcement"
