"""Input from elsewhere, all the way: a calendar or an announcement becomes a campaign, and the campaign becomes files."""

import importlib.util
import json
from pathlib import Path

import pytest

from tests.e2e.conftest import SAMPLE

# Calendars that other programs wrote, as the calendar library ships them for its own tests.
CALENDARS = Path(importlib.util.find_spec("icalendar").origin).parent / "tests" / "calendars"
OUTLOOK = """BEGIN:VCALENDAR
METHOD:PUBLISH
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
X-WR-CALNAME:Library events
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E008
DTSTART;TZID="GMT Standard Time":20221109T100000
DTEND;TZID="GMT Standard Time":20221109T113000
SUMMARY:Plain English\\, plain summaries
LOCATION:Seminar Room\\, Level 2
URL:https://example.org/k/plain
END:VEVENT
BEGIN:VEVENT
UID:second
SUMMARY:No date\\, no place
END:VEVENT
END:VCALENDAR
"""


def test_an_outlook_calendar_becomes_posters_and_slides(tmp_path, kiosk, export):
    source = tmp_path / "events.ics"
    source.write_text(OUTLOOK.replace("\n", "\r\n"), newline="")
    made = kiosk("new", tmp_path / "campaign", "--from", source, "--json")
    assert made.returncode == 0, made.stderr
    report = json.loads(made.stdout)
    assert len(report["added"]) + len(report["dropped"]) == 2
    done = export(tmp_path / "campaign", tmp_path / "out", "--product", "poster,slide,postcard", "--at", "2022-11-01T09:00")
    assert done.code == 0, done.err
    posters = {f["item"]: f for f in done.files("poster")}
    assert set(posters) == set(report["added"])
    plain = next(f for f in posters.values() if f["path"].startswith("poster/2022-11-09-plain-english"))
    assert [code["decoded"] for code in plain["qr"]] == ["https://example.org/k/plain"]
    again = json.loads(kiosk("import", source, "--into", tmp_path / "campaign", "--json").stdout)
    assert (again["added"], again["updated"], again["conflicts"]) == ([], [], [])


@pytest.mark.parametrize(
    "name", ["example.ics", "created_calendar_with_unicode_fields.ics", "multiple_calendar_components.ics", "rfc_7529.ics"]
)
def test_calendars_of_other_programs_go_all_the_way(tmp_path, kiosk, export, name):
    made = kiosk("new", tmp_path / "campaign", "--from", CALENDARS / name, "--json")
    assert made.returncode == 0, made.stderr
    added = json.loads(made.stdout)["added"]
    assert added
    done = export(tmp_path / "campaign", tmp_path / "out", "--product", "poster,slide", "--at", "2016-01-01T09:00", "--force")
    assert done.code in (0, 1)
    assert "unexpected" not in done.err
    assert {f["item"] for f in done.files("poster")} == set(added)


def test_an_announcement_becomes_a_campaign(tmp_path, kiosk, export):
    made = kiosk("new", tmp_path / "campaign", "--from", SAMPLE / "announcement.md", "--json")
    assert made.returncode == 0, made.stderr
    assert len(json.loads(made.stdout)["added"]) >= 6
    done = export(tmp_path / "campaign", tmp_path / "out", "--product", "poster,programme", "--at", "2022-11-01T09:00", "--force")
    assert "unexpected" not in done.err
    assert len(done.files("poster")) >= 6
    # No date was given, so none was made up.
    assert all(f["path"].startswith("poster/tba-") for f in done.files("poster") if "2022" not in f["path"])


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.ics", b""), ("binary.ics", b"\x00\x01\x02" * 500), ("page.ics", b"<html>Sign in</html>"), ("gone.ics", None)],
)
def test_what_is_no_calendar_is_one_sentence_and_leaves_nothing(tmp_path, kiosk, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = kiosk("new", tmp_path / "campaign", "--from", tmp_path / name)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert name in done.stderr
    assert not (tmp_path / "campaign" / "campaign.toml").exists()
