"""A machine that refuses: full disks, folders that may not be written, another run at work. All of it real, nothing simulated."""

import hashlib
import json
import os
import signal
import subprocess
import sys

import pytest

from tests.e2e.conftest import AT, SAMPLE
from tests.e2e.test_trouble import whole
from tests.tooling.checkout import ROOT
from tests.tooling.hardship import as_plain_user, on_small_disk, small_files
from tests.tooling.waiting import PATIENCE, until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions, limits and mounts")
EXPORT = f'"{sys.executable}" main.py export "$1" -o "$2" --at {AT} '
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VEVENT
UID:new
SUMMARY:A new one
DTSTART:20221109T100000Z
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def campaign(tmp_path):
    """A small campaign of one's own."""
    folder = tmp_path / "campaign"
    folder.mkdir()
    (folder / "campaign.toml").write_text('title = "T"\n# Mine.\n[[technique]]\nid = "fishbowl"\ntitle = "Fishbowl"\n')
    return folder


@pytest.fixture
def closed():
    """Take the right to write away from folders, until the test is over."""
    taken = []

    def close(folder, mode=0o555):
        taken.append(folder)
        folder.chmod(mode)

    yield close
    for folder in taken:
        folder.chmod(0o755)


def no_halves(folder):
    assert not list(folder.rglob("*part"))
    assert all(p.read_bytes().rstrip().endswith(b"%%EOF") for p in folder.rglob("*.pdf"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_disk_that_fills_up_in_mid_export(tmp_path, own_home, jobs):
    kept, disk = tmp_path / "kept", tmp_path / "disk"
    script = EXPORT + f"--product poster --jobs {jobs}"
    done, is_disk = on_small_disk(disk, 300, kept, script, SAMPLE, disk / "out", env=own_home)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (f"kiosk: The disk is full at {disk / 'out' / 'poster'}; " if is_disk else "(File too large)") in done.stderr
    no_halves(kept)
    assert len(list(kept.rglob("*.pdf"))) < 17


def test_a_disk_that_fills_up_keeps_the_earlier_files(tmp_path, own_home):
    kept, disk = tmp_path / "kept", tmp_path / "disk"
    one = "--product poster --jobs 1 --item exchange"
    first = f'{EXPORT}{one}; md5sum "$2"/poster/* > "$3/before"'
    script = f"{EXPORT} --product slide,poster --jobs 1"
    done, is_disk = on_small_disk(disk, 400, kept, script, SAMPLE, disk / "out", kept, first=first, env=own_home)
    assert done.returncode == 1, done.stderr
    assert ("earlier files are as they were; make room and run it again" if is_disk else "(File too large)") in done.stderr
    md5, path = (kept / "before").read_text().split()
    (still,) = (kept / "out").rglob(path.rsplit("/")[-1])
    assert hashlib.md5(still.read_bytes()).hexdigest() == md5
    assert json.loads((kept / "out" / "manifest.json").read_text())["files"]
    no_halves(kept)


def test_files_that_may_not_grow_fail_alone(tmp_path, export):
    out = tmp_path / "out"
    words = ("--at", AT, "--product", "programme,social", "--jobs", "1", "--item", "exchange", "--item", "programme")
    good = export(SAMPLE, out, *words)
    size = {f["path"]: f["bytes"] for f in good.manifest["files"]}
    small, large = sorted(size, key=size.__getitem__)[0], sorted(size, key=size.__getitem__)[-1]
    done = export(SAMPLE, out, *words, preexec_fn=small_files((size[small] + size[large]) // 2))
    assert done.code == 1
    assert f"failed: {large}: " in done.err
    assert "(File too large)" in done.err
    assert f"failed: {small}" not in done.err
    assert whole(out) == {small, f"earlier/{large}"}


def test_a_campaign_on_a_full_disk_is_saved_whole_or_not_at_all(tmp_path, own_home):
    kept, disk = tmp_path / "kept", tmp_path / "disk"
    source = tmp_path / "more.ics"
    source.write_text(CALENDAR.replace("\n", "\r\n"), newline="")
    text = 'title = "T"\n' + "".join(f'[[prompt]]\nid = "p{n}"\nquestion = "Who did you ask {n}?"\n' for n in range(1500))
    (tmp_path / "campaign.toml").write_text(text)
    first = 'mkdir "$1" && cp "$2" "$1/campaign.toml"'
    script = f'"{sys.executable}" main.py import "$3" --into "$1"'
    words = (disk / "c", tmp_path / "campaign.toml", source)
    env = own_home | {"XDG_DATA_HOME": str(tmp_path / "data")}
    done, is_disk = on_small_disk(disk, 160, kept, script, *words, first=first, env=env)
    assert done.returncode == 3, done.stderr
    told = (
        "the disk is full; the file is as it was, free some space and save again." if is_disk else "was not saved: File too large"
    )
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert (kept / "c" / "campaign.toml").read_text() == text
    assert {p.name for p in (kept / "c").iterdir()} == {"campaign.toml"}


def test_a_save_that_may_not_grow_leaves_no_half_copy_anywhere(tmp_path, campaign, kiosk, own_home):
    (tmp_path / "more.ics").write_text(CALENDAR.replace("\n", "\r\n"), newline="")
    text = (campaign / "campaign.toml").read_text() + "# Ours.\n" * 1000
    (campaign / "campaign.toml").write_text(text)
    env = own_home | {"XDG_DATA_HOME": str(tmp_path / "data")}
    done = kiosk("import", tmp_path / "more.ics", "--into", campaign, preexec_fn=small_files(4096), env=env)
    assert done.returncode == 3
    assert done.stderr == f"kiosk: {campaign / 'campaign.toml'} was not saved: File too large; the file is as it was.\n"
    assert [p.name for p in campaign.iterdir()] == ["campaign.toml"]
    assert (campaign / "campaign.toml").read_text() == text
    assert not [p for p in (tmp_path / "data").rglob("*") if p.is_file()]


def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path, export, closed):
    (tmp_path / "mine").mkdir()
    closed(tmp_path / "mine")
    done = export(SAMPLE, tmp_path / "mine" / "out", "--at", AT, preexec_fn=as_plain_user)
    assert (done.code, done.out) == (3, "")
    assert done.err == f"kiosk: You may not write to {tmp_path / 'mine' / 'out'}; choose another folder with -o\n"
    done = export(SAMPLE, tmp_path / "mine", "--at", AT, preexec_fn=as_plain_user)
    assert (done.code, done.err) == (3, f"kiosk: You may not write to {tmp_path / 'mine'}; choose another folder with -o\n")


def test_one_products_folder_that_may_not_be_written_costs_that_product(tmp_path, export, closed):
    out = tmp_path / "out"
    words = ("--at", AT, "--product", "poster,social", "--item", "exchange", "--jobs", "1")
    assert export(SAMPLE, out, *words).code == 0
    before = whole(out)
    closed(out / "poster")
    done = export(SAMPLE, out, *words, preexec_fn=as_plain_user)
    assert done.code == 1
    assert "failed: poster/2022-11-03-exchange-poster-a4.pdf: You may not write to " in done.err
    assert "1 file in " in done.out
    # It could be neither written nor moved: it stands where it was, and the manifest says that it is not of today.
    assert whole(out) == before
    assert [f["product"] for f in done.manifest["files"] if "stale" in f] == ["poster"]


def test_a_campaign_that_may_not_be_read_is_one_sentence(campaign, kiosk, closed):
    closed(campaign / "campaign.toml", 0)
    for words in (("check", campaign), ("export", campaign, "-o", campaign / "out")):
        done = kiosk(*words, preexec_fn=as_plain_user)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr == f"kiosk: {campaign / 'campaign.toml'} may not be read; ask its owner for permission.\n"
    assert not (campaign / "out").exists()


def test_a_campaign_that_may_only_be_read_is_exported(tmp_path, campaign, export, closed, own_home):
    closed(campaign)
    env = own_home | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = export(campaign, tmp_path / "out", "--at", AT, "--product", "poster", preexec_fn=as_plain_user, env=env)
    assert done.code == 0, done.err
    assert [p.name for p in campaign.iterdir()] == ["campaign.toml"]


def test_a_campaign_that_may_only_be_read_is_not_half_saved(tmp_path, campaign, kiosk, closed, own_home):
    (tmp_path / "more.ics").write_text(CALENDAR.replace("\n", "\r\n"), newline="")
    before = (campaign / "campaign.toml").read_bytes()
    closed(campaign)
    env = own_home | {"XDG_DATA_HOME": str(tmp_path / "data")}
    done = kiosk("import", tmp_path / "more.ics", "--into", campaign, preexec_fn=as_plain_user, env=env)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "campaign.toml was not saved: the folder may not be written; ask its owner" in done.stderr
    assert (campaign / "campaign.toml").read_bytes() == before
    assert [p.name for p in campaign.iterdir()] == ["campaign.toml"]


def test_a_new_campaign_where_nothing_may_be_made_is_one_sentence(tmp_path, kiosk, closed):
    (tmp_path / "mine").mkdir()
    closed(tmp_path / "mine")
    done = kiosk("new", tmp_path / "mine" / "november", preexec_fn=as_plain_user)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert str(tmp_path / "mine" / "november") in done.stderr


def test_two_runs_at_once_into_one_folder(tmp_path, export, own_home):
    out = tmp_path / "out"
    words = ["export", SAMPLE, "-o", out, "--at", AT, "--jobs", "1", "--product", "slide"]
    first = subprocess.Popen(
        [sys.executable, "main.py", *map(str, words)], cwd=ROOT, env=own_home, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    until(lambda: list(out.glob("slide/*.png")))
    first.send_signal(signal.SIGSTOP)  # however long the second takes to start, the first is not done yet
    second = export(SAMPLE, out, "--at", AT, "--product", "programme")
    first.send_signal(signal.SIGCONT)
    _, err = first.communicate(timeout=PATIENCE)
    assert (second.code, second.out) == (3, "")
    told = f"Another export (process {first.pid}) is writing into {out}; wait for it or choose another folder"
    assert second.err == f"kiosk: {told}\n"
    assert first.returncode == 0, err
    assert {path.split("/")[0] for path in whole(out)} == {"slide"}
    assert export(SAMPLE, out, "--at", AT, "--product", "programme").code == 0
