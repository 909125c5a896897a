import pytest


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("KIOSK_STATE", str(tmp_path / "state"))


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("notice", "Closing"), 1, "nobody would see the notice"),
        (("notice",), 2, "The notice has no words"),
        (("notice", "   "), 2, "The notice has no words"),
        (("notice", "Closing", "--for", "soon"), 2, "no length of time; write it like 90s, 15m or 2h"),
        (("notice", "Closing", "--for", "99h"), 2, "no length of time"),
        (("notice", "Closing", "--for", "0m"), 2, "no length of time"),
    ],
)
def test_a_notice_that_cannot_be_shown_is_one_sentence(kiosk, words, code, sentence):
    found, out, err = kiosk(*words)
    assert (found, out) == (code, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_without_a_player_status_says_so(kiosk):
    assert kiosk("status") == (0, "No player of yours runs on this machine.\n", "")
    assert kiosk("status", "--json") == (0, "[]\n", "")
    assert kiosk("notice", "--off") == (0, "There is no notice.\n", "")
