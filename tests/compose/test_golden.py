"""Whole pages as readable text: where everything stands, at what size, with what meaning."""

from kiosk.compose import compose as composer
from kiosk.page.dump import dump
from kiosk.page.stock import STOCKS
from tests.compose.making import FAMILY, at, brief, campaign, event, plain
from tests.tooling.golden import Golden

POSTER = """
<column box="7,34.5,84,43" valign="bottom" gap="2">
  <box width="hug" if="state.label" fill="red" radius="1.2" pad="1,2"><text size="4.2">{state.label}</text></box>
  <text role="title" fit="7.2-13.6" height="31" strike="red" strike-if="state.cancelled">{item.title}</text>
  <text size="4.5" drop="1">{item.short}</text>
</column>
<column box="7,88.5,53,39" gap="1">
  <text role="facts" size="3.4">{when.full}</text>
  <text role="facts" size="3.4"><join sep=", "><span>{when.time}</span><span>{place.full}</span></join></text>
</column>
<column box="r7,89.5,28,44" gap="1.8">
  <qr of="{link.qr}" radius="1.6" ink="ink"/>
  <text size="3.6">{link.cta}</text>
  <text size="2.5" link="{link.url}">{link.short}</text>
</column>
<logos box="7,b6.5,50,4.4" ink="ink"/>
<rule box="7,86,r7,0" ink="ink" alpha=".2"/>
<text role="small" size="2" box="r7,b6.5,30,*" align="end" as="note">{page.sample}</text>
"""
SLIDE = """
<text role="title" size="10" box="7,5,90,12">{agenda.title}</text>
<column box="7,27,120,67" gap="1.6">
  <for each="agenda.rows" as="row" limit="4">
    <row height="14.5" fill="paper" radius="1.6" pad="0,3" valign="middle">
      <text size="5.2" width="40">{row.label}</text>
      <column grow="1"><text fit="5-6">{row.title}</text><text size="4.4">{row.note}</text></column>
    </row>
  </for>
</column>
"""


def test_a_poster(golden: Golden) -> None:
    done = composer.compose(brief(plain(f"<page ground='paper'>{POSTER}</page>"), campaign=campaign(sample=True)))[0]
    golden.text("poster.txt", dump(done.page))


def test_a_cancelled_poster_that_runs_right_to_left(golden: Golden) -> None:
    c = campaign(event(title="تبادل المعرفة", summary="", status="cancelled"), languages=("ar",))
    done = composer.compose(brief(plain(POSTER), campaign=c, langs=("ar",)))[0]
    golden.text("poster-ar-cancelled.txt", dump(done.page))


def test_an_agenda(golden: Golden) -> None:
    c = campaign(
        event(), event(id="b", title="After Action Reviews", starts=at("2022-11-03T14:00"), ends=at("2022-11-03T15:30")),
        event(id="c", title="Learning Health Systems", starts=at("2022-11-03T16:00"), ends=None, status="cancelled"),
    )  # fmt: skip
    family = {"family.toml": FAMILY, "slide.xml": f"<template><page>{SLIDE}</page></template>"}
    stock = STOCKS["slide"]["1920x1080"]
    done = composer.compose(brief(family, "agenda-today", campaign=c, product="slide", stock=stock, at=at("2022-11-03T13:00")))[0]
    golden.text("agenda.txt", dump(done.page))
    assert done.alt.replace("\u00a0", " ") == (
        "Today: Now Knowledge exchange; Next, 2.00 pm After Action Reviews; 4.00 pm Learning Health Systems. "
        "Scan for the programme: example.org/know22."
    )
