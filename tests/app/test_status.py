import json


def published(kiosk, tmp_path):
    assert kiosk("new", str(tmp_path / "week"))[0] == 0
    assert kiosk("publish", str(tmp_path / "week"), str(tmp_path / "share"))[0] == 0
    (tmp_path / "share/players").mkdir()
    return tmp_path / "share", (tmp_path / "share/current").read_text().strip()


def test_status_of_a_place_tells_of_all_players_that_follow_it(kiosk, tmp_path):
    place, id = published(kiosk, tmp_path)
    assert kiosk("status", str(place)) == (0, "No player has left word here yet.\n", "")
    told = {"name": "Foyer", "state": "playing", "release": id, "screens": [{"slide": "cover"}]}
    (place / "players/foyer.json").write_text(json.dumps(told))
    code, out, _ = kiosk("status", str(place))
    assert code == 0
    assert out.startswith("1 player well.\nFoyer: Well. Shows the cover.")
    (place / "players/foyer.json").write_text(json.dumps({**told, "state": "hung"}))
    code, out, _ = kiosk("status", str(place), "--json")
    assert code == 1
    assert json.loads(out)["players"][0]["sign"] == "look"


def test_a_place_that_is_not_there_is_one_sentence(kiosk, tmp_path):
    code, out, err = kiosk("status", str(tmp_path / "gone"))
    assert (code, out) == (1, "")
    assert "is not there just now" in err
    assert err.count("\n") == 1
