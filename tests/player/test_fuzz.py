"""Files spoilt at random: the worker answers, nothing ends it, and what can be shown is."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.player.test_render import CAMPAIGN, Shop

PICTURED = CAMPAIGN.replace('id = "cafe"', 'id = "cafe"\npicture = { file = "cup.png", alt = "A cup" }')
ODD = st.sampled_from(
    ['"', "[", "]", "=", "\n", "\\", "\0", "\ufeff", "99999", "-1", "2022-13-45T99:00:00", "é", "🦊", "true", "{", "}"]
)
EDITS = st.lists(st.tuples(st.integers(0, len(PICTURED)), st.integers(0, 40), ODD | st.just("")), min_size=1, max_size=4)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (30, 120, 90)).save(out, "PNG")
    return out.getvalue()


PNG = picture()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Shop:
    made = Shop(tmp_path_factory.mktemp("fuzz"))
    (made.folder / "cup.png").write_bytes(PNG)
    return made


def answers(shop: Shop) -> str:
    """Have a playlist made; tell how the worker ended its answer."""
    shop.make()
    last = shop.said[-1]
    if last["kind"] == "bad":
        assert last["sentence"]
        assert "Traceback" not in last["sentence"]
    else:
        assert shop.playlist.stretches, "there is always something to show"
    return str(last["kind"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_a_campaign_file_spoilt_anywhere_never_ends_the_worker(shop: Shop, edits: list[tuple[int, int, str]]) -> None:
    text = PICTURED
    for at, length, put in edits:
        text = text[:at] + put + text[at + length :]
    shop.file.write_text(text, "utf-8", newline="")
    assert answers(shop) in ("whole", "bad")


VALUES = [
    "",
    '""',
    "7",
    "-1",
    "1.5e400",
    "true",
    "[]",
    "{}",
    '"\\u0000"',
    '"999999999h"',
    "1979-05-27",
    "25:00:00",
    '["x", 3]',
    '"' + "x" * 3000 + '"',
]
LINES = [n for n, line in enumerate(PICTURED.splitlines()) if "=" in line]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(VALUES)), min_size=1, max_size=2))
def test_a_value_of_any_kind_in_any_field_never_ends_the_worker(shop: Shop, edits: list[tuple[int, str]]) -> None:
    lines = PICTURED.splitlines()
    for n, value in edits:
        lines[n] = f"{lines[n].partition('=')[0]}= {value}"
    shop.file.write_text("\n".join(lines))
    assert answers(shop) in ("whole", "bad")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(PNG)), st.binary(max_size=30), st.integers(0, 60))
def test_a_picture_spoilt_anywhere_keeps_no_slide_from_the_wall(shop: Shop, at: int, put: bytes, length: int) -> None:
    shop.file.write_text(PICTURED)
    (shop.folder / "cup.png").write_bytes(PNG[:at] + put + PNG[at + length :])
    assert answers(shop) == "whole"
    assert {"cafe", "ask"} <= {s.what for t in shop.playlist.stretches for s in t.slides}


def test_a_worker_answers_after_all_that(shop: Shop, tmp_path: Path) -> None:
    shop.file.write_text(CAMPAIGN)
    assert answers(shop) == "whole"
    assert shop.what_at("09T12:30")
