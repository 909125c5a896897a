"""The log: kept within its cap whatever is said, and never a reason to stop."""

import logging

import pytest

from kiosk.app import log, settings


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = tmp_path / "log"
    monkeypatch.setattr(settings, "log_folder", lambda: made)
    return made


def total(folder):
    return sum(p.stat().st_size for p in folder.iterdir())


def test_a_player_that_complains_for_years_fills_no_disk(folder):
    for n in range(4000):
        log.write(f"{n} the share does not answer: " + "x" * 400)
        if n % 500 == 0:
            assert total(folder) <= 2 * log.LARGEST + 1000
    assert total(folder) <= 2 * log.LARGEST + 1000
    assert sorted(p.name for p in folder.iterdir()) == ["kiosk.log", "kiosk.old.log"]
    assert (folder / "kiosk.log").read_text().splitlines()[-1].startswith("3999 "), "the newest is there"


def test_one_endless_line_is_cut(folder):
    log.write("first " + "y" * 50_000_000)
    assert total(folder) <= log.LARGEST
    assert (folder / "kiosk.log").read_text().startswith("first ")


def test_a_log_that_cannot_be_written_stops_nobody(folder, tmp_path, monkeypatch):
    folder.write_text("in the way")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "gone" / "\0"))
    handler = log._LazyFile(logging.WARNING)
    handler.emit(logging.LogRecord("kiosk", logging.WARNING, "", 0, "said", None, None))
