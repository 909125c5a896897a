"""`kiosk check` over exported files, and what `--fix` mends."""

import json
from pathlib import Path

import pytest

from kiosk.store.folder import files, writing

FAULTY = """# Our campaign, and a remark that must stay.
title = "Sharing"
hashtag = "KNOW22"  # without its sign
timezone = "Europe/London"
website = "https://example.org/k"
organisation = "Riverside Library"

[[event]]
id = "exchange"
title = "Knowledge exchange"
starts = 2022-11-03T13:30:00
ends = 2022-11-03T12:30:00  # swapped
venue = "Hall"
booking = "https://example.org/k/exchange"
"""
AT = ("--at", "2022-11-01T09:00")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    folder = tmp_path / "campaign"
    folder.mkdir()
    (folder / "campaign.toml").write_text(FAULTY)
    return folder


def test_fix_mends_saves_and_keeps_what_was_there(kiosk, faulty):
    code, out, err = kiosk("check", faulty, "--fix", *AT)
    assert err == ""
    assert "fixed: [exchange] start and end changed places" in out
    assert "fixed: # put in front of the hashtag" in out
    text = (faulty / "campaign.toml").read_text()
    assert "# Our campaign, and a remark that must stay." in text
    assert "# without its sign" in text
    assert 'hashtag = "#KNOW22"' in text
    assert "starts = 2022-11-03T12:30:00" in text
    (before,) = writing.previous(faulty / "campaign.toml")
    assert before.read_text() == FAULTY
    assert f"as it was before: {before}" in out
    assert "end-before-start" not in {f.id for f in files.read(faulty).findings}
    assert code == 0
    again = kiosk("check", faulty, "--fix", *AT)[1]
    assert "Nothing was mended: what is told below wants somebody's judgement." in again
    assert (faulty / "campaign.toml").read_text() == text


def test_fix_mends_slips_before_the_file_is_read_and_names_what_it_cannot(kiosk, faulty):
    path = faulty / "campaign.toml"
    path.write_text(FAULTY.replace("title =", "tilte =", 1) + "link = 3\n")
    code, out, err = kiosk("check", faulty, "--fix", *AT)
    assert code == 3
    assert "fixed: title written instead (campaign.toml, line" in out
    assert "link" in err
    assert "What could be mended in the file was" in err
    path.write_text(path.read_text().replace("link = 3", 'link = "example.org/a"'))
    code, out, err = kiosk("check", faulty, "--fix", *AT)
    assert (code, err) == (0, "")
    assert 'link = "https://example.org/a"' in path.read_text()
    assert f"as it was before: {writing.previous(path)[1]}" in out
    path.write_text(FAULTY.replace("title =", "tilte =", 1))
    assert {"rename-key", "swap-ends"} <= {
        f["fix"] for f in json.loads(kiosk("check", faulty, "--fix", "--json", *AT)[1])["fixed"]
    }


def test_fix_as_json_lists_what_it_did(kiosk, faulty):
    code, out, _ = kiosk("check", faulty, "--fix", "--json", *AT)
    told = json.loads(out)
    assert (code, told["errors"]) == (0, [])
    assert {f["fix"] for f in told["fixed"]} == {"swap-ends", "sign-hashtag"}


def test_without_fix_nothing_is_written_and_findings_name_their_fix(kiosk, faulty):
    code, out, _ = kiosk("check", faulty, "--json", *AT)
    assert code == 1
    assert [f["fix"] for f in json.loads(out)["errors"]] == ["swap-ends"]
    assert (faulty / "campaign.toml").read_text() == FAULTY


def test_a_campaign_that_cannot_be_read_is_not_mended(kiosk, faulty):
    (faulty / "campaign.toml").write_text(FAULTY.replace("2022-11-03T13:30:00", '"soon"'))
    code, out, err = kiosk("check", faulty, "--fix", *AT)
    assert (code, out) == (3, "")
    assert "Traceback" not in err


def test_exported_files_are_looked_at_again(kiosk, faulty, tmp_path):
    (faulty / "campaign.toml").write_text(FAULTY.replace("13:30", "11:30").replace('"KNOW', '"#KNOW'))
    out_dir = tmp_path / "exports"
    assert kiosk("export", faulty, "-o", out_dir, "--product", "poster", "--format", "png", *AT)[0] == 0
    code, out, err = kiosk("check", out_dir)
    assert (code, err) == (0, "")
    assert f"1 file in {out_dir}: all as they were made." in out
    assert "1 QR code read from the finished pixels, readable to 0." in out
    (card,) = (out_dir / "poster").iterdir()
    card.write_bytes(card.read_bytes() + b"x")
    code, out, _ = kiosk("check", out_dir, "--strict")
    assert code == 1
    assert f"warning: poster/{card.name} was altered after it was made." in out
    card.unlink()
    code, out, _ = kiosk("check", out_dir, "--json")
    told = json.loads(out)
    assert (code, [f["id"] for f in told["errors"]]) == (1, ["file-missing"])
    assert [(f["path"], f["state"]) for f in told["files"]] == [(f"poster/{card.name}", "missing")]


def test_a_campaign_and_its_files_are_looked_at_together(kiosk, faulty, tmp_path):
    text = FAULTY.replace("13:30", "11:30").replace('"KNOW', '"#KNOW')
    (faulty / "campaign.toml").write_text(text)
    out_dir = tmp_path / "exports"
    kiosk("export", faulty, "-o", out_dir, "--product", "social", *AT)
    (faulty / "campaign.toml").write_text(text.replace("Hall", "Hub"))
    code, out, _ = kiosk("check", faulty, "--files", out_dir, *AT)
    assert code == 0
    assert "was made before the campaign was changed" in out
    assert f"1 file in {out_dir}: 1 stale." in out
    told = json.loads(kiosk("check", faulty, "--files", out_dir, "--json", *AT)[1])
    assert "file-stale" in {f["id"] for f in told["warnings"]}


@pytest.mark.parametrize("wish", ["--fix", "--files"])
def test_wishes_for_campaigns_are_refused_for_exports(kiosk, faulty, tmp_path, wish):
    (tmp_path / "manifest.json").write_text("{}")
    code, out, err = kiosk("check", tmp_path, *((wish, tmp_path) if wish == "--files" else (wish,)))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    (tmp_path / "manifest.json").write_text("torn")
    code, out, err = kiosk("check", tmp_path)
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert "cannot be read or names no files" in err


def test_a_value_that_cannot_be_read_says_that_nothing_was_mended(kiosk, faulty):
    path = faulty / "campaign.toml"
    path.write_text(path.read_text().replace("starts = ", "speakers = ['Dr Ana Rao']\nstarts = ", 1))
    before = path.read_text()
    code, out, err = kiosk("check", faulty, "--fix", *AT)
    assert (code, out) == (3, "")
    assert '{name = "Dr Ana Rao"}' in err
    assert "Nothing was mended: put this right first" in err
    assert path.read_text() == before
