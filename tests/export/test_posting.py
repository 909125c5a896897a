"""Words to post with a card, and what stands too near the cut or nowhere in words."""

import json
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.campaign import post
from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.check import check
from kiosk.campaign.item import Event, Prompt, Show
from kiosk.export import job, margins
from kiosk.page import face
from kiosk.page.geometry import MM, Point, Rect, rectangle
from kiosk.page.ink import ink
from kiosk.page.items import Glyph, Group, Shape, TextRun
from kiosk.page.stock import STOCKS
from tests.export.sheets import sheet

LONDON = ZoneInfo("Europe/London")
NOON, ONE = datetime(2022, 11, 3, 12, 30, tzinfo=LONDON), datetime(2022, 11, 3, 13, 30, tzinfo=LONDON)
TALK = Event(id="talk", title="Knowledge exchange", summary="What do nurses know?", starts=NOON, ends=ONE, venue="hub")
HUB = Venue(id="hub", room="Hub", name="Library")
CAMPAIGN = Campaign(title="KNOW", id="know", hashtag="#KNOW22", timezone="Europe/London", events=(TALK,), venues=(HUB,))
LINK = "https://example.org/k/exchange"


@pytest.mark.parametrize(
    ("words", "counts"),
    [("abc", 3), (f"See {LINK}", 27), (f"{LINK} {LINK}", 47), ("日本", 4), ("Café – “so”", 11), ("🍂", 2), ("", 0)],
)
def test_characters_are_counted_as_networks_count_them(words: str, counts: int):
    assert post.weight(words) == counts


def test_a_post_says_what_when_where_and_leads_on():
    told = post.text(CAMPAIGN, TALK, LINK, "en")
    assert told == (
        "Knowledge exchange\nThursday 3 November, 12.30 to 1.30 pm, Hub, Library\nWhat do nurses know?\n" + f"{LINK} #KNOW22"
    )
    assert post.text(CAMPAIGN, replace(TALK, status="cancelled"), LINK, "en").startswith("Cancelled: Knowledge exchange\n")
    welsh = replace(TALK, translations={"cy": {"title": "Cyfnewid gwybodaeth"}})
    assert post.text(CAMPAIGN, welsh, LINK, "cy").startswith("Cyfnewid gwybodaeth\nDydd Iau 3 Tachwedd")
    assert post.text(CAMPAIGN, Prompt(id="p", question="Who knows?"), LINK, "en") == f"Who knows?\n{LINK} #KNOW22"


def test_a_summary_without_room_is_left_out_first():
    told = post.text(CAMPAIGN, replace(TALK, summary="word " * 60), LINK, "en")
    assert "word" not in told
    assert post.weight(told) <= post.LONGEST
    assert post.weight(post.text(CAMPAIGN, replace(TALK, title="long " * 60), LINK, "en")) > post.LONGEST


def test_cards_carry_their_post_and_say_when_a_network_would_cut_it(order, composer, campaign):
    text = (campaign / "campaign.toml").read_text()
    long = "Knowledge exchange: " + "what nurses and midwives know " * 9
    (campaign / "campaign.toml").write_text(text.replace("Knowledge exchange", long))
    composer["peer-assist"] = lambda brief: replace(sheet(brief.stock), alt="word " * 300)
    result = job.run(order())
    found = {(f.id, f.item, f.fix) for f in result.findings}
    assert found == {("post-long", "exchange", "part-title"), ("alt-long", "peer-assist", None)}
    told = {f["item"]: f for f in json.loads((order().out / "manifest.json").read_text())["files"]}
    assert told["fishbowl"]["post"] == "Fishbowl\nhttps://example.org"
    assert told["exchange"]["post"].startswith(long.strip()[:40])


def words(text: str) -> tuple[Point, Group]:
    run = TextRun(face.find("Lato"), 12, ink("#000000"), text, (Glyph(40, 0, 0, 0),), 100)
    return Point(100, 400), Group(((Point(0, 0), run),), role="p")


def logo(x: float, y: float) -> tuple[Point, Group]:
    mark = Shape(rectangle(Rect(0, 0, 40, 20)), ink("#000000"))
    return Point(x, y), Group(((Point(0, 0), mark),), role="figure", alt="Riverside", name="logo")


A4, A6 = STOCKS["poster"]["a4"], STOCKS["postcard"]["a6"]


@pytest.mark.parametrize(
    ("stock", "at", "near"),
    [(A4, 5.2, False), (A4, 4.5, True), (A6, 4.2, False), (A6, 3.5, True)],
    ids=["a4", "a4-near", "a6", "a6-near"],
)
def test_codes_and_logos_keep_away_from_the_cut(stock, at, near):
    made = sheet(stock, LINK, at=(at * MM, 60))
    page = replace(made.page, items=(*made.page.items, logo(stock.width - 40 - at * MM, 30)))
    found = [f.id for f in margins.findings(replace(made, page=page))]
    assert found == (["qr-margin", "logo-margin"] if near else [])


def test_the_panel_behind_a_logo_may_lie_near_the_cut():
    at, mark = logo(30, 30)
    panel = (Point(0, 0), Group(((Point(0, 0), Shape(rectangle(Rect(-28, -28, 90, 70)), ink("#FFFFFF"))),), name="panel"))
    made = sheet(A4)
    page = replace(made.page, items=(*made.page.items, (at, replace(mark, items=(panel, *mark.items)))))
    assert list(margins.findings(replace(made, page=page))) == []


def test_margins_are_judged_for_the_press_alone(order, composer):
    composer["exchange"] = lambda brief: sheet(brief.stock, LINK, at=(2, 60))
    asked = order(products=("poster",), items=("exchange",))
    assert "qr-margin" not in {f.id for f in job.run(asked).findings}
    assert "qr-margin" in {f.id for f in job.run(replace(asked, press=True)).findings}


def test_a_code_whose_link_is_nowhere_in_words_is_told():
    plain = sheet(A4, LINK)
    bare = replace(plain, page=replace(plain.page, items=(*plain.page.items, words("Come along"))))
    assert [f.id for f in margins.alone(bare)] == ["code-alone"]
    told = replace(bare, page=replace(bare.page, items=(*bare.page.items, words("exam\u200bple.org/k/ex"))))
    assert list(margins.alone(told)) == []


def test_a_slide_that_hurries_is_told():
    quick = replace(CAMPAIGN, events=(replace(TALK, summary="word " * 20, show=Show(dwell=4)),))
    (found,) = (f for f in check(quick) if f.id == "dwell-short")
    assert "is on screens for 4 s; its words take about 30 s to read." in found.sentence
    assert not [f for f in check(replace(CAMPAIGN, events=(replace(TALK, show=Show(dwell=20)),))) if f.id == "dwell-short"]
