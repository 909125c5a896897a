import pytest

from bench import soak_changes
from bench.soak_changes import Row


def grow(count: int, bytes_each: float, step_at: int = 0, step: int = 0) -> list[Row]:
    """Samples every 25 changes: a warm-up that grows fast, a picture that comes and goes, a leak, and one table made anew."""
    warm = [(25 * n, 10_000_000 + 1_000_000 * n, 20, 3) for n in range(count // 3)]
    start = warm[-1][1] if warm else 10_000_000
    late = [
        (
            25 * n,
            start + round(bytes_each * 25 * n) + (n % 3 == 0) * 8_300_000 + (step if step_at and n >= step_at else 0),
            20 + n % 2,
            3,
        )
        for n in range(count // 3, count)
    ]
    return [*warm, *late]


@pytest.mark.parametrize(("each", "wanted"), [(0, 0.0), (50, 0.5), (100, 1.0), (400, 4.0)])
def test_the_slope_is_that_of_what_stays_not_of_what_comes_and_goes(each: float, wanted: float) -> None:
    assert soak_changes.slopes(grow(200, each))["mb_per_10000"] == pytest.approx(wanted, abs=0.05)


@pytest.mark.parametrize("step_at", [90, 170])
def test_one_table_made_anew_is_no_slope(step_at: int) -> None:
    assert soak_changes.slopes(grow(200, 0, step_at, 1_000_000))["mb_per_10000"] == pytest.approx(0, abs=0.3)


def test_handles_that_come_and_go_are_none_that_stay() -> None:
    samples = grow(200, 0)
    assert soak_changes.slopes(samples)["handles_grown"] == 0
    kept = [(changes, own, handles + (n > 150) * 2, threads) for n, (changes, own, handles, threads) in enumerate(samples)]
    assert soak_changes.slopes(kept)["handles_grown"] == 2


def test_too_few_samples_tell_no_slope() -> None:
    assert soak_changes.slopes(grow(20, 0)) == {}


def test_the_room_for_samples_is_enough_for_any_number_of_changes() -> None:
    for count in (1, 199, 200, 201, 250, 399, 5000):
        samples = soak_changes.Samples()
        for changes in range(1, count + 1):
            if soak_changes.is_due(changes, count):
                samples.take(changes)
        assert 0 < len(samples.rows) <= 200
        assert [row[0] for row in samples.rows] == sorted({row[0] for row in samples.rows})
