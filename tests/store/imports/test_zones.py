"""Whose clock a time is written by: the campaign's for floating times, converted from any other, and always said."""

import pytest

from kiosk.store.folder import files
from kiosk.store.importing import imports
from tests.store.imports.helpers import at, event, ics

PAGE = '<script type="application/ld+json">{{"@type": "Event", "name": "Talk", "startDate": "{}", "endDate": "{}"{}}}</script>'


@pytest.fixture
def at_utc(monkeypatch):
    """A computer whose own zone is UTC, as servers have it."""
    monkeypatch.setattr(files, "system_zone", lambda: "UTC")


def source(tmp_path, text, name="in.ics"):
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return str(tmp_path / name)


def page(tmp_path, starts, ends, more=""):
    return source(tmp_path, PAGE.format(starts, ends, more), "in.html")


def written(folder):
    return (folder / files.NAME).read_text("utf-8")


FLOATING = "UID:1\nSUMMARY:Talk\nDTSTART:20220704T090000\nDTEND:20220704T100000"
LONDON_ZONE = (
    "BEGIN:VTIMEZONE\nTZID:GMT Standard Time\nBEGIN:STANDARD\nDTSTART:16010101T020000\n"
    "TZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nEND:STANDARD\nEND:VTIMEZONE\n"
)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        (ics(FLOATING, head="X-WR-TIMEZONE:Europe/London\r\n"), "Europe/London"),
        (ics(FLOATING, head=LONDON_ZONE), "Europe/London"),
        (ics("UID:1\nSUMMARY:Talk\nDTSTART;TZID=W. Europe Standard Time:20220704T090000"), "Europe/Berlin"),
    ],
    ids=["X-WR-TIMEZONE", "VTIMEZONE", "TZID"],
)
def test_a_new_campaign_takes_the_zone_its_calendar_names_and_says_so(tmp_path, at_utc, text, zone):
    report = imports.new(tmp_path / "c", source(tmp_path, text))
    assert f'timezone = "{zone}"' in written(tmp_path / "c")
    assert "starts = 2022-07-04T09:00:00" in written(tmp_path / "c")
    assert f"The campaign's timezone is {zone}, as the source names it." in report.notices


@pytest.mark.parametrize("text", [ics(FLOATING), ics(event())], ids=["floating", "UTC"])
def test_without_any_zone_it_is_the_computers_and_that_is_said(tmp_path, at_utc, text):
    report = imports.new(tmp_path / "c", source(tmp_path, text))
    assert 'timezone = "UTC"' in written(tmp_path / "c")
    assert any("this computer's, UTC, as the source names none; correct timezone" in n for n in report.notices)


@pytest.mark.parametrize("head", ["", "X-WR-TIMEZONE:America/New_York\r\n"])
def test_a_floating_time_is_the_campaigns_wall_clock(tmp_path, at_utc, head):
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / files.NAME).write_text('title = "C"\ntimezone = "Europe/London"\n')
    report = imports.import_into(source(tmp_path, ics(FLOATING, head=head)), folder)
    made = files.read(folder).campaign.events[0]
    assert (made.starts, made.ends) == (at(2022, 7, 4, 9), at(2022, 7, 4, 10))
    assert any("zone America/New_York" in n and "Europe/London" in n for n in report.notices) == bool(head)


@pytest.mark.parametrize(
    ("starts", "more", "local", "said"),
    [
        ("2022-07-04T09:00:00", "", 9, ()),
        ("2022-07-04T09:00:00+01:00", "", 9, ()),
        ("2022-07-04T08:00:00Z", "", 9, ()),
        ("2022-07-04T09:00:00+02:00", "", 8, ("1 time is written by another clock", "read as 08:00")),
        ("2022-07-04T09:00:00", ', "timezone": "Europe/Berlin"', 9, ("in the zone Europe/Berlin",)),
    ],
)
def test_times_of_a_page_in_a_campaign(tmp_path, at_utc, starts, more, local, said):
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / files.NAME).write_text('title = "C"\ntimezone = "Europe/London"\n')
    report = imports.import_into(page(tmp_path, starts, "", more), folder)
    assert files.read(folder).campaign.events[0].starts == at(2022, 7, 4, local)
    assert all(any(s in n for n in report.notices) for s in said)
    assert said or not [n for n in report.notices if "clock" in n or "zone" in n]


def test_a_page_on_a_computer_at_utc_says_that_its_times_were_moved(tmp_path, at_utc):
    report = imports.new(tmp_path / "c", page(tmp_path, "2022-07-04T09:00:00+01:00", "2022-07-04T10:00:00+01:00"))
    said = "\n".join(report.notices)
    assert "2 times are written by another clock than that of UTC and converted" in said
    assert "this computer's, UTC" in said


def test_a_page_may_name_its_zone(tmp_path, at_utc):
    more = ', "eventSchedule": {"scheduleTimezone": "Europe/London"}'
    report = imports.new(tmp_path / "c", page(tmp_path, "2022-07-04T09:00:00+01:00", "2022-07-04T10:00:00+01:00", more))
    made = files.read(tmp_path / "c").campaign
    assert (made.timezone, made.events[0].starts) == ("Europe/London", at(2022, 7, 4, 9))
    assert any("Europe/London, as the source names it" in n for n in report.notices)
