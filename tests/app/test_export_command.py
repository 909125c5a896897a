import io
import json
import re
import sys
from dataclasses import replace

import pytest

from kiosk.campaign.finding import Finding
from kiosk.export import place
from tests.export.sheets import sheet

AT = ("--at", "2022-11-01T09:00", "--jobs", "1")


def test_a_clean_run_counts_its_files_and_is_silent_elsewhere(kiosk, campaign, composer, tmp_path):
    code, out, err = kiosk("export", campaign, "-o", tmp_path / "out", "--product", "social,poster", *AT)
    first, *products = out.splitlines()
    assert (code, first) == (0, f"6 files in {tmp_path / 'out'}, as of Tuesday 01 November 2022, 09:00:")
    told = [re.fullmatch(r"  (\w+) +(\d+ files?) +\d+\.\d\d s   (.+)", line).groups() for line in products]
    assert told == [(p, "3 files", str(tmp_path / "out" / p)) for p in ("poster", "social")]
    assert all(line.startswith(("info: ", "warning: ")) for line in err.splitlines())


def test_json_tells_it_all(kiosk, campaign, composer, tmp_path):
    composer["fishbowl"] = lambda b: replace(
        sheet(b.stock), findings=(Finding(id="x", severity="error", sentence="Too long.", cure="Cut."),)
    )
    code, out, err = kiosk("export", campaign, "-o", tmp_path / "out", "--product", "social", "--json", *AT)
    told = json.loads(out)
    assert code == 1
    assert [f["item"] for f in told["files"]] == ["exchange", "peer-assist"]
    assert told["withheld"][0]["path"] == "social/tba-fishbowl-social-square.png"
    assert told["withheld"][0]["finding"]["sentence"] == "Too long."
    assert (told["failed"], told["removed"], told["stopped"]) == ([], [], "")
    assert "error: [fishbowl social] Too long. Cut." in err
    assert "withheld: social/tba-fishbowl-social-square.png (--force writes it all the same)" in err


def test_force_writes_and_still_says_1(kiosk, campaign, composer, tmp_path):
    composer["fishbowl"] = lambda b: replace(sheet(b.stock), findings=(Finding(id="x", severity="error", sentence="Too long."),))
    code, out, _ = kiosk("export", campaign, "-o", tmp_path / "out", "--product", "social", "--force", *AT)
    assert code == 1
    assert out.startswith("3 files")


@pytest.mark.expect_log("ZeroDivisionError")
def test_a_failure_names_the_file_and_the_log(kiosk, campaign, composer, tmp_path):
    composer["fishbowl"] = lambda b: 1 / 0
    code, out, err = kiosk("export", campaign, "-o", tmp_path / "out", "--product", "social", *AT)
    assert code == 1
    assert out.startswith("2 files")
    assert "failed: social/tba-fishbowl-social-square.png: Something unexpected happened (ZeroDivisionError" in err
    assert f"kiosk: the log is {tmp_path / 'logs' / 'kiosk.log'}" in err
    assert "Traceback" not in err
    assert "ZeroDivisionError" in (tmp_path / "logs" / "kiosk.log").read_text()


def test_a_full_disk_is_one_sentence_and_1(kiosk, campaign, composer, tmp_path, monkeypatch):
    def full(path, data):
        raise place.Full(f"The disk is full at {path.parent}")

    monkeypatch.setattr(place, "put", full)
    code, out, err = kiosk("export", campaign, "-o", tmp_path / "out", "--product", "social", *AT)
    assert code == 1
    assert out.startswith("0 files")
    last = err.splitlines()[-1]
    assert last.startswith("kiosk: The disk is full at")
    assert last.endswith("0 files were written and are whole, earlier files are as they were; make room and run it again")


def test_ctrl_c_is_130_and_a_sentence(kiosk, campaign, composer, tmp_path):
    def interrupt(_):
        raise KeyboardInterrupt

    composer["peer-assist"] = interrupt
    code, _, err = kiosk("export", campaign, "-o", tmp_path / "out", "--product", "social", *AT)
    assert code == 130
    assert err.splitlines()[-1].startswith("kiosk: Cancelled; 1 file was written and is whole")


def test_a_folder_in_use_is_one_sentence_and_3(kiosk, campaign, composer, tmp_path):
    (tmp_path / "out").mkdir()
    with place.held(tmp_path / "out"):
        code, out, err = kiosk("export", campaign, "-o", tmp_path / "out", *AT)
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert err.startswith("kiosk: Another export (process ")


def test_a_file_in_the_way_is_one_sentence_and_3(kiosk, campaign, tmp_path):
    (tmp_path / "out").write_text("mine")
    code, _, err = kiosk("export", campaign, "-o", tmp_path / "out", *AT)
    assert (code, err.count("\n")) == (3, 1)
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize(
    "words", [("--product", "flyer"), ("--item", "nobody"), ("--stock", "a9"), ("--format", "gif"), ("--family", "gone")]
)
def test_a_name_that_is_not_there_is_one_sentence_and_2(kiosk, campaign, tmp_path, words):
    code, _, err = kiosk("export", campaign, "-o", tmp_path / "out", *words, *AT)
    assert (code, err.count("\n")) == (2, 1)
    assert words[1] in err
    assert not (tmp_path / "out").exists()


def test_somebody_who_looks_sees_progress(kiosk, campaign, composer, tmp_path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    screen = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    code, _, _ = kiosk("export", campaign, "-o", tmp_path / "out", "--product", "social", *AT)
    assert code == 0
    assert "3/3" in screen.getvalue()


def test_removed_files_are_counted(kiosk, campaign, composer, tmp_path):
    kiosk("export", campaign, "-o", tmp_path / "out", "--product", "social", *AT)
    text = (campaign / "campaign.toml").read_text()
    (campaign / "campaign.toml").write_text(text[: text.index("[[technique]]")])
    _, out, _ = kiosk("export", campaign, "-o", tmp_path / "out", "--product", "social", *AT)
    assert out.endswith("\n1 file of an earlier run that is no longer wanted was removed.\n")


def test_a_language_the_campaign_does_not_have_is_one_sentence_and_2(kiosk, campaign, tmp_path):
    code, _, err = kiosk("export", campaign, "-o", tmp_path / "out", "--lang", "cy", *AT)
    sentence = "The campaign has no language cy; it has en (languages and translations in campaign.toml)"
    assert (code, err) == (2, f"kiosk: {sentence}\n")
    assert kiosk("export", campaign, "-o", tmp_path / "out", "--lang", "en+fr", *AT)[0] == 2
    assert not (tmp_path / "out").exists()


def test_a_language_that_only_a_translation_speaks_is_there(kiosk, campaign, composer, tmp_path):
    with (campaign / "campaign.toml").open("a") as out:
        out.write('translations = {cy = {title = "Powlen bysgod"}}\n')
    assert kiosk("export", campaign, "-o", tmp_path / "out", "--product", "social", "--lang", "cy", *AT)[0] == 0
    assert kiosk("export", campaign, "-o", tmp_path / "out", "--product", "social", "--lang", "en-GB", *AT)[0] == 0


def test_what_was_moved_and_withheld_is_said_in_numbers(kiosk, campaign, composer, tmp_path):
    words = ("export", campaign, "-o", tmp_path / "out", "--product", "social,slide", *AT)
    assert kiosk(*words)[0] == 0
    text = (campaign / "campaign.toml").read_text()
    (campaign / "campaign.toml").write_text(text.replace("2022-11-03T12:30:00", '"soon"'))
    code, out, err = kiosk(*words)
    assert code == 1
    assert out.startswith("7 files in ")
    where = tmp_path / "out" / "earlier"
    assert f"kiosk: 2 files of an earlier run moved to {where}; they show what is no longer true" in err.splitlines()
    (campaign / "campaign.toml").write_text(text.replace('title = "Sharing"', 'title = "Sharing"\ntimezone = "Atlantis"', 1))
    text = text.replace('timezone = "Europe/London"', 'timezone = "Atlantis"')
    (campaign / "campaign.toml").write_text(text)
    code, out, err = kiosk("export", campaign, "-o", tmp_path / "out", *AT)
    assert code == 1
    assert out.startswith("0 files in ")
    assert err.count("\nwithheld: ") == 13
    assert re.search(r"^withheld: \d+ more files \(--json names them all\)$", err, re.M)


@pytest.mark.parametrize("inside", ["", "templates", "pictures/2022", "logos", "campaign/../templates/own"])
def test_files_never_go_among_those_that_the_campaign_is_made_of(kiosk, campaign, composer, inside):
    (campaign / "campaign.toml").write_text(
        (campaign / "campaign.toml").read_text() + '\n[[brand.logos]]\nfile = "logos/own.svg"\n'
    )
    before = sorted(campaign.rglob("*"))
    code, _, err = kiosk("export", campaign, "-o", campaign / inside, *AT)
    assert (code, err.count("\n")) == (2, 1)
    assert "such as -o" in err
    assert [p for p in sorted(campaign.rglob("*")) if ".kiosk" not in p.parts] == before


def test_a_new_folder_in_the_campaign_takes_files(kiosk, campaign, composer):
    assert kiosk("export", campaign, "-o", campaign / "out", "--product", "social", *AT)[0] == 0


def test_a_report_comes_with_press_files_or_when_asked_for(kiosk, campaign, composer, tmp_path):
    only = ("--product", "poster", "--item", "exchange", *AT)
    report = tmp_path / "out" / "report" / "sharing-22-report-a4.pdf"
    _, out, _ = kiosk("export", campaign, "-o", tmp_path / "out", "--press", *only)
    assert f"  to read      {report}" in out.splitlines()
    kiosk("export", campaign, "-o", tmp_path / "out", "--press", "--no-report", *only)
    assert not report.exists()
    _, out, _ = kiosk("export", campaign, "-o", tmp_path / "out", "--report", "--sign-off", "--json", *only)
    told = json.loads(out)
    assert told["papers"] == [f"report/sharing-22-{name}-a4.pdf" for name in ("report", "sign-off")]
    assert told["files"][0]["difference"]["worst"] >= 0


def test_ink_is_not_saved_on_the_press(kiosk, campaign, tmp_path):
    code, _, err = kiosk("export", campaign, "-o", tmp_path / "out", "--press", "--ink-saver")
    assert code == 2
    assert "leave out --ink-saver or --press" in err


def test_several_pages_on_a_sheet_are_to_be_cut(kiosk, campaign, composer, tmp_path):
    _, out, _ = kiosk("export", campaign, "-o", tmp_path / "out", "--product", "poster", "--n-up", "4", *AT)
    assert f"  to cut       {tmp_path / 'out' / 'report' / 'sharing-22-4-up-a4.pdf'}" in out.splitlines()
    code, _, err = kiosk("export", campaign, "-o", tmp_path / "out", "--n-up", "3")
    assert code == 2
    assert "choose from" in err
