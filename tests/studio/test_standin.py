"""What stands in for a campaign folder while the desk says something else."""

import subprocess
import sys
import tempfile
from types import SimpleNamespace

import pytest

from kiosk.studio.document import standin
from tests.tooling.waiting import PATIENCE

DIE = "import os, sys; from PySide6.QtCore import QLockFile; held = QLockFile(sys.argv[1]); held.tryLock(0); os._exit(9)"


@pytest.fixture
def temp(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_what_a_killed_desk_left_behind_is_swept_and_what_another_still_uses_is_not(temp):
    dead, strange = temp / "kiosk-desk-dead", temp / "somebody-elses"
    for made in (dead, strange):
        made.mkdir()
        (made / "campaign.toml").write_text("")
    subprocess.run([sys.executable, "-c", DIE, str(dead / "lock")], check=False, timeout=PATIENCE)
    assert (dead / "lock").exists()
    used = standin.StandIn(SimpleNamespace(saved=False, folder=temp / "november"))
    home = used.folder.parent
    standin.sweep()
    assert not dead.exists()
    assert strange.is_dir()
    assert home.is_dir()
    used.remove()
    assert not home.exists()
