"""Service files as a system reads them: checked by its own tools."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kiosk.app import main
from kiosk.player import installing, state
from kiosk.player.installing import Setup
from tests.store.test_release import folder

__all__ = ["folder"]
ODD = 'odd place/100% "ready" $HOME'


def verified(path: Path, *options: str) -> str:
    """Let systemd itself read a unit, where there is one; says what it finds wrong."""
    if shutil.which("systemd-analyze") is None:
        text = path.read_text()
        assert "[Service]" in text
        assert "ExecStart=" in text
        return ""
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *options, path],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )
    return "\n".join(line for line in (done.stdout + done.stderr).splitlines() if path.name in line)


def put(made: Setup, folder: Path) -> list[Path]:
    found: list[Path] = []
    for path, content in made.files:
        (folder / path.name).write_bytes(content)
        found.append(folder / path.name)
    return found


@pytest.mark.parametrize("name", ["share", ODD])
def test_the_user_unit_is_one_that_systemd_takes(tmp_path: Path, name: str) -> None:
    unit, entry = put(installing.setup(tmp_path / name, platform="linux", root=False), tmp_path)
    assert verified(unit, "--user") == ""
    text = unit.read_text()
    for line in ("Type=notify", "WatchdogSec=60", "Restart=always", "KillMode=process"):
        assert line in text
    desktop = configparser.ConfigParser(interpolation=None)
    desktop.read_string(entry.read_text().partition("\n")[2])
    assert "kiosk-player.service" in desktop["Desktop Entry"]["Exec"]


@pytest.mark.parametrize("program", ["cage", "labwc", "startx"])
@pytest.mark.parametrize("name", ["share", ODD])
def test_each_session_unit_is_one_that_systemd_takes(tmp_path: Path, program: str, name: str) -> None:
    bin = tmp_path / program
    bin.write_text("#!/bin/sh\n")
    bin.chmod(0o755)
    made = installing.setup(
        tmp_path / name,
        platform="linux",
        root=True,
        user="root",
        which=lambda p: str(bin) if p in (program, "Xwayland") else None,
        loads=lambda _: True,
    )
    (unit,) = put(made, tmp_path)
    assert verified(unit) == ""
    assert f"ExecStart={bin} " in unit.read_text()
    assert "@" not in unit.read_text().replace("getty@tty1", "")
    assert "\nNice=-5\n" in unit.read_text(), "fades go first"


@pytest.mark.parametrize(("there", "cure"), [((), "apt install cage xwayland"), (("cage",), "apt install xwayland")])
def test_a_machine_that_lacks_something_reads_what_to_install(tmp_path: Path, there: tuple[str, ...], cure: str) -> None:
    with pytest.raises(installing.Error, match=cure):
        installing.setup(tmp_path, platform="linux", root=True, user="root", which=lambda p: p if p in there else None)


@pytest.mark.parametrize(
    ("program", "cure"),
    [("cage", "apt install libfontconfig1 libwayland-cursor0"), ("startx", "apt install libfontconfig1 libxcb-cursor0")],
)
def test_a_bare_machine_reads_which_libraries_of_qt_it_lacks(tmp_path: Path, program: str, cure: str) -> None:
    there = (program, "Xwayland")
    lacks = ("libfontconfig.so.1", "libwayland-cursor.so.0", "libxcb-cursor.so.0")
    with pytest.raises(installing.Error, match=f"{cure}$"):
        installing.setup(
            tmp_path,
            platform="linux",
            root=True,
            user="root",
            which=lambda p: p if p in there else None,
            loads=lambda library: library not in lacks,
        )


def test_what_was_set_up_goes_away_though_nothing_it_stood_on_is_left(tmp_path: Path) -> None:
    made = installing.setup(tmp_path, platform="linux", root=True, user="gone", which=lambda p: None, undo=True)
    assert [path.name for path, _ in made.files] == ["kiosk-session.service"]
    assert made.before_undo == (("systemctl", "disable", "--now", "kiosk-session.service"),)


def test_words_for_systemd_come_out_as_they_went_in() -> None:
    assert installing.systemd(("a b", '"', "100%", "$HOME", "\\")) == r'"a b" "\"" "100%%" "$$HOME" "\\"'


def test_the_windows_task_is_well_formed_and_never_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    made = installing.setup(tmp_path / "R&D share", platform="win32")
    (path, content), *_ = made.files
    assert path.is_relative_to(tmp_path / "local")
    task = ElementTree.fromstring(content.decode("utf-16").partition("?>")[2])
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    told = {element.tag.removeprefix(space): element.text for element in task.iter()}
    assert told["ExecutionTimeLimit"] == "PT0S"
    assert told["MultipleInstancesPolicy"] == "IgnoreNew"
    assert str(told["Arguments"]).endswith(f'play "{tmp_path / "R&D share"}"')
    assert made.after[0][:2] == ("schtasks", "/Create")


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"platform": "darwin"}, "Only Linux and Windows"),
        ({"platform": "linux", "root": True, "user": "nobody-of-that-name"}, "useradd"),
        ({"platform": "linux", "root": True, "user": "root", "which": lambda _: None}, "apt install cage"),
    ],
)
def test_a_machine_that_cannot_be_set_up_is_one_sentence(tmp_path: Path, wishes: dict[str, object], words: str) -> None:
    with pytest.raises(installing.Error, match=words) as told:
        installing.setup(tmp_path, **wishes)  # type: ignore[arg-type]
    assert "\n" not in str(told.value)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, and a service manager that only writes down what it is told."""
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "systemctl").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n')
    (tools / "systemctl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("KIOSK_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="a desktop of Linux")
def test_what_was_set_up_is_taken_away_again_and_nothing_else(
    desktop: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = desktop / "share"
    assert main(["publish", str(folder), str(place)]) == 0
    before = {p for p in desktop.rglob("*") if "state" not in p.parts}
    assert main(["install-player", str(place)]) == 0
    unit = desktop / "config" / "systemd" / "user" / "kiosk-player.service"
    assert f'play" "{place}"' in unit.read_text()
    assert state.current(state.folder(place) / "local"), "the release is on the machine already"
    assert main(["install-player", str(place)]) == 0, "once more changes nothing"
    assert main(["install-player", "--undo"]) == 0
    left = {p for p in desktop.rglob("*") if "state" not in p.parts and p.is_file()} - before
    assert {p.name for p in left} == {"asked"}
    assert (desktop / "asked").read_text().splitlines() == [
        "--user daemon-reload",
        "--user daemon-reload",
        "--user stop kiosk-player.service",
        "--user daemon-reload",
    ]
    capsys.readouterr()
    assert main(["install-player", "--undo"]) == 0
    assert "Nothing was set up" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="a desktop of Linux")
def test_a_file_of_somebody_else_is_neither_overwritten_nor_removed(
    desktop: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = desktop / "share"
    main(["publish", str(folder), str(place)])
    unit = desktop / "config" / "systemd" / "user" / "kiosk-player.service"
    unit.parent.mkdir(parents=True)
    unit.write_text("[Service]\nExecStart=/bin/true\n")
    capsys.readouterr()
    assert main(["install-player", str(place)]) == 3
    assert "was not made by this command" in capsys.readouterr().err
    assert main(["install-player", "--undo"]) == 0
    assert unit.read_text().startswith("[Service]")


@pytest.mark.parametrize("words", [(), ("nowhere",)])
def test_a_place_without_a_release_is_one_sentence(
    desktop: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["install-player", *words]) in (2, 3)
    assert capsys.readouterr().err.count("\n") == 1
