"""Set-up on machines that lack this or that, told without touching this one."""

import importlib.metadata
import importlib.util
import os
import subprocess
import sys

import pytest
from packaging.specifiers import SpecifierSet

from tests.tooling.checkout import ROOT


@pytest.fixture
def prepare(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "packaging" / "prepare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "UNFINISHED", tmp_path / ".venv" / "unfinished")
    monkeypatch.delenv("PYTHON", raising=False)
    return module


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A search path of our own, empty at first."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def add(name, script="exit 0"):
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        return str(program)

    return add


def answers(*version, complete=True):
    """A stand-in for a Python of some version, with or without the means for virtual environments."""
    return f"echo {' '.join(map(str, version))}; exit {0 if complete else 1}"


def without_system_python(prepare, monkeypatch):
    which = prepare.shutil.which
    monkeypatch.setattr(prepare.shutil, "which", lambda name: None if name.startswith("/usr/") else which(name))


def test_an_old_python_is_passed_over(prepare, path):
    path("python3", answers(3, 9))
    newer = path("python3.12", answers(3, 12))
    assert prepare.find_python() == (newer, [])


def test_a_python_without_venv_names_its_package(prepare, path, monkeypatch):
    without_system_python(prepare, monkeypatch)
    bare = path("python3", answers(3, 11, complete=False))
    assert prepare.find_python() == (bare, ["python3.11-venv"])


def test_a_complete_python_wins_over_one_without_venv(prepare, path):
    path("python3", answers(3, 13, complete=False))
    complete = path("python3.12", answers(3, 12))
    assert prepare.find_python() == (complete, [])


def test_no_python_that_is_new_enough_is_one_sentence(prepare, path, monkeypatch):
    without_system_python(prepare, monkeypatch)
    path("python3", answers(3, 9))
    with pytest.raises(prepare.Error, match=r"Python 3\.11 or newer is needed"):
        prepare.find_python()


@pytest.mark.skipif(os.name != "posix", reason="sudo and apt are not Windows'")
class TestSystemPackages:
    """What happens when libraries are missing."""

    def test_a_user_without_sudo_reads_what_to_run(self, prepare, path, monkeypatch):
        path("apt-get")
        monkeypatch.setattr(prepare.os, "geteuid", lambda: 1000)
        with pytest.raises(prepare.Error) as caught:
            prepare.apt_install(["xvfb", "libegl1"])
        line = str(caught.value)
        assert "\n" not in line
        assert line.endswith("apt-get update && apt-get install -y --no-install-recommends xvfb libegl1")

    def test_a_sudo_that_would_ask_is_not_used(self, prepare, path, monkeypatch):
        path("apt-get")
        path("sudo", "exit 1")
        monkeypatch.setattr(prepare.os, "geteuid", lambda: 1000)
        with pytest.raises(prepare.Error, match="Run this as root"):
            prepare.apt_install(["xvfb"])

    def test_a_sudo_that_does_not_ask_is_used(self, prepare, path, monkeypatch, tmp_path):
        path("sudo", f'echo "$@" >> {tmp_path}/calls')
        path("apt-get")
        monkeypatch.setattr(prepare.os, "geteuid", lambda: 1000)
        prepare.apt_install(["xvfb"])
        assert (tmp_path / "calls").read_text().splitlines()[-1].endswith("install -y --no-install-recommends xvfb")

    def test_a_system_without_apt_is_told_the_names(self, prepare, path):
        with pytest.raises(prepare.Error, match="own package manager: libegl1"):
            prepare.apt_install(["libegl1"])

    @pytest.mark.parametrize(("purpose", "wanted"), [("run", False), ("dev", False), ("bench", True)])
    def test_what_the_player_is_measured_beside_comes_with_the_measuring_alone(self, prepare, monkeypatch, purpose, wanted):
        monkeypatch.setattr(prepare, "find_python", lambda: ("python3", []))
        monkeypatch.setattr(prepare, "loads", lambda library: True)
        monkeypatch.setattr(prepare.shutil, "which", lambda name: None)
        _, packages = prepare.missing_packages(purpose)
        assert ({"chromium", "feh", "mpv"} <= set(packages)) == wanted
        assert ("chromium" in packages) == wanted

    def test_nothing_is_installed_when_all_is_there(self, prepare, monkeypatch):
        monkeypatch.setattr(prepare, "find_python", lambda: ("python3", []))
        monkeypatch.setattr(prepare, "loads", lambda library: True)
        monkeypatch.setattr(prepare, "apt_install", lambda packages: pytest.fail("apt was called"))
        assert prepare.install_system_packages("run") == "python3"


def test_an_unfinished_environment_is_noticed(prepare):
    prepare.VENV.mkdir()
    (prepare.VENV / "ready-dev").write_text(prepare.fingerprint("dev"))
    assert prepare.is_ready("dev")
    prepare.UNFINISHED.touch()
    assert not prepare.is_ready("dev")
    assert not prepare.venv_works()


def test_a_changed_lock_file_is_noticed(prepare):
    prepare.VENV.mkdir()
    (prepare.VENV / "ready-run").write_text("made from another lock file")
    assert not prepare.is_ready("run")


def test_a_wrong_word_gives_the_usage():
    done = subprocess.run([sys.executable, ROOT / "packaging" / "prepare.py", "everything"], capture_output=True, text=True)
    assert done.returncode != 0
    assert "run|dev|bench" in done.stderr


def test_locked_packages_run_on_the_oldest_python():
    oldest = "3.11.2"  # Debian 12's
    wanted = {
        dist.name: dist.metadata["Requires-Python"]
        for line in (ROOT / "requirements-dev.lock").read_text().splitlines()
        if line[:1].isalnum()
        for dist in [importlib.metadata.distribution(line.split("==")[0])]
    }
    assert {name: needs for name, needs in wanted.items() if needs and oldest not in SpecifierSet(needs)} == {}


def test_lock_files_hold_hashes_and_no_address():
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"):
        lines = (ROOT / name).read_text().splitlines()
        pinned = [line for line in lines if line[:1].isalnum()]
        assert pinned
        assert all("==" in line and line.endswith("\\") for line in pinned)
        assert not [line for line in lines if line.startswith("-") or "://" in line]
