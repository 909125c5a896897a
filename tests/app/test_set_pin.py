import io
import sys
from pathlib import Path

import pytest

from kiosk.app import main
from kiosk.player import pin


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIOSK_PIN", str(tmp_path / "pin.json"))
    return tmp_path / "pin.json"


def test_a_pin_is_set_and_taken_away(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("2468\n"))
    assert main(["pin"]) == 0
    assert str(file) in capsys.readouterr().out
    assert pin.attempt("2468", file).right
    assert main(["pin", "--clear"]) == 0
    assert not file.exists()


def test_what_is_no_pin_changes_nothing(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("12\n"))
    assert main(["pin"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not file.exists()
