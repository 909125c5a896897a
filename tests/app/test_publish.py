import json


def test_publishing_says_what_it_did_what_changed_and_what_stays_out(kiosk, campaign, tmp_path):
    place = tmp_path / "share"
    code, out, err = kiosk("publish", campaign, place)
    assert (code, err) == (0, "")
    assert out.startswith("Release ")
    code, out, err = kiosk("publish", campaign, place)
    assert out.startswith("Nothing new: release ")
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
