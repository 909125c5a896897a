from pathlib import Path

import pytest

from bench import soak


@pytest.mark.parametrize(("hours", "kills"), [(0.1, 60), (0.25, 60), (0.5, 120), (1, 500), (8, 500)])
def test_a_long_soak_kills_five_hundred_times(hours: float, kills: int) -> None:
    assert soak._kills(max(hours / 0.25, 1.0)) == kills


def test_what_was_seen_stands_on_the_page_between_its_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "reliability.md"
    page.write_text("before\n" + "\nstale\n".join(soak.SOAKED) + "\n" + "\nkept\n".join(soak.KILLED) + "\nafter\n")
    monkeypatch.setattr(soak, "PAGE", page)
    monkeypatch.setattr(soak, "ROOT", tmp_path)
    seen = {
        "changes": 50,
        "wrong": 0,
        "twice": 0,
        "frames": 90,
        "blank": 1,
        "samples": 40,
        "memory_mb": 31.8,
        "mb_per_10000": 1.2,
    }
    soak.write(soak.of_changes("small", {**seen, "handles_grown": 0, "threads_grown": 0}), "make soak", soak.SOAKED)
    text = page.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "stale" not in text
    assert "kept" in text, "what the other run saw"
    assert "| Blank frames between slides, of 90 that were painted | 1 | 0 | missed |" in text
    assert "(31.8 MB at the end, 40 samples) | 1.2 MB | <= 1 MB | missed |" in text
