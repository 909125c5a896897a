import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tooling.checkout import ROOT
from tests.tooling.waiting import PATIENCE

SAMPLE = ROOT / "assets" / "samples" / "knowvember-22"
AT = "2022-11-01T09:00"


@dataclass(frozen=True)
class Exported:
    """A folder that the command line filled, and what it said."""

    folder: Path
    code: int
    out: str
    err: str

    @property
    def manifest(self):
        return json.loads((self.folder / "manifest.json").read_text("utf-8"))

    def files(self, product):
        return [f for f in self.manifest["files"] if f["product"] == product]

    def on_disk(self):
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())


def run(*words, **options):
    """Run the program in a process of its own."""
    command = [sys.executable, str(ROOT / "main.py"), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=3 * PATIENCE, **options)


@pytest.fixture(scope="session")
def kiosk():
    """Run the program in a process of its own."""
    return run


@pytest.fixture(scope="session")
def export():
    """Export into a folder by the command line; in one process unless told, since starting others costs more than a few files."""

    def exported(campaign, out, *words, **options):
        jobs = () if "--jobs" in words else ("--jobs", "1")
        done = run("export", campaign, "-o", out, *words, *jobs, **options)
        return Exported(Path(out), done.returncode, done.stdout, done.stderr)

    return exported


@pytest.fixture(scope="session")
def sample(export, tmp_path_factory):
    """The whole sample campaign, each product on its first stock in its first format."""
    return export(SAMPLE, tmp_path_factory.mktemp("sample") / "out", "--at", AT, "--jobs", "2")


@pytest.fixture(scope="session")
def wide(export, tmp_path_factory):
    """One event and one technique on every stock in every format."""
    words = ("--item", "exchange", "--item", "peer-assist", "--stock", "all", "--format", "all", "--at", AT, "--jobs", "2")
    return export(SAMPLE, tmp_path_factory.mktemp("wide") / "out", *words)


@pytest.fixture
def own_home(tmp_path):
    """The environment of a child whose logs lie in the test's own folder."""
    return os.environ | {"XDG_STATE_HOME": str(tmp_path / "state")}
