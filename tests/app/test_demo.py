import subprocess

import pytest

from kiosk.app.commands import demo
from kiosk.export import job
from kiosk.player.wall import player


@pytest.fixture
def quick(monkeypatch):
    """Export one programme instead of everything; the whole way is walked in the end-to-end tests."""
    whole = job.run
    monkeypatch.setattr(job, "run", lambda order, *rest: whole(job.Order(**given(order) | {"products": ("programme",)}), *rest))


def given(order):
    return {name: getattr(order, name) for name in order.__dataclass_fields__}


def test_without_a_screen_it_says_so_and_is_content(kiosk, quick, tmp_path, monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM")
    code, out, err = kiosk("demo", "-o", tmp_path / "demo", "--jobs", "1")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].startswith(f"1 file in {tmp_path / 'demo'}, as of Thursday 03 November 2022")
    assert lines[1].split()[:3] == ["programme", "1", "file"]
    assert lines[2].split() == ["to", "read", str(tmp_path / "demo" / "report" / "knowvember-22-report-a4.pdf")]
    assert lines[3].startswith("The slides were not played: there is no screen to play on")
    assert (tmp_path / "demo" / "campaign" / "campaign.toml").is_file()


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (subprocess.CompletedProcess([], 0, "", ""), "Playing the slides in a window for 7 seconds"),
        (
            subprocess.CompletedProcess([], -6, "", "qt.qpa.xcb: could not connect to display :9\n"),
            "could not connect to display :9",
        ),
        (subprocess.CompletedProcess([], 1, "", ""), "The slides were not played: the window could not be opened"),
    ],
)
def test_the_slides_play_in_a_process_that_may_die(kiosk, quick, tmp_path, monkeypatch, done, said):
    asked = []
    monkeypatch.setattr(player, "no_display", lambda: "")
    monkeypatch.setattr(demo.subprocess, "run", lambda words, **_: asked.append(words) or done)
    code, out, _ = kiosk("demo", "-o", tmp_path / "demo", "--for", "7", "--jobs", "1")
    assert code == 0
    assert said in out
    assert asked[0][3:] == [
        "play",
        str(tmp_path / "demo" / "campaign"),
        "--windowed",
        "--at",
        "2022-11-03T09:00:00",
        "--for",
        "7.0",
    ]


def test_a_copy_that_somebody_changed_stays(kiosk, quick, tmp_path, monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM")
    kiosk("demo", "-o", tmp_path, "--jobs", "1")
    file = tmp_path / "campaign" / "campaign.toml"
    changed = file.read_text() + "\n# mine\n"
    file.write_text(changed)
    _, out, _ = kiosk("demo", "-o", tmp_path, "--jobs", "1")
    assert "differs from the sample and stays as it is" in out
    assert file.read_text() == changed


def test_a_folder_that_cannot_be_made_is_one_sentence(kiosk, tmp_path):
    (tmp_path / "demo").write_text("mine")
    code, _, err = kiosk("demo", "-o", tmp_path / "demo")
    assert code == 3
    assert err.count("\n") == 1
