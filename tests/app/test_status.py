import json
from datetime import UTC, datetime, timedelta

from kiosk.player import state


def published(kiosk, tmp_path):
    assert kiosk("new", str(tmp_path / "week"))[0] == 0
    assert kiosk("publish", str(tmp_path / "week"), str(tmp_path / "share"))[0] == 0
    (tmp_path / "share/players").mkdir()
    return tmp_path / "share", (tmp_path / "share/current").read_text().strip()


def test_status_of_a_place_tells_of_all_players_that_follow_it(kiosk, tmp_path):
    place, id = published(kiosk, tmp_path)
    assert kiosk("status", str(place)) == (0, "No screen follows this folder yet.\n", "")
    told = {"name": "Foyer", "state": "playing", "release": id, "screens": [{"slide": "cover"}]}
    (place / "players/foyer.json").write_text(json.dumps(told))
    code, out, _ = kiosk("status", str(place))
    assert code == 0
    assert out.startswith(("1 player well.\nFoyer: Well. Shows the cover.", "1 player well.\nFoyer: Well. Showed the cover "))
    (place / "players/foyer.json").write_text(json.dumps({**told, "state": "hung"}))
    code, out, _ = kiosk("status", str(place), "--json")
    assert code == 1
    assert json.loads(out)["players"][0]["sign"] == "look"


def test_a_place_that_is_not_there_is_one_sentence(kiosk, tmp_path):
    code, out, err = kiosk("status", str(tmp_path / "gone"))
    assert (code, out) == (1, "")
    assert "is not there just now" in err
    assert err.count("\n") == 1


def test_status_of_this_machine_is_said_in_words_and_titles(kiosk, campaign, tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_STATE", str(tmp_path / "state"))
    since = (datetime.now(UTC) - timedelta(seconds=12.5)).isoformat()
    facts = {
        "plays": "week",
        "kind": "campaign",
        "folder": str(campaign),
        "screens": [{"name": "", "slide": "exchange", "since": since, "screen": "changes"}],
        "set_aside": [{"what": "tea", "title": "Tea", "why": "Its title does not fit."}],
    }
    state.write(state.root() / "week-1", state.PLAYER, facts)
    code, out, err = kiosk("status")
    assert (code, err) == (0, "")
    assert out.startswith("week: changed slide 1")
    assert out.endswith(" s ago (now “Knowledge exchange”); 1 item set aside: Its title does not fit (Tea).\n")
    (campaign / "campaign.toml").unlink()
    assert "(now exchange)" in kiosk("status")[1], "without the campaign its ids must do"
