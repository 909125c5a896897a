import errno
import os
import subprocess
import sys

import pytest

from kiosk.export import place

HOLD = """
import sys, pathlib
from kiosk.export import place
with place.held(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "held\n"
    yield child
    if not child.stdin.closed:
        child.stdin.close()
    child.stdout.close()
    child.wait()


def test_a_file_is_there_whole_and_nothing_beside_it(tmp_path):
    place.put(tmp_path / "poster" / "a.pdf", b"whole")
    place.put(tmp_path / "poster" / "a.pdf", b"again")
    assert [p.name for p in (tmp_path / "poster").iterdir()] == ["a.pdf"]
    assert (tmp_path / "poster" / "a.pdf").read_bytes() == b"again"


@pytest.mark.parametrize("failing", ["write", "replace"])
def test_a_full_disk_leaves_the_earlier_file_and_no_half_one(tmp_path, monkeypatch, failing):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"earlier")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    if failing == "replace":
        monkeypatch.setattr(os, "replace", full)
    else:
        monkeypatch.setattr(place, "open", _opening_full, raising=False)
    with pytest.raises(place.Full, match="The disk is full at"):
        place.put(target, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.pdf", b"earlier")]


def _opening_full(path, mode):
    with open(path, mode) as out:
        out.write(b"ne")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_folder_that_may_not_be_written_is_told_with_its_cure(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(place, "open", refuse, raising=False)
    with pytest.raises(place.Error, match=r"^You may not write to .*a\.pdf; choose another folder with -o$"):
        place.put(tmp_path / "a.pdf", b"new")


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path):
    (tmp_path / "out").write_text("a letter")
    with pytest.raises(place.Error, match="cannot be a folder because a file is in the way"):
        place.folder(tmp_path / "out")
    with pytest.raises(place.Error, match="cannot be a folder because a file is in the way"):
        place.folder(tmp_path / "out" / "poster")
    assert (tmp_path / "out").read_text() == "a letter"


def test_a_second_run_is_told_who_holds_the_folder(tmp_path, holder):
    with pytest.raises(place.Error, match=rf"^Another export \(process {holder.pid}\) is writing into"), place.held(tmp_path):
        pass
    holder.stdin.close()
    holder.wait()
    with place.held(tmp_path):
        assert (tmp_path / place.LOCK).read_text() == f"{os.getpid()}\n"
    assert list(tmp_path.iterdir()) == []


def test_a_lock_left_by_a_killed_run_is_taken_over(tmp_path, holder):
    holder.kill()
    holder.wait()
    assert (tmp_path / place.LOCK).read_text() == f"{holder.pid}\n"
    with place.held(tmp_path):
        assert (tmp_path / place.LOCK).read_text() == f"{os.getpid()}\n"


def test_only_our_own_leftovers_are_swept(tmp_path):
    (tmp_path / "poster").mkdir()
    ours, theirs = tmp_path / "poster" / ".123-a.pdf.kiosk-part", tmp_path / "poster" / "notes.part"
    ours.touch()
    theirs.touch()
    place.sweep(tmp_path)
    assert (ours.exists(), theirs.exists()) == (False, True)
