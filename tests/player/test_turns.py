from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.player import remembered
from kiosk.player.playlist import Showing
from kiosk.player.remembered import Remembered
from kiosk.player.turns import Turns
from tests.player.wall_kit import NOON, listed, showing, stretch

NAMES = "abcdefg"


def all_ready(_: str) -> bool:
    return True


def play(turns: Turns, live: Sequence[Showing], count: int, ready: str = NAMES, seed: int = 0) -> str:
    """Show so many slides of those that are live; only those named are ready."""
    shown = ""
    for _ in range(count):
        chosen = turns.next(live, lambda key: key.removeprefix("key-") in ready, seed, turns.last)
        assert chosen is not None
        turns.note(chosen.what, live)
        shown += chosen.what
    return shown


def mixing(names: str, asking: str = NAMES) -> tuple[Showing, ...]:
    return tuple(replace(s, shuffle=s.what in asking) for s in showing(*names))


@given(st.lists(st.tuples(st.sets(st.sampled_from(NAMES), min_size=1), st.booleans()), min_size=1, max_size=60))
def test_no_slide_comes_twice_in_a_row_while_two_are_live(schedule: list[tuple[set[str], bool]]) -> None:
    turns = Turns()
    for live, shuffled in schedule:
        slides = mixing("".join(sorted(live)), NAMES if shuffled else "")
        before = turns.last
        chosen = turns.next(slides, all_ready, 3, before)
        assert chosen is not None
        assert chosen.what in live
        assert chosen.what != before or live == {before}
        turns.note(chosen.what, slides)


@given(st.text(NAMES, min_size=2, max_size=7).map(lambda t: "".join(dict.fromkeys(t))), st.booleans(), st.integers(0, 99))
def test_each_live_slide_comes_once_a_cycle_also_over_the_seam(live: str, shuffled: bool, seed: int) -> None:
    shown = play(Turns(), mixing(live, NAMES if shuffled else ""), 5 * len(live), seed=seed)
    rounds = [shown[n : n + len(live)] for n in range(0, len(shown), len(live))]
    assert all(sorted(r) == sorted(live) for r in rounds)
    assert len(live) == 1 or all(a != b for a, b in pairwise(shown))


@given(st.lists(st.sets(st.sampled_from(NAMES), min_size=2), min_size=2, max_size=12))
def test_in_a_list_that_changes_all_the_time_nothing_live_is_left_out_for_ever(lists: list[set[str]]) -> None:
    turns = Turns()
    always = set.intersection(*lists)
    shown = "".join(play(turns, showing(*sorted(live)), 3) for live in lists * 8)
    assert always <= set(shown)


def test_a_shuffle_has_another_order_each_round_and_the_others_keep_their_places() -> None:
    live = mixing("abcdef", "bdf")
    shown = play(Turns(), live, 6 * 30, seed=5)
    rounds = [shown[n : n + 6] for n in range(0, len(shown), 6)]
    assert rounds[0] == "abcdef", "the first round has the order of the plan"
    assert {r[n] for r in rounds for n in (0, 2, 4)} == set("ace")
    assert len(Counter(rounds)) == 6, "of three slides all six orders come"
    assert shown == play(Turns(), live, 6 * 30, seed=5), "the same wherever it is worked out"
    assert shown != play(Turns(), live, 6 * 30, seed=6)


def test_without_a_shuffle_each_round_has_the_order_of_the_plan() -> None:
    assert play(Turns(), showing(*"abc"), 9) == "abcabcabc"


def test_a_slide_that_is_not_ready_keeps_its_turn_and_the_others_go_on() -> None:
    turns, live = Turns(), showing(*"abcd")
    assert play(turns, live, 3, ready="abd") == "abd"
    assert play(turns, live, 3, ready="abd") == "abd", "those shown longest ago come again"
    assert play(turns, live, 6) == "cabcda", "c had no turn yet, then another round begins"


def test_with_nothing_but_the_current_slide_ready_it_stays() -> None:
    turns, live = Turns(), showing(*"ab")
    assert play(turns, live, 3, ready="a") == "aaa"
    assert play(turns, live, 2) == "ba"


def test_nothing_ready_gives_nothing() -> None:
    turns = Turns()
    assert turns.next((), all_ready, 0, "a") is None
    assert turns.next(showing("a"), lambda _: False, 0, None) is None
    assert turns.next(showing("a", "b"), lambda _: False, 0, "a") is None


def test_a_notice_that_stands_alone_does_not_begin_the_round_anew() -> None:
    turns, live = Turns(), showing(*"abcd")
    assert play(turns, live, 2) == "ab"
    assert play(turns, showing("g"), 3) == "ggg"
    assert play(turns, live, 2) == "cd"


def test_what_comes_is_what_will_be_chosen() -> None:
    made = listed(stretch(0, 65, *"abcdefg"), stretch(65, 200, *"bcg"))
    turns = Turns()
    play(turns, made.stretches[0].slides, 2)
    coming = [s.what for s, _ in turns.coming(made, NOON)]
    assert coming == list("bcdefga"), "what stands there, then the rest of the round, then what had its turn"
    assert play(turns, made.stretches[0].slides, 5) == "cdefg"


def test_another_picture_of_the_slide_that_stands_there_comes_at_the_boundary() -> None:
    later = replace(stretch(10, 100, "a", "b"), slides=(replace(showing("a")[0], key="key-a2"), *showing("b")))
    made = listed(stretch(0, 10, "a", "b", dwell=20), later)
    turns = Turns()
    play(turns, made.stretches[0].slides, 1)
    found = [(s.key, t.starts) for s, t in turns.coming(made, NOON)]
    assert found == [("key-a", NOON), ("key-b", NOON), ("key-a2", NOON + timedelta(seconds=10))]


def test_listing_what_comes_takes_nobodys_turn() -> None:
    made = listed(stretch(0, None, *"abcdefg"))
    turns = Turns()
    play(turns, made.stretches[0].slides, 3)
    before = turns.facts()
    list(turns.coming(made, NOON))
    assert turns.facts() == before
    assert Turns.of(before).facts() == before


def test_the_memory_of_turns_stays_small() -> None:
    turns = Turns()
    for n in range(5000):
        turns.note(f"once-{n}", showing("a", "b"))
    assert len(turns._turns) < 1100


def test_a_round_goes_on_after_a_restart(tmp_path: Path) -> None:
    now, live = [0.0], showing(*"abcdef")
    before = Remembered(tmp_path, "Foyer", tick=lambda: now[0])
    assert play(before.turns, live, 4) == "abcd"
    before.keep()
    assert not list(tmp_path.iterdir()), "not at every look"
    now[0] = remembered.PAUSE
    before.keep()
    assert play(Remembered(tmp_path, "Foyer").turns, live, 3) == "efa"
    assert play(Remembered(tmp_path, "Stairs").turns, live, 2) == "ab", "each screen has its own"
    assert play(Remembered(None, "Foyer").turns, live, 2) == "ab"


@pytest.mark.parametrize("told", ["", "[]", '{"round": "x"}', '{"seen": 3}', '{"round": null, "seen": null}'])
def test_turns_that_cannot_be_read_begin_anew(tmp_path: Path, told: str) -> None:
    kept = Remembered(tmp_path, None)
    (tmp_path / kept._name).write_text(told)
    assert play(Remembered(tmp_path, None).turns, showing(*"abc"), 3) == "abc"
