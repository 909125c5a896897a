"""What may happen to a run: interruption, a kill, a page that cannot be made."""

import hashlib
import json
import os
import signal
import subprocess
import sys

import pytest

from kiosk.export import place
from tests.e2e.conftest import AT, SAMPLE
from tests.tooling.checkout import ROOT
from tests.tooling.waiting import PATIENCE, until


def whole(folder):
    """Everything in a folder is what its manifest says, and nothing else is there."""
    told = json.loads((folder / "manifest.json").read_text())
    on_disk = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"manifest.json"}
    assert {f["path"] for f in told["files"]} == on_disk
    for file in told["files"]:
        assert hashlib.sha256((folder / file["path"]).read_bytes()).hexdigest() == file["sha256"]
    return on_disk


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
@pytest.mark.parametrize(("jobs", "number"), [("1", signal.SIGINT), ("2", signal.SIGINT), ("2", signal.SIGTERM)])
def test_ctrl_c_leaves_no_half_file(tmp_path, own_home, jobs, number):
    out = tmp_path / "out"
    words = ["export", SAMPLE, "-o", out, "--at", AT, "--jobs", jobs, "--format", "png", "--product", "poster,slide"]
    child = subprocess.Popen(
        [sys.executable, "main.py", *map(str, words)],
        cwd=ROOT,
        env=own_home,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until(lambda: list(out.glob("*/*.png")))
    # The terminal sends Ctrl-C to the whole group; a kill reaches one process.
    os.killpg(child.pid, number) if number == signal.SIGINT else child.send_signal(number)
    _, err = child.communicate(timeout=PATIENCE)
    assert child.returncode == 130
    assert "Traceback" not in err
    assert err.splitlines()[-1].startswith("kiosk: Cancelled; ")
    written = whole(out)
    assert 0 < len(written) < 39


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_workers_end_with_the_process_that_started_them(tmp_path, own_home):
    out = tmp_path / "out"
    words = ["export", SAMPLE, "-o", out, "--at", AT, "--jobs", "2", "--format", "png", "--product", "poster"]
    child = subprocess.Popen([sys.executable, "main.py", *map(str, words)], cwd=ROOT, env=own_home, start_new_session=True)
    until(lambda: list(out.glob("*/*.png")))
    child.kill()
    child.wait()

    def are_gone():
        try:
            os.killpg(child.pid, 0)
        except ProcessLookupError:
            return True
        return False

    until(are_gone)


def test_after_a_kill_the_next_run_takes_over_and_tidies(tmp_path, export):
    out = tmp_path / "out"
    (out / "programme").mkdir(parents=True)
    (out / place.LOCK).write_text("4194304\n")
    (out / "programme" / ".4194304-programme.pdf.kiosk-part").write_bytes(b"half")
    done = export(SAMPLE, out, "--at", AT, "--product", "programme")
    assert done.code == 0, done.err
    assert whole(out) == {"programme/knowvember-22-programme-a3-landscape.pdf"}


def test_a_file_is_withheld_the_rest_is_made_and_force_makes_it(tmp_path, export):
    campaign = tmp_path / "campaign"
    campaign.mkdir()
    title = "Unverzichtbarkeitserklärungen " * 16
    (campaign / "campaign.toml").write_text(
        f'title = "T"\nwebsite = "https://example.org"\n[[technique]]\nid = "long"\ntitle = "{title}"\n'
        '[[technique]]\nid = "short"\ntitle = "Fishbowl"\n',
        "utf-8",
    )
    words = ("--at", AT, "--product", "poster", "--format", "pdf,png")
    done = export(campaign, tmp_path / "out", *words)
    assert done.code == 1
    assert whole(tmp_path / "out") == {"poster/tba-short-poster-a4.pdf", "poster/tba-short-poster-a4.png"}
    assert "withheld: poster/tba-long-poster-a4.pdf" in done.err
    forced = export(campaign, tmp_path / "out", *words, "--force")
    assert forced.code == 1
    assert len(whole(tmp_path / "out")) == 4


def test_pdf_needs_no_window_system_and_png_no_pdf_writer(tmp_path, own_home):
    program = (
        "import sys; from kiosk.app import main; code = main(); print('PySide6' in sys.modules, 'reportlab' in sys.modules, code)"
    )
    for form, wanted in (("pdf", "False True 0"), ("png", "True False 0")):
        words = [
            "export",
            SAMPLE,
            "-o",
            tmp_path / form,
            "--at",
            AT,
            "--product",
            "poster",
            "--item",
            "exchange",
            "--format",
            form,
        ]
        done = subprocess.run(
            [sys.executable, "-c", program, *map(str, words)], cwd=ROOT, env=own_home, capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == wanted
