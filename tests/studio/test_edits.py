from kiosk.studio.document import edits
from tests.compose.making import campaign, event


def test_a_change_touches_one_item_and_nothing_else():
    before = campaign(event(), event(id="cafe", title="Knowledge café"))
    after = edits.change(before, "cafe", title="Café")
    assert [e.title for e in after.events] == ["Knowledge exchange", "Café"]
    assert after.events[0] is before.events[0]


def test_a_change_that_says_nothing_new_is_no_change():
    before = campaign()
    assert edits.change(before, "exchange", title="Knowledge exchange") is before
    assert edits.change(before, "nobody", title="Other") is before


def test_a_new_event_has_an_id_of_its_own():
    before = campaign()
    one = edits.add(before, edits.new_event(before))
    two = edits.add(one, edits.new_event(one))
    assert [e.id for e in two.events] == ["exchange", "new-event", "new-event-2"]


def test_items_can_be_moved_copied_and_removed():
    before = campaign(event(id="a"), event(id="b"), event(id="c", uid="x@y"))
    assert [e.id for e in edits.move(before, "c", "a").events] == ["c", "a", "b"]
    assert [e.id for e in edits.move(before, "a", None).events] == ["b", "c", "a"]
    made, copy = edits.duplicate(before, "c")
    assert [e.id for e in made.events] == ["a", "b", "c", "c-2"]
    assert copy == "c-2"
    assert made.item("c-2").uid == ""  # the source knows one of them only
    assert [e.id for e in edits.remove(before, "b").events] == ["a", "c"]
