"""A command imports only what it uses."""

import subprocess
import sys

import pytest

from tests.tooling.checkout import ROOT
from tests.tooling.waiting import PATIENCE

SAMPLE = ROOT / "assets" / "samples" / "knowvember-22"
REPORT = """
import sys
sys.argv = ["kiosk", *sys.argv[1:]]
from kiosk.app import main
try:
    code = main() or 0
except SystemExit as stop:
    code = stop.code or 0
heavy = {"PySide6", "reportlab", "PIL", "httpcore", "openpyxl", "docx", "icalendar", "feedparser", "uharfbuzz", "rich"}
print("\\nimported", code, *sorted(heavy & set(sys.modules)))
"""


def imported(*arguments):
    """Run a command in a child and return its exit code and the heavy packages it imported."""
    done = subprocess.run([sys.executable, "-c", REPORT, *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE)
    last = done.stdout.strip().splitlines()[-1].split()
    assert last[0] == "imported", done.stderr
    return int(last[1]), set(last[2:])


def test_help_imports_nothing_heavy():
    assert imported("--help") == (0, set())


def test_export_of_a_pdf_does_without_qt(tmp_path):
    code, packages = imported(
        "export",
        SAMPLE,
        "-o",
        tmp_path,
        "--product",
        "poster",
        "--format",
        "pdf",
        "--item",
        "after-action-reviews",
        "--jobs",
        "1",
    )
    assert list(tmp_path.rglob("*.pdf"))
    assert code == 0
    assert "reportlab" in packages
    assert "PySide6" not in packages


def test_a_first_pdf_waits_for_nothing_it_does_not_use(tmp_path):
    spared = [
        "PIL", "babel", "bs4", "concurrent.futures", "dateutil", "defusedxml", "difflib", "email", "fontTools.ttLib",
        "http", "httpcore", "icalendar", "multiprocessing", "picosvg", "PySide6", "pypdfium2", "rich", "socket", "ssl", "tomlkit",
        "urllib.request", "uuid", "xml.etree", "xml.sax", "zxingcpp",
    ]  # fmt: skip
    order = [SAMPLE, "-o", tmp_path, "--product", "poster", "--item", "learning-health-systems", "--no-proof", "--jobs", "1"]
    words = ["export", *map(str, order), "--at", "2022-11-03T09:00"]
    program = f"import sys; from kiosk.app import main; main({words}); print(*[m for m in {spared} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert list(tmp_path.rglob("*.pdf"))
    assert done.stdout.splitlines()[-1] == "", done.stdout


@pytest.mark.parametrize("command", ["plan"])
def test_a_command_that_paints_nothing_needs_no_painter(command):
    times = ["--from", "2022-11-01T00:00", "--to", "2022-11-02T00:00"] if command == "plan" else []
    _, packages = imported(command, SAMPLE, *times)
    assert not packages & {"PySide6", "reportlab", "httpcore"}
