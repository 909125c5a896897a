import ast
import os
import subprocess
import sys

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from kiosk.campaign import catalogues
from kiosk.studio import words
from tests.tooling.checkout import ROOT


def in_code():
    """Find every text that the desk asks for in the user's language."""
    found = set()
    for file in (ROOT / "kiosk/studio").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                assert isinstance(node.args[0], ast.Constant), f"{file.name}:{node.lineno}: only plain texts can be translated"
                found.add(node.args[0].value)
    return found


def told(po):
    with po.open("rb") as file:
        return {m.id: m.string for m in read_po(file) if m.id}


@pytest.mark.parametrize("po", catalogues.catalogues("studio"), ids=lambda p: p.parts[-3])
def test_every_word_of_a_catalogue_stands_in_the_code_and_is_translated(po):
    assert set(told(po)) - in_code() == set()
    assert all(told(po).values())


@pytest.mark.parametrize("po", catalogues.catalogues("studio"), ids=lambda p: p.parts[-3])
def test_catalogues_are_compiled(po):
    with po.with_suffix(".mo").open("rb") as file:
        made = {m.id: m.string for m in read_mo(file) if m.id}
    assert made == told(po), "run: python -m kiosk.campaign.catalogues"


def test_marks_for_keys_and_dots_stay_in_translations():
    for po in catalogues.catalogues("studio"):
        for english, other in told(po).items():
            assert english.count("&") == other.count("&"), english
            assert english.endswith("…") == other.endswith("…"), english


def test_the_first_language_that_is_spoken_counts_and_english_needs_no_catalogue():
    assert words.spoken(["cy-GB", "en-GB"]).gettext("Export") == "Allforio"
    assert words.spoken(["en-GB", "cy"]).gettext("Export") == "Export"
    assert words.spoken(["fr-FR", "cy"]).gettext("Export") == "Allforio"
    assert words.spoken(["C"]).gettext("Export") == "Export"


def test_the_window_speaks_the_language_of_the_settings(tmp_path):
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "kiosk/studio.toml").write_text('language = "cy"\n')
    code = (
        "from PySide6.QtWidgets import QApplication; app = QApplication(['kiosk']);"
        "from kiosk.studio.style import dress; from kiosk.studio.window import Window;"
        "w = Window(dress(app)); print(w.actions_.export.text(), w.tabs.tabText(1), sep='|'); w.close()"
    )
    env = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.strip() == "Allforio|Amserlen", done.stderr
