"""One bad value in a campaign: its own files are withheld with file, line and field, everything else is made, nothing is lost."""

import json
import shutil

import pytest

from tests.e2e.conftest import AT, SAMPLE
from tests.e2e.test_trouble import whole

WORDS = ("--at", AT, "--product", "poster,programme")
SOME = ("--item", "exchange", "--item", "peer-assist", "--item", "good-ideas", "--item", "programme")
STARTS = "starts = 2022-11-03T12:30:00"


@pytest.fixture
def campaign(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "campaign", ignore=shutil.ignore_patterns(".kiosk"))
    return tmp_path / "campaign"


def spoil(campaign, old, new):
    path = campaign / "campaign.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_one_event_with_a_bad_date_costs_its_own_files_only(tmp_path, campaign, export, kiosk):
    out = tmp_path / "out"
    good = export(campaign, out, *WORDS, *SOME)
    assert good.code == 0, good.err
    poster = next(f["path"] for f in good.files("poster") if f["item"] == "exchange")
    before = (out / poster).read_bytes()
    line = spoil(campaign, STARTS, 'starts = "soon"')
    bad = export(campaign, out, *WORDS, *SOME)
    assert bad.code == 1
    sentence = 'starts: expected a date-time or a date without quotes, for example 2022-11-03T12:30:00, got the text "soon".'
    (error,) = [told for told in bad.err.splitlines() if told.startswith("error: ")]
    assert error.startswith(f"error: [exchange] campaign.toml, line {line}, event 1 ")
    assert sentence in error
    assert "withheld: poster/tba-exchange-poster-a4.pdf (--force writes it all the same)" in bad.err
    assert "kiosk: 1 file of an earlier run moved to " in bad.err
    assert len(bad.files("poster")) == len(good.files("poster"))
    assert len(bad.files("programme")) == 1
    # The older copy is there, whole, and says that it is no longer true.
    assert (out / "earlier" / poster).read_bytes() == before
    stale = [f for f in bad.manifest["files"] if "stale" in f]
    assert [f["path"] for f in stale] == [f"earlier/{poster}"]
    whole(out)
    told = json.loads(kiosk("check", campaign, "--at", AT, "--json").stdout)
    assert {f["item"] for f in told["errors"]} == {"exchange"}
    spoil(campaign, 'starts = "soon"', STARTS)
    again = export(campaign, out, *WORDS, *SOME)
    assert again.code == 0, again.err
    assert whole(out) == {f["path"] for f in good.manifest["files"]}


def test_check_says_the_same_of_the_table_as_of_the_pages(campaign, kiosk):
    spoil(campaign, STARTS, "starts = true")
    done = kiosk("check", campaign, "--at", AT)
    assert done.returncode == 1
    assert done.stdout.startswith("error: campaign.toml, line ")
    assert "got true (true/false)" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 error, ")


@pytest.mark.parametrize(("old", "new"), [("[[event]]", "[[event"), ("title = ", "title : ")])
def test_a_file_that_cannot_be_parsed_is_3_and_costs_nothing(tmp_path, campaign, export, old, new):
    out = tmp_path / "out"
    words = (*WORDS, "--item", "exchange", "--product", "poster")
    assert export(campaign, out, *words).code == 0
    before = whole(out)
    line = spoil(campaign, old, new)
    done = export(campaign, out, *words)
    assert (done.code, done.err.count("\n")) == (3, 1)
    assert done.err.startswith(f"kiosk: campaign.toml, line {line}: ")
    assert whole(out) == before
