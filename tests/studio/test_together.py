from dataclasses import replace

from kiosk.studio.document.together import together
from tests.compose.making import campaign, event

BASE = campaign(event(), event(id="cafe", title="Café", summary="Old"))


def test_changes_in_different_fields_are_both_kept():
    mine = replace(BASE, title="Mine", events=(BASE.events[0], replace(BASE.events[1], title="My café")))
    theirs = replace(BASE, theme="Theirs", events=(BASE.events[0], replace(BASE.events[1], summary="Their line")))
    made, both = together(BASE, mine, theirs)
    assert (made.title, made.theme) == ("Mine", "Theirs")
    assert (made.events[1].title, made.events[1].summary) == ("My café", "Their line")
    assert both == ()


def test_where_both_changed_a_field_mine_stays_and_is_named():
    mine = replace(BASE, events=(BASE.events[0], replace(BASE.events[1], summary="Mine")))
    theirs = replace(BASE, events=(BASE.events[0], replace(BASE.events[1], summary="Theirs")))
    made, both = together(BASE, mine, theirs)
    assert made.events[1].summary == "Mine"
    assert both == ("summary of “Café”",)


def test_new_items_of_both_sides_come_together():
    mine = replace(BASE, events=(*BASE.events, event(id="mine")))
    theirs = replace(BASE, events=(*BASE.events, event(id="theirs")))
    made, _ = together(BASE, mine, theirs)
    assert [e.id for e in made.events] == ["exchange", "cafe", "mine", "theirs"]


def test_what_one_side_removed_goes_unless_the_other_changed_it():
    gone = replace(BASE, events=BASE.events[:1])
    assert [e.id for e in together(BASE, gone, BASE)[0].events] == ["exchange"]
    assert [e.id for e in together(BASE, BASE, gone)[0].events] == ["exchange"]
    changed = replace(BASE, events=(BASE.events[0], replace(BASE.events[1], title="Changed")))
    assert [e.title for e in together(BASE, gone, changed)[0].events] == ["Knowledge exchange", "Changed"]
    assert [e.title for e in together(BASE, changed, gone)[0].events] == ["Knowledge exchange", "Changed"]
