"""Steps keep what they changed, and lead back and forth all the same."""

import gc
from dataclasses import replace

from kiosk.campaign.campaign import Campaign
from kiosk.store.folder import files
from kiosk.studio.document import edits, steps
from tests.studio.test_document import document, retitle  # noqa: F401


def test_what_changed_leads_from_one_campaign_to_the_other_and_back(folder):
    before = files.read(folder).campaign
    for after in (
        edits.change(before, "exchange", title="Knowledge swap", booking="https://example.org/swap"),
        edits.add(before, edits.new_event(before)),
        edits.remove(before, "exchange"),
        edits.move(before, before.events[-1].id, before.events[0].id),
        replace(before, family="ink", seed=5, theme="Another"),
        before,
    ):
        found = steps.between(before, after)
        assert steps.forth(found, before) == after
        assert steps.back(found, after) == before
    (found,) = steps.between(before, edits.change(before, "exchange", title="Knowledge swap"))
    assert (found.field, len(found.places)) == ("events", 1)


def test_many_steps_keep_no_campaigns_and_are_all_undone_and_redone(document):  # noqa: F811
    first = document.campaign
    before = sum(isinstance(thing, Campaign) for thing in gc.get_objects())
    for number in range(60):
        event = document.campaign.events[number % 3]
        document.edit(edits.change(document.campaign, event.id, summary=f"Line {number}"), "Change short line")
    last = document.campaign
    assert sum(isinstance(thing, Campaign) for thing in gc.get_objects()) < before + 10
    while document.undo.canUndo():
        document.undo.undo()
    assert document.campaign == first
    while document.undo.canRedo():
        document.undo.redo()
    assert document.campaign == last


def test_typing_goes_on_in_the_step_that_an_undo_led_back_to(document):  # noqa: F811
    first = document.campaign
    retitle(document, "One")
    document.edit(edits.change(document.campaign, "exchange", summary="Another line"), "Change short line")
    document.undo.undo()
    retitle(document, "One more")
    assert document.undo.count() == 1
    assert (document.campaign.item("exchange").title, document.campaign.item("exchange").summary) == (
        "One more",
        first.item("exchange").summary,
    )
    document.undo.undo()
    assert document.campaign == first
    document.undo.redo()
    assert document.campaign.item("exchange").title == "One more"
