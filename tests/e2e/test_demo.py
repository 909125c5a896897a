import json

ONE = 'title = "Mine"\nid = "mine"\n[[prompt]]\nid = "ask"\nquestion = "Who did you ask?"\n'


def test_the_demo_exports_everything_and_plays_it_when_there_is_a_screen(tmp_path, kiosk, own_home, xvfb):
    done = kiosk("demo", "-o", tmp_path / "demo", "--for", "2", env=own_home | xvfb)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert f" files in {tmp_path / 'demo'}, as of Thursday 03 November 2022, 09:00:" in lines[0]
    assert lines[-2].split() == ["to", "read", str(tmp_path / "demo" / "report" / "knowvember-22-report-a4.pdf")]
    products = {line.split()[0] for line in lines[1:-2]}
    assert products == {"poster", "programme", "postcard", "slide", "social", "screensaver"}
    assert lines[-1] == "Playing the slides in a window for 2 seconds; Esc closes it."
    told = json.loads((tmp_path / "demo" / "manifest.json").read_text())
    assert told["at"] == "2022-11-03T09:00:00+00:00"


def test_the_demo_is_content_when_no_screen_answers(tmp_path, kiosk, own_home):
    # A copy of the sample that somebody changed stays, so that little has to be exported here.
    (tmp_path / "demo" / "campaign").mkdir(parents=True)
    (tmp_path / "demo" / "campaign" / "campaign.toml").write_text(ONE)
    env = {k: v for k, v in own_home.items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")} | {"DISPLAY": ":54321"}
    # In one process: that Qt has painted there without a screen must not have the slides played without one.
    done = kiosk("demo", "-o", tmp_path / "demo", "--jobs", "1", env=env)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("The slides were not played: there is no screen")
    assert (tmp_path / "demo" / "manifest.json").is_file()
