import json
import re
import shutil
from dataclasses import replace
from datetime import datetime

from kiosk.campaign import plan
from kiosk.campaign.finding import Finding
from kiosk.store.release import release
from tests.export.sheets import sheet


def test_publishing_says_what_it_did_what_changed_and_what_stays_out(kiosk, campaign, tmp_path):
    place = tmp_path / "share"
    code, out, err = kiosk("publish", campaign, place)
    assert (code, err) == (0, "")
    assert out.startswith("Release ")
    assert f"The folder {place} was not there and has been made" in out
    code, out, err = kiosk("publish", campaign, place)
    assert out.startswith("Nothing new: release ")
    assert "has been made" not in out
    file = campaign / "campaign.toml"
    text = file.read_text("utf-8")
    more = '\n[[prompt]]\nid = "fresh"\nquestion = "What is new?"\n[[prompt]]\nquestion = "Half"\ndraft = true\n'
    more += '[[event]]\ntitle = "Wrong"\nstarts = "soon"\n'
    file.write_text(text + more, "utf-8")
    code, out, err = kiosk("publish", campaign, place)
    assert code == 1
    assert "1 new: What is new?" in out
    assert "Stays out: 2 drafts: Not yet, Half" in out
    assert "Stays out: 1 item with something wrong" in out
    assert '"Wrong"' in err
    assert "Traceback" not in err


def test_publishing_as_json(kiosk, campaign, tmp_path):
    code, out, _ = kiosk("publish", campaign, tmp_path / "share", "--json")
    told = json.loads(out)
    assert code == 0
    assert (tmp_path / "share" / "current").read_text().strip() == told["id"]
    assert told["new"] is True
    assert told["place"] == {"made": True, "instead_of": ""}
    file = shutil.copytree(campaign, tmp_path / "may") / "campaign.toml"
    file.write_text(f'id = "may"\n{re.sub("(?m)^id = .*", "", file.read_text("utf-8"), count=1)}', "utf-8")
    code, out, _ = kiosk("publish", tmp_path / "may", tmp_path / "share")
    assert "showed another campaign until now" in out
    assert set(told) >= {
        "folder",
        "made",
        "files",
        "bytes",
        "items",
        "added",
        "changed",
        "removed",
        "drafts",
        "withheld",
        "notes",
    }


def test_what_cannot_be_published_is_one_sentence_and_nothing_changes(kiosk, campaign, tmp_path):
    assert kiosk("publish", tmp_path / "none", tmp_path / "share")[0] == 3
    code, out, err = kiosk("publish", campaign, campaign / "inside")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    (tmp_path / "file").write_text("x")
    code, out, err = kiosk("publish", campaign, tmp_path / "file")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1


def wrong(brief):
    found = Finding(id="contrast-low", severity="error", sentence="The title cannot be read.")
    return replace(sheet(brief.stock), findings=(found,))


def test_an_item_whose_slide_check_calls_an_error_stays_out(kiosk, campaign, composer, tmp_path):
    composer["fishbowl"] = wrong
    code, out, _ = kiosk("publish", campaign, tmp_path / "share", "--json")
    told = json.loads(out)
    assert (code, told["items"]) == (1, ["exchange", "peer-assist"])
    assert [(f["item"], f["product"], f["id"]) for f in told["withheld"]] == [("fishbowl", "slide", "contrast-low")]
    del composer["fishbowl"]
    assert json.loads(kiosk("publish", campaign, tmp_path / "share", "--json")[1])["added"] == ["Fishbowl"]


def test_upright_slides_are_judged_where_a_screen_is_turned(kiosk, campaign, composer, tmp_path):
    composer["fishbowl"] = lambda brief: wrong(brief) if brief.stock.height > brief.stock.width else sheet(brief.stock)
    assert kiosk("publish", campaign, tmp_path / "share")[0] == 0
    file = campaign / "campaign.toml"
    file.write_text(file.read_text() + '\n[[screen]]\nname = "Foyer"\nrotate = 90\n')
    assert kiosk("publish", campaign, tmp_path / "share")[0] == 1


def test_a_page_of_the_campaign_that_cannot_be_read_stays_out_alone(kiosk, campaign, composer, tmp_path):
    composer["cover"] = wrong
    code, out, err = kiosk("publish", campaign, tmp_path / "share")
    assert code == 1
    assert "Stays out: the slide “Cover” with something wrong" in out
    assert "The title cannot be read." in err
    told = json.loads(kiosk("publish", campaign, tmp_path / "share", "--json")[1])
    assert told["pages"] == ["cover"]
    shown = release.read(release.folder_of(tmp_path / "share", told["id"])).campaign
    now = datetime(2022, 11, 3, 9, tzinfo=shown.zone)
    assert "cover" in {s.what for s in plan.slides(now, replace(shown, unshown=()))}
    assert "cover" not in {s.what for s in plan.slides(now, shown)}
    composer["default"] = wrong
    del composer["cover"]
    assert kiosk("publish", campaign, tmp_path / "share")[0] == 0


def test_what_is_long_over_is_named_as_such_and_never_as_new(kiosk, campaign, tmp_path):
    file = campaign / "campaign.toml"
    old = '\n[[event]]\ntitle = "Long ago"\nstarts = 2001-02-03\n[[notice]]\ntitle = "Gone"\nends = 2001-02-03\n'
    ever = '[[event]]\ntitle = "For ever"\nstarts = 2001-02-03\nrepeat = "FREQ=DAILY"\n'
    file.write_text(file.read_text("utf-8") + old + ever, "utf-8")
    told = json.loads(kiosk("publish", campaign, tmp_path / "share", "--json")[1])
    assert {"Long ago", "Gone"} <= set(told["outdated"])
    assert not set(told["outdated"]) & set(told["added"])
    assert "For ever" in told["added"]
    assert "Out of date, no screen shows it: " in kiosk("publish", campaign, tmp_path / "share")[1]


def test_what_was_published_can_be_planned_and_is_no_campaign_for_other_commands(kiosk, campaign, tmp_path):
    place, span = tmp_path / "share", ("--from", "2022-11-03", "--to", "2022-11-04", "--json")
    kiosk("publish", campaign, place)
    wanted = kiosk("plan", campaign, *span)[1]
    assert json.loads(wanted)
    assert kiosk("plan", place, *span)[1] == wanted
    assert kiosk("plan", next((place / "releases").iterdir()), *span)[1] == wanted
    code, _, err = kiosk("check", place)
    assert code == 3
    assert "is where a campaign was published" in err
    assert "kiosk new" not in err
