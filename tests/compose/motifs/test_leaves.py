"""The five unit leaves."""

from typing import get_args

import pytest

from kiosk.compose.motifs.leaves import FILE, VARIANTS, Kind, drawn, leaf, text
from kiosk.page.geometry import Path

KINDS = get_args(Kind)


def area(path: Path) -> float:
    """Measure the area inside the corners of a path; the sign tells which way it turns."""
    dots: list[tuple[float, float]] = []
    i = 0
    for op in path.ops:
        n = {"M": 2, "L": 2, "C": 6, "Z": 0}[op]
        if n:
            dots.append((path.xy[i + n - 2], path.xy[i + n - 1]))
            i += n
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(dots, dots[1:] + dots[:1], strict=True)) / 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("variant", range(VARIANTS))
def test_a_leaf_goes_from_joint_to_tip(kind: Kind, variant: int) -> None:
    box = leaf(kind, variant).body.bounds()
    assert -112 < box.y < -80
    assert -31 < box.bottom < 4 or kind == "maple"
    assert 20 < box.w < 150


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("variant", range(VARIANTS))
def test_stem_and_blade_turn_alike_so_that_they_unite(kind: Kind, variant: int) -> None:
    """With the non-zero rule, paths that turn against each other would cut a hole where they meet."""
    unit = leaf(kind, variant)
    assert area(unit.stem) * area(unit.body) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_shaded_half_is_about_half(kind: Kind) -> None:
    for variant in range(VARIANTS):
        unit = leaf(kind, variant)
        assert 0.35 < area(unit.half) / area(unit.body) < 0.65


@pytest.mark.parametrize("kind", KINDS)
def test_veins_and_rib_lie_on_the_blade(kind: Kind) -> None:
    for variant in range(VARIANTS):
        unit = leaf(kind, variant)
        box = unit.body.bounds().inset(-1)
        assert box.holds(unit.veins.bounds())
        assert box.holds(unit.rib.bounds(), slack=3)


@pytest.mark.parametrize("kind", KINDS)
def test_variants_differ_and_stay_the_same(kind: Kind) -> None:
    assert len({leaf(kind, v).body for v in range(VARIANTS)}) == VARIANTS
    assert leaf(kind, 1) is leaf(kind, 1)


def test_leaves_are_small_in_files() -> None:
    for kind in KINDS:
        unit = leaf(kind, 0)
        assert sum(len(p.xy) for p in (unit.stem, unit.body, unit.half, unit.veins, unit.rib)) < 900


def test_leaves_drawn_beforehand_are_as_the_rules_draw_them():
    assert FILE.read_text("utf-8") == text(), "run: python -m kiosk.compose.motifs.leaves"
    for kind in KINDS:
        for variant in range(VARIANTS):
            assert leaf(kind, variant) == drawn(kind, variant)
