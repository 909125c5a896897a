"""From a file, a page or an address to a campaign folder, by way of the command line as well."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.app import main
from kiosk.campaign.campaign import Source, Take
from kiosk.resources import assets_dir
from kiosk.store.folder import files
from kiosk.store.importing import imports, ledger
from kiosk.store.sources import kinds
from tests.store.imports.helpers import CORPUS, TODAY, at, event, ics
from tests.store.imports.test_announcement import word
from tests.store.imports.test_fetch import no_proxy, plain, server
from tests.store.imports.test_sheet import xlsx

SAMPLE = assets_dir() / "samples" / "knowvember-22" / "announcement.md"
__all__ = ["no_proxy"]


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_a_new_campaign_from_the_sample_announcement(tmp_path):
    report = imports.new(tmp_path / "autumn", str(SAMPLE), today=TODAY)
    made = files.read(tmp_path / "autumn").campaign
    assert (made.title, made.theme, made.hashtag) == (
        "KNOWvember 22",
        "Sharing Knowledge - Breaking Down the Barriers",
        "#KNOWvember22",
    )
    assert len(report.added) == len(made.events) == 6
    assert all(e.starts is None for e in made.events)
    assert report.updated == ()
    again = imports.import_into(str(SAMPLE), tmp_path / "autumn", today=TODAY)
    assert (again.added, again.updated, len(again.unchanged)) == ((), (), 6)


@pytest.mark.parametrize(
    ("path", "kind", "count"),
    [
        ("calendars/outlook.ics", "ics", 5),
        ("sheets/events.csv", "csv", 5),
        ("web/libcal.json", "libcal", 2),
        ("web/librarycalendar.json", "librarycalendar", 2),
        ("web/communico.json", "librarycalendar", 1),
        ("web/event.html", "jsonld", 2),
        ("web/blog.rss", "rss", 1),
        ("web/blog.atom", "rss", 1),
        ("announcements/newsletter.html", "announcement", 2),
        ("announcements/mail.txt", "announcement", 3),
    ],
)
def test_every_kind_is_found_and_saved_and_read_back(tmp_path, path, kind, count):
    source = CORPUS / path
    assert kinds.find(source.name, source.read_bytes()) == kind
    assert kinds.find("download", source.read_bytes()) in (kind, "announcement" if kind == "csv" else kind)
    report = imports.new(tmp_path / "c", str(source), today=TODAY)
    assert len(report.added) == count
    before = {p: p.read_bytes() for p in (tmp_path / "c").iterdir()}
    again = imports.import_into(str(source), tmp_path / "c", today=TODAY)
    assert (again.added, again.updated, len(again.unchanged)) == ((), (), count)
    assert {p: p.read_bytes() for p in (tmp_path / "c").iterdir()} == before
    assert set(json.loads((tmp_path / "c" / "imports.json").read_text())["sources"]) == {source.stem}


def test_office_files_are_told_apart_by_what_is_in_them():
    assert kinds.find("x", word()) == "announcement"
    assert kinds.find("x", xlsx(("S", [["Title", "When"]]))) == "xlsx"


def test_without_a_source_the_campaign_is_named_as_its_folder(tmp_path):
    report = imports.new(tmp_path / "health-week_2023")
    made = files.read(tmp_path / "health-week_2023").campaign
    assert (made.id, made.title) == ("health-week-2023", "Health week 2023")
    assert report.added == report.updated == report.unchanged == report.conflicts == report.dropped == ()
    assert made.timezone == "Europe/London"
    assert [n for n in report.notices if "Europe/London" in n and "this computer's" in n] == list(report.notices)


def test_a_calendar_gives_a_new_campaign_its_name_and_zone(tmp_path):
    imports.new(tmp_path / "c", str(CORPUS / "calendars" / "google.ics"))
    made = files.read(tmp_path / "c").campaign
    assert (made.title, made.timezone) == ("Trust library events", "Europe/London")


def test_a_campaign_keeps_its_own_name_when_a_calendar_is_imported(tmp_path):
    imports.new(tmp_path / "c")
    imports.import_into(str(CORPUS / "calendars" / "google.ics"), tmp_path / "c")
    assert files.read(tmp_path / "c").campaign.title == "C"


def test_an_existing_campaign_is_not_made_anew(tmp_path):
    imports.new(tmp_path / "c")
    before = (tmp_path / "c" / "campaign.toml").read_bytes()
    with pytest.raises(imports.Error, match="already holds a campaign"):
        imports.new(tmp_path / "c", str(SAMPLE))
    assert (tmp_path / "c" / "campaign.toml").read_bytes() == before


def test_a_source_that_cannot_be_read_leaves_no_folder(tmp_path):
    (tmp_path / "empty.ics").write_bytes(b"")
    with pytest.raises(imports.Error, match=r"empty\.ics is empty"):
        imports.new(tmp_path / "c", str(tmp_path / "empty.ics"))
    assert not (tmp_path / "c").exists()


def test_a_save_that_fails_leaves_no_folder(tmp_path, monkeypatch):
    def full(*_, **__):
        raise files.Error("the disk is full.")

    monkeypatch.setattr(files, "save", full)
    with pytest.raises(imports.Error, match="disk is full"):
        imports.new(tmp_path / "c", str(SAMPLE))
    assert not (tmp_path / "c").exists()


BAD = [
    ("gone.ics", None, "does not exist"),
    ("empty.ics", b"", "empty"),
    ("binary.ics", bytes(range(256)) * 20, "binary"),
    ("page.ics", b"<html>Please log in</html>", "not a calendar"),
    ("noheader.csv", b"3,4\n5,6\n", "no header"),
    ("broken.json", b'{"events": [', "line 1"),
    ("other.json", b'{"weather": "fine"}', "LibCal"),
    ("bomb.docx", zipped(word__document=b"x", a=b"0" * 40_000_000), "would unpack to 40 MB"),
    ("bomb.xlsx", zipped(xl__workbook=b"0" * 40_000_000), "would unpack to 40 MB"),
    ("entities.docx", zipped(**{"word__document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "entities"),
    ("entities.rss", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><rss version="2.0"/>', "entities"),
    ("data.xml", b"<?xml version='1.0'?><catalogue/>", "neither RSS nor Atom"),
    ("flyer.pdf", b"%PDF-1.4 ...", "a PDF"),
    ("old.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 99, "old Office"),
    ("picture.csv", b"\x89PNG\r\n\x1a\n", "a picture"),
    ("things.zip", zipped(a=b"b"), "neither Word"),
    ("program.bin", b"\x7fELF\0\0\0", "binary"),
]


@pytest.mark.parametrize(("name", "data", "words"), BAD, ids=[b[0] for b in BAD])
def test_bad_input_is_one_sentence_exit_3_and_nothing_is_lost(tmp_path, capsys, name, data, words):
    folder = tmp_path / "c"
    imports.new(folder, str(SAMPLE), today=TODAY)
    before = {p: p.read_bytes() for p in folder.iterdir()}
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["import", str(tmp_path / name), "--into", str(folder)]) == 3
    said = capsys.readouterr()
    assert words in said.err
    assert name in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert {p: p.read_bytes() for p in folder.iterdir()} == before


def test_a_calendar_beyond_fifty_megabytes_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "huge.ics"
    with path.open("wb") as file:
        file.write(b"BEGIN:VCALENDAR\n")
        file.truncate(50_000_001)
    with pytest.raises(imports.Error, match="larger than 50 MB"):
        imports.read_source(str(path))


def test_a_sheet_beyond_twenty_megabytes_is_refused(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(imports.Error, match="larger than 20 MB"):
        imports.read_source(str(path), "csv")


def test_a_file_without_permission(tmp_path, monkeypatch):
    path = tmp_path / "a.ics"
    path.write_text(ics(event()))

    def closed(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)  # root could read it all the same
    with pytest.raises(imports.Error, match=r"a\.ics may not be read"):
        imports.read_source(str(path))


def test_titles_of_every_sort_are_taken(tmp_path):
    titles = ["x" * 500, "🎉🎉", "مكتبة", 'CON<>:"/\\\\|?*', "A\\nB", "Tab\there"]
    path = tmp_path / "a.ics"
    path.write_text(ics(*(event(f"{n}@x", t) for n, t in enumerate(titles))), encoding="utf-8")
    report = imports.new(tmp_path / "c", str(path))
    made = files.read(tmp_path / "c").campaign
    assert len(report.added) == len(made.events) == 6
    assert made.events[0].title == "x" * 500
    assert all(e.id.isascii() and len(e.id) <= 60 for e in made.events)


def test_the_command_line_reports_as_json(tmp_path, capsys):
    folder = tmp_path / "c"
    assert main(["new", str(folder), "--from", str(CORPUS / "sheets" / "events.csv"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"added", "updated", "unchanged", "conflicts", "dropped", "notices"}
    assert len(told["added"]) == 5
    assert told["dropped"] == [{"uid": "row 5", "title": "", "why": "it has no title"}]
    assert main(["import", str(CORPUS / "sheets" / "events.csv"), "--into", str(folder), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["unchanged"]) == 5


def test_the_report_in_sentences(tmp_path, capsys):
    assert main(["new", str(tmp_path / "c"), "--from", str(SAMPLE)]) == 0
    said = capsys.readouterr().out
    assert "6 added, 0 updated, 0 unchanged." in said
    assert "#KNOWvmber22 looks like #KNOWvember22" in said


def test_an_address_is_fetched_noted_and_read_again(tmp_path):
    calendar = {"now": ics(event())}
    with server(lambda peer, path: peer.sendall(plain(calendar["now"].encode()))) as (url, _):
        location = f"{url}/events/feed"
        with pytest.raises(imports.Error, match="inside this network"):
            imports.new(tmp_path / "c", location)
        imports.new(tmp_path / "c", location, allow_private=True)
        made = files.read(tmp_path / "c").campaign
        assert [(s.kind, s.location) for s in made.sources] == [("ics", location)]
        calendar["now"] = ics(event(title="Talk, moved"))
        report = imports.import_into(made.sources[0].id, tmp_path / "c", allow_private=True)
        assert report.updated == ("talk",)


def test_an_address_with_a_key_is_never_written_down(tmp_path):
    with server(lambda peer, path: peer.sendall(plain(ics(event()).encode()))) as (url, _):
        for number, secret in enumerate(("/calendar/ical/private-5ecre7/basic.ics", "/feed?token=5ecre7")):
            folder = tmp_path / f"c{number}"
            imports.new(folder, url + secret, allow_private=True)
            assert "5ecre7" not in "".join(p.read_text() for p in folder.iterdir())


def test_a_source_takes_only_what_it_says(tmp_path):
    folder = tmp_path / "c"
    imports.new(folder)
    more = "CATEGORIES:Health"
    (folder / "in.ics").write_text(ics(event(more=more), event("2@x", "Tea"), event("3@x", "Late", "20230103T123000Z", more)))
    opened = files.read(folder)
    source = Source(id="health", kind="ics", location="in.ics", take=Take(tags=("health",), until=date(2022, 12, 31)))
    files.save(folder, replace(opened.campaign, sources=(source,)), opened.stamp)
    report = imports.import_into("health", folder)
    assert report.added == ("talk",)
    assert [d.title for d in report.dropped] == ["Tea", "Late"]


def test_a_file_in_the_folder_becomes_a_source_and_others_do_not(tmp_path):
    folder = tmp_path / "c"
    imports.new(folder)
    (folder / "in.ics").write_text(ics(event()))
    imports.import_into(str(folder / "in.ics"), folder)
    imports.import_into(str(CORPUS / "calendars" / "trumba.ics"), folder)
    assert [(s.id, s.location) for s in files.read(folder).campaign.sources] == [("in", "in.ics")]


def test_times_of_another_zone_are_saved_in_the_campaigns(tmp_path):
    folder = tmp_path / "c"
    imports.new(folder, str(CORPUS / "calendars" / "google.ics"))
    (tmp_path / "b.ics").write_text(ics("UID:b\nSUMMARY:Berlin\nDTSTART;TZID=Europe/Berlin:20220704T090000"))
    imports.import_into(str(tmp_path / "b.ics"), folder)
    assert "starts = 2022-07-04T08:00:00" in (folder / "campaign.toml").read_text()
    item = files.read(folder).campaign.item("berlin")
    assert item.starts == at(2022, 7, 4, 8)


def test_an_unknown_kind_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(imports.Error, match="kinds are ics"):
        imports.read_source(str(tmp_path / "a.txt"), "xyz")


def test_reading_loads_no_reader_but_its_own():
    code = "import sys; from kiosk.store.importing import imports; imports.read_source(sys.argv[1])"
    code += "; print(*sorted(set(sys.modules) & set(sys.argv[2:])))"
    heavy = ["feedparser", "openpyxl", "docx", "bs4", "httpcore", "recurring_ical_events", "tomlkit", "PySide6", "reportlab"]
    run = subprocess.run(
        [sys.executable, "-c", code, str(CORPUS / "sheets" / "american.csv"), *heavy],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert run.stdout.split() == []


def test_a_look_changes_nothing_and_merging_it_tells_what_an_import_would(tmp_path):
    folder = tmp_path / "november"
    imports.new(folder)
    source = tmp_path / "events.csv"
    source.write_text("Title,Date\nKnowledge café,3 Nov 2022\nTalk,4 Nov 2022\n")
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    opened = files.read(folder)
    looked = imports.look(str(source), folder, opened.campaign)
    made, after, report = imports.merged(opened.campaign, {}, looked)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    assert [e.title for e in made.events] == ["Knowledge café", "Talk"]
    assert report.added == tuple(e.id for e in made.events)
    assert list(after) == [looked.id]


def test_what_is_not_wanted_stays_out_and_is_named(tmp_path):
    folder = tmp_path / "november"
    imports.new(folder)
    source = tmp_path / "events.csv"
    source.write_text("Title,Date\nKnowledge café,3 Nov 2022\nTalk,4 Nov 2022\n")
    campaign = files.read(folder).campaign
    looked = imports.look(str(source), folder, campaign)
    made, _, report = imports.merged(campaign, {}, looked, without={looked.harvest.found[0].uid})
    assert [e.title for e in made.events] == ["Talk"]
    assert [(d.title, d.why) for d in report.dropped] == [("Knowledge café", "it was not wanted")]


def test_in_a_conflict_the_source_can_be_given_right(tmp_path):
    folder = tmp_path / "november"
    source = tmp_path / "events.csv"
    source.write_text("Title,Date,Summary\nTalk,4 Nov 2022,Old words\n")
    imports.new(folder, str(source))
    opened = files.read(folder)
    mine = replace(opened.campaign, events=(replace(opened.campaign.events[0], summary="My words"),))
    source.write_text("Title,Date,Summary\nTalk,4 Nov 2022,New words\n")
    looked = imports.look(str(source), folder, mine)
    past = ledger.read(folder)
    kept, _, report = imports.merged(mine, past, looked)
    assert kept.events[0].summary == "My words"
    assert [(c.field, c.mine, c.theirs) for c in report.conflicts] == [("summary", "My words", "New words")]
    given, after, report = imports.merged(mine, past, looked, theirs={(mine.events[0].id, "summary")})
    assert given.events[0].summary == "New words"
    assert report.conflicts == ()
    assert imports.merged(given, after, looked)[2].unchanged == (mine.events[0].id,)
