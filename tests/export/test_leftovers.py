"""Files of an earlier run: which stay, which go, and which are put aside so that they are neither lost nor pass for current."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.campaign.finding import Finding
from kiosk.export import job, place
from tests.export.sheets import sheet

POSTER = "poster/2022-11-03-exchange-poster-a4.pdf"
PNG = "social/2022-11-03-exchange-social-square.png"


def told(order):
    return {f["path"]: f for f in json.loads((order.out / "manifest.json").read_text())["files"]}


def on_disk(order):
    return {p.relative_to(order.out).as_posix() for p in order.out.rglob("*") if p.is_file()} - {"manifest.json"}


def withheld(brief):
    found = Finding(id="does-not-fit", severity="error", sentence="The title does not fit.")
    return replace(sheet(brief.stock), findings=(found,))


def rewrite(campaign, old, new):
    path = campaign / "campaign.toml"
    path.write_text(path.read_text().replace(old, new))


def test_the_earlier_copy_of_a_withheld_file_is_put_aside_and_says_why(order, composer):
    job.run(order())
    before = (order().out / PNG).read_bytes()
    composer["exchange"] = withheld
    result = job.run(order())
    assert (result.aside, result.removed) == ((f"earlier/{PNG}",), ())
    assert (order().out / "earlier" / PNG).read_bytes() == before
    entry = told(order())[f"earlier/{PNG}"]
    assert (entry["stale"], entry["sha256"]) == ("The title does not fit.", hashlib.sha256(before).hexdigest())
    assert set(told(order())) == on_disk(order())
    # Still withheld: it waits where it is, and nothing is said a second time.
    again = job.run(order())
    assert again.aside == ()
    assert f"earlier/{PNG}" in told(order())


@pytest.mark.parametrize("force", [False, True])
def test_it_goes_once_the_file_is_made_anew(order, composer, force):
    job.run(order())
    composer["exchange"] = withheld
    job.run(order())
    if not force:
        del composer["exchange"]
    result = job.run(order(force=force))
    assert result.removed == (f"earlier/{PNG}",)
    assert not (order().out / "earlier").exists()
    assert PNG in on_disk(order())


def test_it_is_found_though_its_date_in_the_name_has_changed(order, composer, campaign):
    job.run(order())
    composer["exchange"] = withheld
    rewrite(campaign, "2022-11-03T12:30:00", "2022-11-04T12:30:00")
    assert job.run(order()).aside == (f"earlier/{PNG}",)
    del composer["exchange"]
    assert job.run(order()).removed == (f"earlier/{PNG}",)
    assert "social/2022-11-04-exchange-social-square.png" in on_disk(order())


@pytest.mark.parametrize("line", ["starts = 2022-11-03T12:30:00", 'title = "Knowledge exchange"'])
def test_a_value_that_cannot_be_read_puts_aside_and_loses_nothing(order, composer, campaign, line):
    job.run(order())
    rewrite(campaign, line, line.partition("=")[0] + "= 3")
    result = job.run(order())
    assert result.aside == (f"earlier/{PNG}",)
    assert {e.item for e in result.entries} == {"peer-assist", "fishbowl"}
    assert "expected a" in told(order())[f"earlier/{PNG}"]["stale"]
    assert not result.clean


def test_a_table_that_is_no_list_of_events_costs_no_file(order, composer, campaign):
    job.run(order())
    before = on_disk(order())
    (campaign / "campaign.toml").write_text('title = "Sharing"\nid = "sharing-22"\n[event]\ntitle = "Knowledge exchange"\n')
    result = job.run(order())
    assert (result.entries, result.removed) == ((), ())
    assert {p.removeprefix("earlier/") for p in on_disk(order())} == before


@pytest.mark.expect_log("ZeroDivisionError")
def test_the_earlier_copy_of_a_file_that_failed_is_put_aside_too(order, composer):
    job.run(order())
    composer["exchange"] = lambda b: 1 / 0
    assert job.run(order()).aside == (f"earlier/{PNG}",)
    assert "ZeroDivisionError" in told(order())[f"earlier/{PNG}"]["stale"]


def test_what_this_run_did_not_ask_for_stays_where_it_is(order, composer):
    job.run(order(products=("social", "poster")))
    composer["exchange"] = withheld
    assert job.run(order(products=("social",))).aside == (f"earlier/{PNG}",)
    assert {POSTER, f"earlier/{PNG}"} <= on_disk(order())
    assert "stale" not in told(order())[POSTER]


def test_a_copy_that_cannot_be_moved_says_so_in_its_place(order, composer, monkeypatch):
    job.run(order())
    composer["exchange"] = withheld
    monkeypatch.setattr(place, "move", lambda *_: False)
    result = job.run(order())
    assert (result.aside, PNG in on_disk(order())) == ((), True)
    assert told(order())[PNG]["stale"] == "The title does not fit."


def test_a_copy_of_an_item_that_is_gone_goes(order, composer, campaign):
    job.run(order())
    composer["fishbowl"] = withheld
    job.run(order())
    text = (campaign / "campaign.toml").read_text()
    (campaign / "campaign.toml").write_text(text[: text.index("[[technique]]")])
    assert job.run(order()).removed == ("earlier/social/tba-fishbowl-social-square.png",)


def test_pages_of_the_campaign_are_put_aside_by_their_name(order, composer, campaign):
    asked = order(products=("slide", "programme"), formats=("png",))
    composer["programme"] = lambda b: (sheet(b.stock), sheet(b.stock))
    job.run(asked)
    rewrite(campaign, 'title = "Sharing"', 'title = "Sharing"\ntheme = 3')
    result = job.run(asked)
    aside = {path.removeprefix("earlier/").split("/")[1] for path in result.aside}
    assert aside == {
        "sharing-22-programme-a3-landscape-1.png",
        "sharing-22-programme-a3-landscape-2.png",
        *(f"sharing-22-{page}-1920x1080.png" for page in ("cover", "2022-11-01-agenda-week", "default")),
    }
    assert {e.item for e in result.entries} == {"exchange", "peer-assist", "fishbowl"}


def test_a_file_in_languages_that_were_the_campaigns_goes_with_the_day_that_was_the_events(order, composer, campaign):
    job.run(order())
    old = "social/tba-peer-assist-social-square.png"
    assert told(order())[old]["lang"] == "en"
    rewrite(campaign, 'id = "peer-assist"', 'id = "peer-assist"\nstarts = 2022-11-09T10:00:00')
    rewrite(campaign, 'timezone = "Europe/London"', 'timezone = "Europe/London"\nlanguages = ["cy", "en"]')
    assert job.run(order()).removed == (old,)
    assert told(order())["social/2022-11-09-peer-assist-social-square.png"]["lang"] == "cy+en"
    assert set(told(order())) == on_disk(order())


def test_a_file_ordered_in_a_language_stays_while_its_day_is_the_events(order, composer, campaign):
    job.run(order(langs=("en",)))
    english = "social/2022-11-03-exchange-social-square-en.png"
    rewrite(campaign, 'timezone = "Europe/London"', 'timezone = "Europe/London"\nlanguages = ["cy", "en"]')
    assert job.run(order()).removed == ()
    assert {english, PNG} <= on_disk(order())
    rewrite(campaign, "2022-11-03T12:30:00", "2022-11-04T12:30:00")
    assert set(job.run(order(items=("exchange",))).removed) == {english, PNG}


@pytest.mark.parametrize("place", ["hall", "hall-press", "grey", "the-grey-press"])
def test_a_place_may_be_called_like_a_format(order, campaign, composer, place):
    rewrite(campaign, 'id = "sharing-22"', f'id = "sharing-22"\nplacement = [{{ id = "{place}", name = "Here" }}]')
    usual = order(products=("poster",), items=("exchange",), placements=("all",))
    pressed = replace(usual, press=True, force=True, grey=True)
    job.run(usual)
    plain = f"poster/2022-11-03-exchange-poster-a4-{place}.pdf"
    job.run(pressed)
    press = f"poster/2022-11-03-exchange-poster-a4-{place}-grey-press.pdf"
    assert {plain, press} <= on_disk(usual)
    assert job.run(usual).removed == job.run(pressed).removed == ()
    assert {plain, press} <= on_disk(usual), "neither passes for the other"
    rewrite(campaign, "2022-11-03T12:30:00", "2022-11-04T12:30:00")
    assert job.run(usual).removed == (plain,)
    assert job.run(pressed).removed == (press,)


def test_languages_that_changed_put_aside_what_cannot_be_made_anew(order, composer, campaign):
    job.run(order())
    composer["exchange"] = withheld
    rewrite(campaign, 'timezone = "Europe/London"', 'timezone = "Europe/London"\nlanguages = ["cy", "en"]')
    assert job.run(order()).aside == (f"earlier/{PNG}",)
    del composer["exchange"]
    assert job.run(order()).removed == (f"earlier/{PNG}",)


def test_an_agenda_goes_with_its_day_and_an_empty_one_of_today_is_not_made(order, composer):
    first = job.run(order(products=("slide",)))
    assert "slide/sharing-22-2022-11-01-agenda-week-1920x1080.png" in {e.path for e in first.entries}
    assert not any("agenda-today" in e.path for e in first.entries)
    assert [f.sentence for f in first.findings if f.id == "nothing-today"] == [
        "Nothing takes place on Tuesday 1 November 2022 any more, so there is no slide of that day."
    ]
    other = job.run(order(products=("slide",), items=("agenda-week",)))
    assert not any(f.id == "nothing-today" for f in other.findings), "nobody asked for today"
    then = job.run(order(products=("slide",), at=datetime(2022, 11, 3, 9)))
    assert then.removed == ("slide/sharing-22-2022-11-01-agenda-week-1920x1080.png",)
    assert "slide/sharing-22-2022-11-03-agenda-today-1920x1080.png" in {e.path for e in then.entries}
    assert not any(f.id == "nothing-today" for f in then.findings)
