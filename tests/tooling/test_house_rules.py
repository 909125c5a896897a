"""Rules of the house that no ready-made tool checks."""

import re

import pytest

from tests.tooling.checkout import ROOT, files, texts

LONGEST = 400
# Put together here, so that this file does not break its own rule.
HURRIED = re.compile(r"\btimeout" + r"=[\d_.]+(?=[,)])")
HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "deb.debian" + ".org", "npmjs" + ".org", "pkg" + ".dev", "nodesource" + ".com"]
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|opt)" + r"/\w|/home/\w+/")
FONTS = {".ttf", ".otf", ".ttc", ".woff", ".woff2", ".pfb"}
MEASURES = re.compile(r"\b(QFontMetricsF?|stringWidth|fontMetrics\(|horizontalAdvance|QTextLayout|QTextDocument)\b")


def test_no_program_file_is_too_long():
    long = {str(path): text.count("\n") for path, text in texts() if path.parts[0] == "kiosk" and path.suffix == ".py"}
    assert {path: lines for path, lines in long.items() if lines > LONGEST} == {}


@pytest.mark.parametrize("host", HOSTS)
def test_no_registry_is_named(host):
    assert [str(path) for path, text in texts() if host in text] == []


def test_no_path_of_one_machine_is_named():
    assert [(str(path), found[0]) for path, text in texts() if (found := MACHINE_PATHS.search(text))] == []


def test_fonts_come_as_packages():
    assert [str(path.relative_to(ROOT)) for path in files() if path.suffix.lower() in FONTS] == []


def test_only_shaping_measures_text():
    allowed = {"kiosk/page/shaping.py"}
    found = {str(path): hit[0] for path, text in texts() if path.parts[0] == "kiosk" and (hit := MEASURES.search(text))}
    # The studio's own widgets may ask Qt for the width of a label; pages never do.
    assert {path: hit for path, hit in found.items() if path not in allowed and not path.startswith("kiosk/studio/")} == {}


def test_no_test_waits_with_a_limit_of_its_own():
    """A limit that is enough here is not on a crowded machine; all wait as long as `tests/tooling/waiting.py` says."""
    tests = [(path, text) for path, text in texts() if path.parts[0] == "tests" and path.suffix == ".py"]
    assert [(str(path), found[0]) for path, text in tests if (found := HURRIED.search(text))] == []


def test_each_room_has_an_ascii_name_and_a_docstring():
    rooms = [path for path in files() if path.name == "__init__.py" and "kiosk" in path.relative_to(ROOT).parts]
    assert rooms
    assert [str(path) for path in rooms if not path.read_text().startswith('"""')] == []


def test_each_decision_stands_in_the_index_under_its_own_heading():
    index = (ROOT / "docs" / "adr" / "0000-index.md").read_text("utf-8")
    records = sorted(path for path in (ROOT / "docs" / "adr").glob("0*.md") if path.stem != "0000-index")
    headings = [path.read_text("utf-8").partition("\n")[0].lstrip("# ") for path in records]
    assert re.findall(r"^- \[(.*)\]\((.*)\)$", index, re.MULTILINE) == [
        (heading, path.name) for heading, path in zip(headings, records, strict=True)
    ]
