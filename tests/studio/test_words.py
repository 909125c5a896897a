import os
import re
import subprocess
import sys

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from kiosk.campaign import catalogues, staff
from kiosk.studio import words
from tests.tooling.checkout import ROOT
from tests.tooling.waiting import PATIENCE

PLACES = re.compile(r"\{(\w+)[^}]*\}")


def in_code():
    """Find every text that the desk asks for in the user's language; counted ones by both their forms."""
    return {(one, many) if many else one for one, many, _ in catalogues.said()}


def test_the_template_for_translators_holds_what_the_code_says():
    held = (ROOT / "assets/locale/studio.pot").read_bytes()
    assert held == catalogues.template(), "run: python -m kiosk.campaign.catalogues"


def test_what_did_not_change_is_not_written_anew(tmp_path):
    po = catalogues.catalogues("studio")[0]
    assert catalogues.compiled(po) == po.with_suffix(".mo").read_bytes()
    assert catalogues.put(tmp_path / "a", b"words")
    assert not catalogues.put(tmp_path / "a", b"words")


def test_names_in_braces_are_filled_and_numbers_take_their_form():
    assert words._("Remove {title}", title="A talk {sic}") == "Remove A talk {sic}"
    assert words._("100 % {of it}") == "100 % {of it}"
    assert [words.counted("{n} day in {month}", "{n} days in {month}", n, month="May") for n in (1, 2)] == [
        "1 day in May",
        "2 days in May",
    ]


def told(po):
    with po.open("rb") as file:
        return said_of(read_po(file))


def said_of(catalogue):
    def fixed(said):
        return tuple(said) if isinstance(said, list | tuple) else said

    return {fixed(m.id): fixed(m.string) for m in catalogue if m.id}


@pytest.mark.parametrize("po", catalogues.catalogues("studio"), ids=lambda p: p.parts[-3])
def test_every_word_of_a_catalogue_stands_in_the_code_and_is_translated(po):
    assert set(told(po)) - in_code() == set()
    assert all(all(said) if isinstance(said, tuple) else said for said in told(po).values())


@pytest.mark.parametrize("po", catalogues.catalogues("studio"), ids=lambda p: p.parts[-3])
def test_translations_have_the_same_places_to_fill(po):
    for english, other in told(po).items():
        wanted = set(PLACES.findall(english[-1] if isinstance(english, tuple) else english))
        for said in other if isinstance(other, tuple) else (other,):
            assert set(PLACES.findall(said)) == wanted, english


@pytest.mark.parametrize("po", catalogues.catalogues("studio"), ids=lambda p: p.parts[-3])
def test_catalogues_are_compiled(po):
    with po.with_suffix(".mo").open("rb") as file:
        made = said_of(read_mo(file))
    assert made == told(po), "run: python -m kiosk.campaign.catalogues"


def test_marks_for_keys_and_dots_stay_in_translations():
    for po in catalogues.catalogues("studio"):
        plain = ((e, o) for e, o in told(po).items() if isinstance(e, str))
        for english, other in plain:
            assert english.count("&") == other.count("&"), english
            assert english.endswith("…") == other.endswith("…"), english


def test_the_first_language_that_is_spoken_counts_and_english_needs_no_catalogue():
    assert staff.catalogue(["cy-GB", "en-GB"]).gettext("Export") == "Allforio"
    assert staff.catalogue(["en-GB", "cy"]).gettext("Export") == "Export"
    assert staff.catalogue(["fr-FR", "cy"]).gettext("Export") == "Allforio"
    assert staff.catalogue(["C"]).gettext("Export") == "Export"


def test_the_window_speaks_the_language_of_the_settings(tmp_path):
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "kiosk/desk.toml").write_text('language = "cy"\n')
    code = (
        "from PySide6.QtWidgets import QApplication; app = QApplication(['kiosk']);"
        "from kiosk.studio.look.style import dress; from kiosk.studio.window import Window;"
        "w = Window(dress(app)); print(w.actions_.export.text(), w.tabs.tabText(1), sep='|'); w.close()"
    )
    env = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.stdout.strip() == "Allforio|Amserlen", done.stderr


def test_a_mirrored_desk_keeps_english_sentences_and_file_names_in_order(monkeypatch):
    monkeypatch.setattr(words, "wanted", lambda: ("ar-EG",))
    for cached in (words.mirrored, words._chosen):
        cached.cache_clear()
    try:
        assert words.mirrored()
        assert words._("Browse …") == "\u2066Browse …\u2069"
        assert words._("Cover") == "Cover"
        assert words.straight("a-4.pdf") == "\u2066a-4.pdf\u2069"
    finally:
        for cached in (words.mirrored, words._chosen):
            cached.cache_clear()


def test_the_first_letters_of_weekdays_tell_them_apart_in_every_language():
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    for po in catalogues.catalogues("studio"):
        other = told(po)
        assert len({other.get(day, day)[:2] for day in days}) == 7, po
