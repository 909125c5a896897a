from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kiosk.campaign.campaign import SpecialDay
from kiosk.campaign.item import Step
from kiosk.store.folder import files
from kiosk.studio.document import edits

LONDON = ZoneInfo("Europe/London")


def typed(window, name, text):
    window.fields.spots[name].text.setPlainText(text)


def technique(window):
    item = window.document.campaign.techniques[0]
    window.choose(item.id)
    return lambda: window.document.campaign.item(item.id)


def test_steps_are_typed_one_a_line_and_keep_what_they_say_in_other_languages(window):
    now = technique(window)
    first = now().steps[0]
    told = {"cy": {"title": "Meddyliwch"}}
    made = edits.change(window.document.campaign, now().id, steps=(Step(title=first.title, translations=told), *now().steps[1:]))
    window.document.edit(made, "Translate")
    typed(window, "steps", f"{first.title}: in silence\nTell it: to one other: aloud")
    assert [(s.title, s.text) for s in now().steps] == [(first.title, "in silence"), ("Tell it", "to one other: aloud")]
    assert now().steps[0].translations == told
    window.document.undo.undo()
    assert window.fields.spots["steps"].text.toPlainText().startswith(f"{first.title}\n")


def test_days_with_other_hours_are_typed_and_kept_in_the_file(window):
    window.choose("cover")
    typed(window, "special", "24 Dec 2022 08:00-12:00 Christmas Eve\n25/12/2022 closed")
    told = (
        SpecialDay(date=date(2022, 12, 24), hours=(time(8), time(12)), label="Christmas Eve"),
        SpecialDay(date=date(2022, 12, 25), hours=None),
    )
    assert window.document.campaign.hours.special == told
    week = window.document.campaign.hours.week
    window.document.save()
    assert files.read(window.document.folder).campaign.hours.special == told
    assert files.read(window.document.folder).campaign.hours.week == week


def test_a_line_that_is_not_understood_changes_nothing_and_says_so(window):
    window.choose("cover")
    before = window.document.campaign
    spot = window.fields.spots["special"]
    for line in ("24 Dec 2022 sometimes", "soon closed", "24 Dec 2022 08:00-28:00"):
        typed(window, "special", line)
        assert window.document.campaign == before
        assert spot._advice.text()
        assert spot.text.accessibleDescription() == spot._advice.text()


def test_dates_of_a_series_are_cancelled_and_moved(window):
    window.choose("exchange")
    spot = window.fields.spots["changes"]
    assert spot.isHidden()
    window.document.edit(edits.change(window.document.campaign, "exchange", repeat="FREQ=WEEKLY"), "Repeat")
    assert not spot.isHidden()
    typed(window, "changes", "10 Nov 2022: cancelled\n17 Nov 2022: 2 to 3 pm\n24 Nov 2022: 25 Nov 2022 14:00")
    cancelled, later, moved = window.document.campaign.item("exchange").changes
    assert (cancelled.on, cancelled.cancelled) == (date(2022, 11, 10), True)
    assert later.changed == {
        "starts": datetime(2022, 11, 17, 14, tzinfo=LONDON),
        "ends": datetime(2022, 11, 17, 15, tzinfo=LONDON),
    }
    assert moved.changed == {"starts": datetime(2022, 11, 25, 14, tzinfo=LONDON)}
    window.document.save()
    kept = files.read(window.document.folder).campaign.item("exchange").changes
    assert kept == (cancelled, later, moved)
    window.choose("cover")
    window.choose("exchange")
    assert window.fields.spots["changes"].text.toPlainText().split("\n") == [
        "Thu 10 Nov 2022: cancelled",
        "Thu 17 Nov 2022: 2.00 to 3.00 pm",
        "Thu 24 Nov 2022: Fri 25 Nov 2022 2.00 pm",
    ]


def test_hours_of_the_day_and_seconds_of_a_slide(window):
    window.choose("exchange")
    spot = window.fields.spots["show"]
    spot.between.setText("8-12.30")
    spot.between.editingFinished.emit()
    spot.dwell.setText("15 s")
    spot.dwell.editingFinished.emit()
    show = window.document.campaign.item("exchange").show
    assert (show.between, show.dwell) == ((time(8), time(12, 30)), 15.0)
    assert (spot.between.text(), spot.dwell.text()) == ("08:00-12:30", "15")
    for line, text in ((spot.dwell, "0.2"), (spot.dwell, "long"), (spot.between, "25-26"), (spot.between, "mornings")):
        before = line.text()
        line.setText(text)
        line.editingFinished.emit()
        assert window.document.campaign.item("exchange").show == show
        assert f'"{text}' in spot._advice.text()
        line.setText(before)
