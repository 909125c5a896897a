"""Records behave as frozen, slotted data classes do."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from kiosk.record import record


@record
class Leaf:
    """A record with every kind of field."""

    ink: str
    points: tuple[int, ...] = ()
    notes: dict[str, str] = field(default_factory=dict[str, str])
    source: str = field(default="", compare=False, repr=False)


@record(kw_only=True)
class Branch:
    """A record whose fields must be named."""

    length: float = 1.0


@record(kw_only=True)
class Twig(Branch):
    """A record with inherited fields."""

    leaf: Leaf


@record(eq=False)
class Tree:
    """A record that is only ever itself."""

    name: str


@dataclass(frozen=True, slots=True)
class Plain:
    """What a record is held against."""

    ink: str
    length: float = 2.0


@record
class Made:
    """The same as a record."""

    ink: str
    length: float = 2.0


def test_a_record_is_made_as_a_data_class_is():
    assert [f.name for f in fields(Leaf)] == ["ink", "points", "notes", "source"]
    assert repr(Made("red")) == repr(Plain("red")).replace("Plain", "Made")
    assert Twig(leaf=Leaf("red"), length=3).length == 3
    assert Leaf("red").notes is not Leaf("red").notes
    for wrong in (lambda: Leaf(), lambda: Branch(2.0), lambda: Leaf("red", colour=1)):
        with pytest.raises(TypeError):
            wrong()
    match Leaf("red", (1, 2)):
        case Leaf(ink, points):
            assert (ink, points) == ("red", (1, 2))


def test_records_are_equal_when_what_counts_is():
    assert Leaf("red", source="a") == Leaf("red", source="b")
    assert Made("red") == Made("red")
    assert hash(Made("red")) == hash(Made("red"))
    assert Made("red") != Made("blue")
    assert Made("red") != Plain("red")
    assert Tree("oak") != Tree("oak")
    assert len({Tree("oak"), Tree("oak")}) == 2
    assert Twig(leaf=Leaf("red")) != Branch()
    with pytest.raises(TypeError):
        hash(Leaf("red"))


def test_a_record_cannot_change_and_holds_nothing_else():
    leaf = Leaf("red")
    with pytest.raises(FrozenInstanceError):
        leaf.ink = "blue"  # pyright: ignore
    with pytest.raises(FrozenInstanceError):
        del leaf.ink
    with pytest.raises(FrozenInstanceError):
        leaf.other = 1  # pyright: ignore
    assert not hasattr(leaf, "__dict__")


def test_records_can_be_replaced_copied_and_sent():
    twig = Twig(leaf=Leaf("red", (1,), {"a": "b"}, "c"))
    assert replace(twig, length=9).leaf is twig.leaf
    for again in (copy.copy(twig), copy.deepcopy(twig), pickle.loads(pickle.dumps(twig))):
        assert again == twig
        assert again.leaf.source == "c"
