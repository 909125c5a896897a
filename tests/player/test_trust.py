from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.player import trust
from kiosk.player.trust import Guard

NOW = datetime(2022, 11, 9, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def guard(folder: Path | None, now: datetime, made: datetime | None = None) -> Guard:
    found = Guard(folder, today=lambda: now, tick=lambda: 0.0)
    found.follow(made)
    return found


def test_a_clock_that_goes_on_is_believed(tmp_path: Path) -> None:
    assert guard(tmp_path, NOW, NOW - HOUR).doubt() == ""
    assert guard(tmp_path, NOW + HOUR, NOW - HOUR).doubt() == ""


def test_a_clock_earlier_than_the_release_is_not(tmp_path: Path) -> None:
    found = guard(tmp_path, NOW, NOW + HOUR)
    assert "the release was made later, on 09 November 2022 13:00 UTC" in found.doubt()
    assert found.latest is None, "a wrong time is not remembered"


def test_a_clock_earlier_than_the_last_time_seen_is_not_even_after_the_plug_was_pulled(tmp_path: Path) -> None:
    assert guard(tmp_path, NOW).doubt() == ""
    woken = guard(tmp_path, NOW - 24 * HOUR)
    assert "it was 09 November 2022 12:00 UTC here before" in woken.doubt()
    assert guard(tmp_path, NOW + HOUR).doubt() == "", "right again as soon as the network has told the time"


def test_a_small_correction_is_no_reason_for_doubt(tmp_path: Path) -> None:
    assert guard(tmp_path, NOW).doubt() == ""
    assert guard(tmp_path, NOW - timedelta(minutes=5)).doubt() == ""


def test_a_clock_that_was_once_far_ahead_is_mended_by_a_new_release_that_agrees(tmp_path: Path) -> None:
    assert guard(tmp_path, NOW + 9000 * HOUR, NOW - HOUR).doubt() == ""
    assert guard(tmp_path, NOW, NOW - HOUR).doubt()
    assert guard(tmp_path, NOW + HOUR, NOW).doubt() == ""
    assert guard(tmp_path, NOW + 2 * HOUR, NOW).doubt() == ""


@pytest.mark.parametrize("text", ["", "[]", "{", '{"seen": 3}', '{"seen": "2022-11-09"}'])
def test_a_damaged_memory_is_forgotten(tmp_path: Path, text: str) -> None:
    (tmp_path / trust.FILE).write_text(text)
    assert guard(tmp_path, NOW).doubt() == ""


def test_a_memory_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = guard(tmp_path / "file" / "x", NOW)
    assert found.doubt() == ""
    assert found.latest == NOW


def test_the_memory_is_written_every_ten_minutes_not_at_every_look(tmp_path: Path) -> None:
    ticks = [0.0]
    found = Guard(tmp_path, today=lambda: NOW + timedelta(seconds=ticks[0]), tick=lambda: ticks[0])
    writes = set()
    for second in range(0, 3600):
        ticks[0] = float(second)
        assert found.doubt() == ""
        writes.add((tmp_path / trust.FILE).stat().st_mtime_ns)
    assert len(writes) <= 7
