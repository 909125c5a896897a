import os
import time
from pathlib import Path

import pytest

from kiosk.player import cards
from kiosk.player.cards import Facts

FACTS = Facts(width=4, height=2, boxes={"back": (0.0, 0.0, 2.0, 1.0)}, bar="#8A2E1C", ring="#2A1226", alt="A card.")
PIXELS = bytes(range(32))


def test_a_card_comes_back_as_it_was_written(tmp_path: Path) -> None:
    cards.write(tmp_path, "k-en-plain", FACTS, PIXELS)
    facts, pixels = cards.read(tmp_path, "k-en-plain")
    assert pixels == PIXELS
    assert (facts.width, facts.height, facts.bar, facts.alt) == (4, 2, "#8A2E1C", "A card.")
    assert list(facts.boxes["back"]) == [0, 0, 2, 1]


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-3], lambda t: t.replace(b'"width": 4', b'"width": 8'), lambda t: b"", lambda t: b"{}\n"]
)
def test_a_damaged_card_is_told_apart_and_removed(tmp_path: Path, spoil: object) -> None:
    cards.write(tmp_path, "k", FACTS, PIXELS)
    file = tmp_path / "cards" / "k.card"
    file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    with pytest.raises(cards.Error, match="damaged"):
        cards.read(tmp_path, "k")
    assert not cards.has(tmp_path, "k"), "so that it is made again"
    with pytest.raises(cards.Error, match="there is no card"):
        cards.read(tmp_path, "k")


def test_plain_cards_take_little_room(tmp_path: Path) -> None:
    facts = Facts(width=1920, height=1080, boxes={}, bar="#000000", ring="#000000")
    cards.write(tmp_path, "k", facts, bytes(1920 * 1080 * 4))
    assert (tmp_path / "cards" / "k.card").stat().st_size < 200_000


def test_cards_nobody_asks_for_go_after_two_days(tmp_path: Path) -> None:
    for name in ("kept-en-plain", "old-en-plain", "new-en-plain"):
        cards.write(tmp_path, name, FACTS, PIXELS)
    for name in ("kept", "old"):
        os.utime(tmp_path / "cards" / f"{name}-en-plain.card", (time.time() - 3 * 86400,) * 2)
    cards.sweep(tmp_path, {"kept"})
    assert sorted(p.stem for p in (tmp_path / "cards").iterdir()) == ["kept-en-plain", "new-en-plain"]
    cards.sweep(tmp_path / "nothing", ())
