import json
import os
from pathlib import Path

import pytest

from kiosk.player import pin


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "deep" / "pin.json"
    pin.choose("2468", path)
    return path


class Now:
    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


def test_the_right_pin_is_right_and_only_its_sum_is_kept(file: Path) -> None:
    assert pin.attempt("2468", file).right
    assert not pin.attempt("2469", file).right
    assert "2468" not in file.read_text()
    assert pin.digits(file) == 4


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a user's folder to the user")
def test_nobody_else_may_read_the_file_and_one_that_others_may_write_counts_for_nothing(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o666)
    assert not pin.is_set(file)
    assert not pin.attempt("2468", file).right


def test_after_five_wrong_tries_one_waits_ever_longer_and_a_right_pin_does_not_help(file: Path) -> None:
    now = Now()
    waits = [pin.attempt("0000", file, now).wait for _ in range(5)]
    assert waits == [0, 0, 0, 0, 60]
    verdict = pin.attempt("2468", file, now)
    assert (verdict.right, verdict.wait) == (False, 60)
    now.seconds += 61
    assert pin.attempt("0000", file, now).wait == 120
    now.seconds += 121
    assert pin.attempt("2468", file, now).right
    assert pin.attempt("0000", file, now).wait == 0, "the count begins anew"


def test_the_wait_has_an_end_whatever_the_file_or_the_clock_says(file: Path) -> None:
    known = json.loads(file.read_text())
    file.write_text(json.dumps({**known, "wrong": 50, "until": 9e12}))
    file.chmod(0o600)
    assert pin.attempt("2468", file, Now()).wait == pin.LONGEST


def test_a_try_is_counted_before_it_is_looked_at(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin, "_sum", lambda *_: 1 / 0)  # as if the plug were pulled
    with pytest.raises(ZeroDivisionError):
        pin.attempt("0000", file)
    assert json.loads(file.read_text())["wrong"] == 1


@pytest.mark.parametrize("bad", ["", "123", "1234567890123", "12a4", "١٢٣٤"])
def test_what_is_no_pin_is_told_in_one_sentence(bad: str, tmp_path: Path) -> None:
    with pytest.raises(pin.Error, match="4 to 12 digits"):
        pin.choose(bad, tmp_path / "pin.json")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"salt": "zz", "sum": "", "wrong": 0, "until": 0, "digits": 4}'])
def test_without_a_readable_file_nobody_leaves(text: str, tmp_path: Path) -> None:
    path = tmp_path / "pin.json"
    path.write_text(text)
    path.chmod(0o600)
    assert not pin.is_set(path)
    assert not pin.attempt("2468", path).right
