"""Reading a campaign folder: every fault is a sentence with file, line, field and cure, and all of them at once."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign.item import Change, PictureRef, Show, Speaker
from kiosk.resources import assets_dir
from kiosk.store.folder import files

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "autumn 22"
    made.mkdir()
    return made


def write(folder, text, name="campaign.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder, text):
    return files.read(write(folder, 'title = "C"\ntimezone = "Europe/London"\n' + text))


def faults(folder, text):
    with pytest.raises(files.Error) as caught:
        read(folder, text)
    return caught.value.sentences


def test_the_smallest_campaign_is_a_title(folder):
    opened = files.read(write(folder, 'title = "Autumn"\n'))
    assert (opened.campaign.title, opened.campaign.id, opened.findings) == ("Autumn", "autumn-22", ())
    assert opened.campaign.timezone == "Europe/London", "the computer's own zone, fixed for the tests"


EVERY = """
id = "c-1"
theme = "T"
summary = "S"
hashtag = "#T"
website = "https://example.org"
short = "https://example.org/t"
contact = "desk"
organisation = "Library"
starts = 2022-11-01
ends = 2022-11-30
languages = ["cy", "en"]
family = "ink"
families = { technique = "leaf" }
seed = 7
sample = true
translations.cy.title = "Ymgyrch"

[brand]
use = "neutral"
inks.accent = { screen = "#0E3B32", cmyk = [80, 40, 60, 10], spot = "Green" }
faces.display = "Lato"
logos = [{ file = "a.svg", alt = "A", mark = "A", on = "dark", clear = 1, zone = "top right" }]
partners = [{ file = "b.svg" }]
languages = ["cy", "en"]
rules.logo = "top right, once a page"
minimum.logo = 12

[hours]
mon = "08:00-20:00"
sun = ""
[[hours.special]]
date = 2022-12-24
hours = ""
label = "Eve"

[[venue]]
name = "Library"
room = "Hub"
address = "1 Walk"
access = "Lift"
map = "https://example.org/m"
hours.mon = "09:00-17:00"

[[screen]]
name = "foyer"
venue = "library-hub"
connector = "HDMI-1"
diagonal = 43
distance = 3.5
rotate = 270
mounted = 1.2
touch = true
reach_low = true
transition = "slide"
reduced_motion = true
shows = { kinds = ["event"], tags = ["a"], audience = ["staff"], venues = ["library-hub"] }
dim = 0.2

[[source]]
kind = "ics"
location = "https://example.org/all-events.ics"
refresh = "1h30m"
take = { tags = ["x"], from = 2022-11-01, until = 2022-11-30 }

[[event]]
id = "e"
uid = "u@x"
title = "E"
summary = "s"
description = "d"
type = "talk"
starts = 2022-11-03T12:30:00
ends = 2022-11-03T13:30:00
repeat = "FREQ=WEEKLY;COUNT=3"
venue = "library-hub"
online = "https://example.org/join"
speakers = [{ name = "A", honours = "MBE", role = "r" }]
questions = ["q?"]
booking = "tel:+44-1632-960000"
link = "https://example.org/e"
short = "https://example.org/s"
cost = "free"
audience = "staff"
tags = ["t"]
status = "full"
draft = true
picture = { file = "p/a.jpg", alt = "alt", focal = [0.2, 0.3], safe = [0, 0, 1, 0.5] }
show = { from = 2022-11-01, until = 2022-11-04T00:00:00, days = ["mon", "thu"], between = "08:00-12:00", dwell = 9 }
family = "leaf"
translations.cy = { title = "D" }
[[event.except]]
on = 2022-11-10
cancelled = true
[[event.except]]
on = 2022-11-17
starts = 2022-11-17T14:00:00
title = "Later"

[[article]]
title = "A"
summary = "s"
author = "a"
published = 2022-11-02
minutes = 4
link = "https://example.org/a"

[[technique]]
title = "T"
summary = "s"
steps = [{ title = "1", text = "x" }, { title = "2" }]
minutes = 30
people = "4"
link = "https://example.org/l"

[[prompt]]
question = "Why?"
note = "n"

[[notice]]
title = "N"
text = "t"
starts = 2022-11-01T08:00:00Z
ends = 2022-11-02
priority = "emergency"
before_closing = "15m"
"""


def test_every_field_arrives(folder):
    opened = read(folder, EVERY)
    c = opened.campaign
    assert opened.findings == ()
    assert (c.languages, c.families, c.seed, c.sample) == (("cy", "en"), {"technique": "leaf"}, 7, True)
    assert c.translations == {"cy": {"title": "Ymgyrch"}}
    assert c.brand.inks["accent"].cmyk == (80, 40, 60, 10)
    assert (c.brand.logos[0].on, c.brand.partners[0].file, c.brand.rules, c.brand.minimum) == (
        "dark",
        "b.svg",
        {"logo": "top right, once a page"},
        {"logo": 12},
    )
    assert c.hours.week == ((time(8), time(20)), None, None, None, None, None, None)
    assert (c.hours.special[0].date, c.hours.special[0].hours) == (date(2022, 12, 24), None)
    assert (c.venues[0].id, c.venues[0].hours.week[0]) == ("library-hub", (time(9), time(17)))
    assert (c.screens[0].rotate, c.screens[0].dim, c.screens[0].shows.venues) == (270, 0.2, ("library-hub",))
    assert (c.sources[0].id, c.sources[0].refresh, c.sources[0].take.from_) == ("all-events", 5400, date(2022, 11, 1))
    event = c.events[0]
    assert event.starts == datetime(2022, 11, 3, 12, 30, tzinfo=LONDON)
    assert event.speakers == (Speaker(name="A", honours="MBE", role="r"),)
    assert event.picture == PictureRef(file="p/a.jpg", alt="alt", focal=(0.2, 0.3), safe=(0, 0, 1, 0.5))
    assert event.show == Show(
        from_=date(2022, 11, 1),
        until=datetime(2022, 11, 4, tzinfo=LONDON),
        days=(0, 3),
        between=(time(8), time(12)),
        dwell=9,
    )
    assert event.changes == (
        Change(on=date(2022, 11, 10), cancelled=True),
        Change(on=date(2022, 11, 17), changed={"starts": datetime(2022, 11, 17, 14, tzinfo=LONDON), "title": "Later"}),
    )
    assert (event.booking, event.status, event.draft, event.translations) == (
        "tel:+44-1632-960000",
        "full",
        True,
        {"cy": {"title": "D"}},
    )
    assert (c.articles[0].minutes, c.techniques[0].steps[0].text, c.prompts[0].note) == (4, "x", "n")
    notice = c.notices[0]
    assert (notice.starts, notice.ends, notice.priority, notice.before_closing) == (
        datetime(2022, 11, 1, 8, tzinfo=ZoneInfo("UTC")),
        date(2022, 11, 2),
        "emergency",
        15,
    )


def test_the_sample_campaign_is_clean():
    opened = files.read(assets_dir() / "samples" / "knowvember-22")
    c = opened.campaign
    assert opened.findings == ()
    assert (len(c.events), len(c.techniques), len(c.prompts), len(c.articles), len(c.notices)) == (6, 6, 3, 2, 1)
    assert all(len(t.steps) == 4 for t in c.techniques)
    assert [e.id for e in c.events if e.starts is None] == ["peer-assist-epa", "cafe-cilip"]
    assert c.sample is True
    links = [getattr(i, k, "") for i in c.items for k in ("booking", "link", "short")]
    assert all(link.startswith("https://example.org/") for link in links if link)


# ---- what cannot be read


def sentence(folder):
    with pytest.raises(files.Error) as caught:
        files.read(folder)
    (only,) = caught.value.sentences
    return only


def test_no_folder_no_file_or_a_file_instead(folder):
    assert "does not exist" in sentence(folder / "none")
    assert "holds no campaign.toml" in sentence(folder)
    (folder / "x.txt").write_text("x")
    assert "not a campaign folder" in sentence(folder / "x.txt")


def test_the_file_itself_may_be_named(folder):
    write(folder, 'title = "C"')
    assert files.read(folder / "campaign.toml").campaign.title == "C"


def test_broken_toml_names_the_line(folder):
    said = sentence(write(folder, 'title = "C"\n[[event]\n'))
    assert said.startswith("campaign.toml, line 2: ")


def test_text_that_is_not_utf8_names_the_line(folder):
    (folder / "campaign.toml").write_bytes(b'title = "C"\ntheme = "caf\xe9"\n')
    assert "line 2: not UTF-8" in sentence(folder)


def test_a_byte_order_mark_is_no_fault(folder):
    (folder / "campaign.toml").write_bytes(b'\xef\xbb\xbftitle = "C"\r\ntheme = "T"\r\n')
    assert files.read(folder).campaign.theme == "T"


def test_a_file_over_5_mb_is_refused_unread(folder):
    write(folder, 'title = "C"\n' + "# filler\n" * 600_000)
    assert "larger than 5 MB" in sentence(folder)


def test_a_number_too_long_to_be_one_is_a_sentence(folder):
    assert "far too long" in sentence(write(folder, f'title = "C"\nseed = {"9" * 5000}\n'))
    assert "cannot be read" in sentence(write(folder, f'title = "C"\nx = {"[" * 3000}\n')) or "line" in sentence(folder)


def test_no_permission_whoever_asks(folder, monkeypatch):
    write(folder, 'title = "C"')

    def refuse(*_args, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "may not be read; ask its owner" in sentence(folder)


def test_a_newer_schema_is_refused_with_one_sentence(folder):
    said = sentence(write(folder, "schema = 2\ntitle = 7\n[[event]]\n"))
    assert (
        said == "campaign.toml, line 1, schema: made by a newer program (schema 2, this one reads 1); install the newest Kiosk."
    )


# ---- wrong values: all at once, each with line, item, field, expected, came


def test_all_faults_come_at_once_with_line_item_and_field(folder):
    found = faults(
        folder,
        """
[[event]]
title = "First"
starts = "tomorrow"

[[event]]
title = 7
tags = "a"
""",
    )
    assert found == (
        'campaign.toml, line 6, event 1 "First", starts: expected a date-time or a date without quotes, '
        'for example 2022-11-03T12:30:00, got the text "tomorrow".',
        'campaign.toml, line 9, event 2, title: expected a text in quotes, for example "Knowledge exchange", got the number 7.',
        'campaign.toml, line 10, event 2, tags: expected a list of texts, for example ["staff", "online"], got the text "a".',
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("languages = []", "language"),
        ('languages = ["English"]', "language"),
        ("starts = 2022-11-01T10:00:00", "expected a date without quotes"),
        ("seed = 1.5", "whole number"),
        ("seed = true", "whole number"),
        ('sample = "yes"', "true or false"),
        ("hashtag = 5", "text in quotes"),
        ('id = "Not A Slug"', 'for example "not-a-slug"'),
        ("brand = 3", "expected a table, got the number 3"),
        ("[hours]\nmon = 8", "opening hours in quotes"),
        ('[hours]\nmon = "25:00-26:00"', "opening hours in quotes"),
        ('[event]\ntitle = "E"', "under its own [[event]], got a table"),
        ("[[event]]\nsummary = 's'", "title is missing"),
        ('[[event]]\ntitle = ""', "title is missing"),
        ('[[event]]\ntitel = "E"', "title is missing; did you mean it by titel?"),
        ('[[event]]\ntitle = "E"\nstatus = "gone"', '"scheduled", "cancelled", "postponed", "full"'),
        ('[[event]]\ntitle = "E"\nspeakers = ["A"]', 'speakers.1: expected it in braces, as {name = "A"}, got the text "A"'),
        ('[[event]]\ntitle = "E"\nspeakers = [{ role = "r" }]', "name is missing"),
        ('[[event]]\ntitle = "E"\nshow = { days = ["someday"] }', "list of weekdays"),
        ('[[event]]\ntitle = "E"\nshow = { between = "8 to 9" }', "two times"),
        ('[[event]]\ntitle = "E"\nshow = { dwell = 0 }', "from 1 to 600"),
        ('[[event]]\ntitle = "E"\nshow = { dwell = nan }', "from 1 to 600"),
        ('[[event]]\ntitle = "E"\npicture = { file = "a.jpg", focal = [0.5, 1.5] }', "two numbers from 0 to 1"),
        ('[[event]]\ntitle = "E"\npicture = "a.jpg"', 'expected it in braces, as {file = "a.jpg"}'),
        ('[[event]]\ntitle = "E"\n[[event.except]]\ncancelled = true', "on is missing"),
        ('[[notice]]\ntitle = "N"\nbefore_closing = 15', 'a duration in quotes, for example "15m"'),
        ('[[source]]\nlocation = "x.ics"', "kind is missing"),
        ('[[screen]]\nname = "s"\nrotate = 45', "one of 0, 90, 180, 270"),
        ('[brand]\ninks.a = { screen = "green" }', 'for example "#0E3B32"'),
    ],
)
def test_wrong_types_say_what_was_expected(folder, text, says):
    (only,) = faults(folder, text + "\n")
    assert only.startswith("campaign.toml, line ")
    assert says in only


def test_an_unknown_time_zone_is_named(folder):
    (only,) = files_fault(folder, 'title = "C"\ntimezone = "Mars/Olympus"\n')
    assert only.startswith("campaign.toml, line 2, timezone: expected a time zone's name")
    (only,) = files_fault(folder, 'title = "C"\ntimezone = "../../etc/passwd"\n')
    assert "time zone's name" in only


def files_fault(folder, text):
    with pytest.raises(files.Error) as caught:
        files.read(write(folder, text))
    return caught.value.sentences


def test_a_missing_title_is_one_sentence(folder):
    assert files_fault(folder, "") == (
        'campaign.toml: title is missing; expected a text in quotes, for example "Knowledge exchange".',
    )


def test_lines_are_found_among_multi_line_texts_and_lists(folder):
    (only,) = faults(
        folder, 'summary = """\n[[event]]\nstarts = 3\n"""\n[[event]]\ntitle = "E"\ntags = [\n  "a",\n]\nstarts = 3\n'
    )
    assert only.startswith('campaign.toml, line 12, event 1 "E", starts:')


# ---- ids


def test_missing_ids_come_from_titles_stay_and_differ(folder):
    text = '[[event]]\ntitle = "Knowledge café"\n[[event]]\ntitle = "Knowledge Cafe!"\n'
    text += '[[prompt]]\nquestion = "☕☕"\n[[article]]\ntitle = "مقهى"\n'
    ids = [i.id for i in read(folder, text).campaign.items]
    assert ids[:2] == ["knowledge-cafe", "knowledge-cafe-2"]
    assert ids == [i.id for i in read(folder, text).campaign.items]
    assert len(set(ids)) == 4
    assert ids[2].startswith("article-")
    assert ids[3].startswith("prompt-")


def test_an_id_that_stands_twice_is_named(folder):
    (only,) = faults(folder, '[[event]]\nid = "a"\ntitle = "E"\n[[prompt]]\nid = "a"\nquestion = "?"\n')
    assert only == 'campaign.toml, line 7, prompt 1 "?", id: the id "a" is taken by event 1; give one of them another.'


def test_an_id_kept_for_a_page_is_refused_and_never_made(folder):
    assert "kept for a page" in faults(folder, '[[event]]\nid = "cover"\ntitle = "E"\n')[0]
    assert read(folder, '[[event]]\ntitle = "Cover"\n').campaign.events[0].id == "cover-2"


# ---- findings: the rest works


def test_unknown_keys_are_warned_about_with_a_near_miss(folder):
    found = read(folder, 'colour = "x"\n[[event]]\ntitle = "E"\ntitel = "F"\n[[events]]\ntitle = "G"\n').findings
    assert [(f.id, f.severity) for f in found] == [("unknown-key", "warning")] * 3
    told = [f.sentence for f in found]
    assert "campaign.toml, line 3, colour: unknown key: it is kept, but nothing uses it." in told
    assert 'campaign.toml, line 6, event 1 "E", titel: unknown key: did you mean title?' in told
    assert "campaign.toml, line 7, events: unknown key: did you mean event?" in told
    assert next(f for f in found if "titel" in f.sentence).item == "e"


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "ftp://example.org", "example.org/k", "https://", "https://a b", "file:///etc/passwd", "mailto:x"],
)
def test_links_of_other_kinds_are_findings_and_never_used(folder, link):
    opened = read(folder, f'[[event]]\ntitle = "E"\nbooking = "{link}"\n')
    (found,) = opened.findings
    assert (found.severity, found.item) == ("error", "e")
    assert "not a link that can be shown" in found.sentence
    assert "https://" in found.cure
    assert opened.campaign.events[0].booking == ""


@pytest.mark.parametrize(
    "link", ["mailto:desk@example.org", "tel:+441632960000", "https://example.org:8443/a?b=c#d", "http://[2001:db8::1]/x"]
)
def test_booking_takes_mail_and_telephone_too(folder, link):
    opened = read(folder, f'[[event]]\ntitle = "E"\nbooking = "{link}"\n')
    assert (opened.findings, opened.campaign.events[0].booking) == ((), link)


def test_other_links_take_no_mail(folder):
    assert read(folder, '[[event]]\ntitle = "E"\nlink = "mailto:desk@example.org"\n').campaign.events[0].link == ""


@pytest.mark.parametrize("path", ["../a.jpg", "/etc/passwd", "a/../../b.jpg", "C:\\\\a.jpg", "a\\\\b.jpg", "//host/share/a.jpg"])
def test_a_path_that_leaves_the_folder_is_a_finding(folder, path):
    opened = read(folder, f'[[event]]\ntitle = "E"\npicture = {{ file = "{path}" }}\n')
    assert [f.severity for f in opened.findings] == ["error"]
    assert "leaves the campaign folder" in opened.findings[0].sentence
    assert opened.campaign.events[0].picture is None


def test_an_end_before_its_start_is_a_finding_naming_the_item(folder):
    opened = read(
        folder, '[[event]]\ntitle = "E"\nstarts = 2022-11-03T12:30:00\nends = 2022-11-03T11:30:00\n[[event]]\ntitle = "F"\n'
    )
    (found,) = opened.findings
    assert (found.id, found.severity, found.item) == ("end-before-start", "error", "e")
    assert len(opened.campaign.events) == 2


def test_other_contradictions_are_findings(folder):
    text = """
hashtag = "know"
starts = 2022-11-30
ends = 2022-11-01
[[venue]]
id = "hub"
[[screen]]
name = "s"
venue = "hall"
[[event]]
title = "E"
venue = "hubb"
ends = 2022-11-01
show = { screens = ["t"] }
[[event]]
title = "F"
starts = 2022-03-27T01:30:00
repeat = "sometimes"
[[notice]]
title = "N"
before_closing = "5m"
"""
    found = {f.id: f for f in read(folder, text).findings}
    assert set(found) == {
        *("hashtag-sign", "end-before-start", "unknown-venue", "end-without-start", "unknown-screen"),
        *("clock-skips", "repeat-unreadable", "hours-missing"),
    }
    assert found["unknown-venue"].cure == "Write hub."


def test_a_lenient_read_leaves_a_faulty_item_out_and_goes_on(folder):
    write(folder, 'title = "C"\n[[event]]\ntitle = "E"\n[[event]]\ntitle = 3\n[[prompt]]\nid = "e"\nquestion = "?"\n')
    opened = files.read(folder, lenient=True)
    assert [i.id for i in opened.campaign.items] == ["e-2", "e"]
    assert [f.severity for f in opened.findings] == ["error"]


def test_a_lenient_read_keeps_what_it_could_read_of_a_faulty_item_apart(folder):
    write(folder, 'title = "C"\n[[event]]\ntitle = "E"\nstarts = "soon"\ncost = "free"\n[[event]]\ntitle = "F"\n')
    opened = files.read(folder, lenient=True)
    assert [i.id for i in opened.campaign.items] == ["f"]
    assert [(i.id, i.cost) for i in opened.partial] == [("e", "free")]
    (found,) = opened.findings
    assert found.sentence == (
        'campaign.toml, line 4, event 1 "E", starts: expected a date-time or a date without quotes, '
        'for example 2022-11-03T12:30:00, got the text "soon".'
    )
    assert (found.item, found.severity, opened.spoilt) == ("e", "error", {"e": (found,)})
    assert "until then this item is left out" in found.cure


@pytest.mark.parametrize(
    ("line", "touched"),
    [
        ("theme = 3", {""}),
        ('timezone = "Atlantis"', {"*"}),
        ('languages = "en"', {"*"}),
        ("brand = 3", {"*"}),
        ('prompt = "why"', {"*"}),
        ('[hours]\nmon = "noon"', {"", "closing"}),
        ('[[venue]]\nid = "hub"\naccess = 3', {"", "e"}),
        ('[[screen]]\nname = "foyer"\nrotate = 30', set()),
        ('[[source]]\nid = "feed"\nkind = "ics"\nlocation = 3', set()),
        ('[[article]]\ntitle = 3\nid = "a"', {"a"}),
    ],
)
def test_a_fault_is_known_by_what_it_spoils(folder, line, touched):
    rest = '[[event]]\ntitle = "E"\nvenue = "hub"\n[[notice]]\nid = "closing"\ntitle = "N"\nbefore_closing = "15m"\n'
    head, _, tables = line.partition("\n") if not line.startswith("[") else ("", "", line)
    write(folder, f'title = "C"\n{head}\n{rest}{tables}\n')
    opened = files.read(folder, lenient=True)
    assert set(opened.spoilt) == touched
    assert [f.severity for f in opened.findings].count("error") == 1


def test_of_two_items_with_one_id_the_first_keeps_it(folder):
    write(folder, 'title = "C"\n[[event]]\nid = "e"\ntitle = "One"\n[[event]]\nid = "e"\ntitle = "Two"\n')
    opened = files.read(folder, lenient=True)
    assert [i.title for i in opened.campaign.events] == ["One"]
    assert (opened.partial, opened.spoilt, opened.findings[0].item) == ((), {}, "e")


def test_of_two_items_with_one_title_the_right_one_is_blamed(folder):
    write(folder, 'title = "C"\n[[event]]\ntitle = "E"\n[[event]]\ntitle = "E"\nminutes = 1\nstarts = "soon"\n')
    opened = files.read(folder, lenient=True)
    assert [i.id for i in opened.campaign.events] == ["e"]
    assert set(opened.spoilt) == {"e-2"}


@pytest.mark.parametrize("text", ["", "title = 3", "title = ", 'schema = 99\ntitle = "C"'])
def test_even_a_lenient_read_needs_a_title_it_can_read(folder, text):
    write(folder, text)
    with pytest.raises(files.Error):
        files.read(folder, lenient=True)


@pytest.mark.parametrize("title", ["x" * 500, "☕🍂", "مقهى المعرفة مع NIHR", "Con", 'a/b:c*d?"<>|', "a\\u0000b\\u001b[31m"])
def test_titles_of_every_sort_are_read_and_get_a_safe_id(folder, title):
    quoted = title.replace('"', '\\"')
    (event,) = read(folder, f'[[event]]\ntitle = "{quoted}"\n').campaign.events
    assert event.id.isascii()
    assert len(event.id) <= 60
    assert not any(ord(c) < 32 for c in event.title)


# ---- the brand in a file of its own


def test_a_brand_file_is_read_and_the_campaign_wins(folder):
    write(folder, 'faces = { display = "Lato", text = "Lato" }\n[inks]\naccent = { screen = "#123456" }\n', "brand.toml")
    brand = read(folder, '[brand]\nfile = "brand.toml"\nfaces = { display = "Poppins" }\n').campaign.brand
    assert (brand.inks["accent"].screen, brand.faces) == ("#123456", {"display": "Poppins", "text": "Lato"})


def test_faults_of_a_brand_file_name_that_file(folder):
    write(folder, '[inks]\naccent = { screen = "green" }\n', "brand.toml")
    (only,) = faults(folder, '[brand]\nfile = "brand.toml"\n')
    assert only.startswith("brand.toml, line 2, brand.inks.accent.screen: expected a colour")


def test_a_brand_file_outside_or_missing_is_a_sentence(folder):
    assert "is not in the campaign folder" in faults(folder, '[brand]\nfile = "brand.toml"\n')[0]
    assert "leaves the campaign folder" in faults(folder, '[brand]\nfile = "../brand.toml"\n')[0]
    outside = folder.parent / "outside.toml"
    outside.write_text("")
    (folder / "brand.toml").symlink_to(outside)
    assert "link to a file outside" in faults(folder, '[brand]\nfile = "brand.toml"\n')[0]


toml_values = st.recursive(
    st.booleans()
    | st.integers(-10, 10**6)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.dates()
    | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "file", "on", "id", "from", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from([*"abc", "title", "id", "event", "brand", "hours", "venue", "notice", "timezone", "schema", "languages"]),
        toml_values,
        max_size=5,
    )
)
def test_whatever_stands_in_the_file_the_answer_is_a_campaign_or_sentences(tmp_path_factory, tree):
    import tomlkit

    folder = tmp_path_factory.mktemp("any")
    try:
        text = tomlkit.dumps(tree)
    except (ValueError, TypeError):
        return
    (folder / "campaign.toml").write_text(text, encoding="utf-8", errors="replace", newline="")
    said = ()
    try:
        assert files.read(folder).campaign.title
    except files.Error as error:
        said = error.sentences or ("an error without a word",)
    assert all(s.startswith("campaign.toml") and s.endswith((".", "?")) for s in said), said


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('theme = "Sharing', "a text in quotes must end on its line"),
        ("starts = 2027-11-31", "there is no day 31; November has 30 days"),
        ("starts = 2027-02-29T10:00:00", "there is no day 29; February 2027 has 28 days"),
        ("starts = 2027-13-01", "there is no month 13; a date is year-month-day"),
        ("starts = 2027-11-03T25:00:00", "a date is written like 2022-11-03, with a time like 2022-11-03T12:30:00"),
        ("theme = \u201cSharing\u201d", "this value cannot be read; a text stands in straight quotes"),
        ("theme: Sharing", "a line is a name, = and a value"),
        ('title = "Again"', "the same name stands twice here"),
        ('theme = "Sharing" today', "after the value this line must end"),
        ("[event", "a heading such as [hours] has one bracket before and one behind"),
        ("[[event]", "a heading such as [[event]] has two brackets before and two behind"),
    ],
)
def test_a_line_that_is_no_toml_is_told_with_what_would_be_right(folder, line, sentence):
    write(folder, f'title = "C"\n{line}\n')
    with pytest.raises(files.Error) as told:
        files.read(folder)
    (said,) = told.value.sentences
    assert said.startswith(f"campaign.toml, line 2: {sentence}")
