"""Exported files looked at again: what was altered, lost, outdated or is faulty is told, and what is well is left in peace."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from kiosk.campaign.finding import Finding
from kiosk.export import job
from kiosk.export.files import audit, verapdf
from kiosk.export.raster import png
from kiosk.page.stock import STOCKS
from tests.export.sheets import sheet
from tests.export.test_proof import painted


@pytest.fixture
def exports(order, composer):
    """A folder of plain exports: a poster as PDF and PNG, and social cards."""
    job.run(order(products=("poster", "social"), formats=("pdf", "png"), items=("exchange",), force=True))
    return order().out


def looked(out: Path, campaign: Path | None = None) -> dict[str, tuple[str, set[str]]]:
    return {f.path: (f.state, {x.id for x in f.findings}) for f in audit.check(out, campaign).files}


PDF, PNG = "poster/2022-11-03-exchange-poster-a4.pdf", "poster/2022-11-03-exchange-poster-a4.png"
CARD = "social/2022-11-03-exchange-social-square.png"


def test_files_as_they_were_made_are_whole_and_their_codes_read(exports, campaign):
    found = audit.check(exports, campaign)
    assert {f.path: f.state for f in found.files} == dict.fromkeys((PDF, PNG, CARD), "whole")
    assert [f.sentence for f in found.all if f.severity != "info"] == []
    assert all(len(f.codes) == 1 and f.codes[0].half and f.codes[0].blurred for f in found.files)
    (poster,) = (f for f in found.files if f.path == PDF)
    assert poster.codes[0].readable_to_m == pytest.approx(0.32, abs=0.01)


def test_a_lost_file_and_an_altered_one_are_told(exports):
    (exports / CARD).unlink()
    (exports / PNG).write_bytes((exports / PNG).read_bytes() + b"\0")
    found = looked(exports)
    assert found[CARD] == ("missing", {"file-missing"})
    assert found[PNG] == ("altered", {"file-altered"})
    assert found[PDF] == ("whole", set())


def test_a_file_that_somebody_edited_is_judged_by_what_it_is_now(exports):
    with pikepdf.open(exports / PDF, allow_overwriting_input=True) as file:
        file.pages[0].MediaBox = file.pages[0].TrimBox = [0, 0, 500, 700]
        file.save(exports / PDF)
    image = Image.open(exports / PNG).convert("RGB")
    ImageDraw.Draw(image).rectangle((0, 0, 700, 700), fill="black")
    image.save(exports / PNG, dpi=(72, 72))
    found = looked(exports)
    assert "pdf-trim" in found[PDF][1]
    assert found[PNG] == ("altered", {"file-altered", "qr-unreadable", "raster-resolution", "raster-profile"})


def test_a_raster_of_another_size_and_a_code_of_somebody_else_are_told(exports):
    made = sheet(STOCKS["social"]["square"], "https://evil.test/x")
    (exports / CARD).write_bytes(png.encode(painted(made)))
    Image.open(exports / PNG).resize((1240, 1754)).save(exports / PNG)
    found = looked(exports)
    assert {"qr-other", "qr-unreadable"} <= found[CARD][1]
    assert "raster-size" in found[PNG][1]


@pytest.mark.parametrize("damage", [b"", b"not a picture", b"%PDF-1.7 torn"])
def test_a_damaged_file_is_one_finding_and_stops_nothing(exports, damage):
    for path in (PDF, PNG):
        (exports / path).write_bytes(damage)
    found = looked(exports)
    assert found[PDF][1] == {"file-altered", "pdf-unreadable"}
    assert found[PNG][1] == {"file-altered", "file-unreadable"}
    assert found[CARD] == ("whole", set())


def test_files_older_than_what_the_campaign_says_are_stale(exports, campaign):
    text = (campaign / "campaign.toml").read_text()
    (campaign / "campaign.toml").write_text(text.replace('title = "Peer Assist"', 'title = "Peer Assistance"'))
    assert {s for s, _ in looked(exports, campaign).values()} == {"whole"}, "that is another item"
    (campaign / "campaign.toml").write_text(text.replace("12:30:00", "13:30:00"))
    assert list(looked(exports, campaign).values()) == [("stale", {"file-stale"})] * 3
    (campaign / "campaign.toml").write_text(text.replace('id = "exchange"', 'id = "changed"'))
    assert "not in the campaign any more" in audit.check(exports, campaign).all[0].sentence
    assert {s for s, _ in looked(exports).values()} == {"whole"}, "without the campaign nobody knows"


@pytest.mark.expect_log("ZeroDivisionError")
def test_a_copy_that_was_put_aside_is_stale_with_its_reason(order, composer):
    asked = order(products=("social",), items=("exchange",))
    job.run(asked)
    composer["exchange"] = lambda brief: 1 / 0
    job.run(asked)
    (found,) = audit.check(asked.out).files
    assert (found.path, found.state) == (f"earlier/{CARD}", "stale")
    assert "could not be made anew: " in found.findings[0].sentence


def test_a_strange_file_beside_ours_is_named(exports):
    shutil.copy(exports / CARD, exports / "social" / "old-card.png")
    (found,) = audit.check(exports).findings
    assert (found.id, found.severity) == ("file-unknown", "info")
    assert "social/old-card.png" in found.sentence


def test_a_file_written_in_spite_of_an_error_still_says_so(order, composer):
    bad = Finding(id="does-not-fit", severity="error", sentence="The title does not fit.", cure="Shorten the title.")
    composer["exchange"] = lambda brief: replace(sheet(brief.stock, "https://example.org/k"), findings=(bad,))
    job.run(order(items=("exchange",), force=True))
    (found,) = audit.check(order().out).files
    assert [f.id for f in found.findings] == ["does-not-fit"]


def test_a_folder_without_exports_is_one_sentence(tmp_path):
    with pytest.raises(audit.Error, match="holds no exports"):
        audit.check(tmp_path)
    assert not audit.is_exports(tmp_path)


def test_marks_of_state_stay_with_files_that_a_later_run_keeps(order, composer, campaign):
    job.run(order(items=("exchange",)))
    text = (campaign / "campaign.toml").read_text()
    (campaign / "campaign.toml").write_text(text.replace("12:30:00", "13:30:00"))
    job.run(order(items=("peer-assist",)))
    states = looked(order().out, campaign)
    assert {path: state for path, (state, _) in states.items()} == {
        CARD: "stale",
        "social/tba-peer-assist-social-square.png": "whole",
    }


def test_verapdf_is_asked_where_it_is_installed(exports, tmp_path, monkeypatch):
    """A stand-in proves the call and what is read of its answer; the real checker is not at hand."""
    tool = tmp_path / "bin" / "verapdf"
    tool.parent.mkdir()
    rule = {
        "ruleStatus": "FAILED",
        "specification": "ISO 14289-1:2014",
        "clause": "7.1",
        "testNumber": 10,
        "description": "No title",
    }
    job_ = {
        "itemDetails": {"name": str(exports / PDF)},
        "validationResult": [{"compliant": False, "details": {"ruleSummaries": [rule]}}],
    }
    answer = json.dumps({"report": {"jobs": [job_]}})
    tool.write_text(f"#!/bin/sh\necho \"$@\" > {tmp_path}/asked\ncat <<'END'\n{answer}\nEND\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
    found = audit.check(exports)
    assert found.verapdf
    assert [f.sentence for f in found.all if f.id == "verapdf"] == ["veraPDF: No title (ISO 14289-1:2014, clause 7.1, test 10)"]
    assert (tmp_path / "asked").read_text().split() == ["--format", "json", "--flavour", "ua1", str(exports / PDF)]
    tool.write_text("#!/bin/sh\nexit 3\n")
    assert verapdf.check([exports / PDF], exports) == ({}, False)
