"""The Leaf Fall family: every page of the sample campaign holds together, and hard words do not break it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event
from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.compose.template import family
from kiosk.compose.template.template import pages
from kiosk.page.geometry import Matrix, Point, Rect
from kiosk.page.items import Group, Item, TextRun
from kiosk.page.stock import STOCKS, Product
from kiosk.resources import assets_dir, templates_dir
from kiosk.store.folder import files

LEAF = {path.name: path.read_text("utf-8") for path in sorted((templates_dir() / "leaf").iterdir())}
LONG = "What works when nurses, midwives and librarians share what they know across every service"


@lru_cache
def sample() -> Campaign:
    """Read the sample campaign."""
    return files.read(Path(assets_dir() / "samples" / "knowvember-22")).campaign


def exchange(**changes: object) -> Campaign:
    """Change the sample's first event."""
    event = sample().item("exchange")
    assert isinstance(event, Event)
    changed = replace(event, **changes)  # pyright: ignore[reportArgumentType]
    return replace(sample(), events=tuple(changed if e.id == event.id else e for e in sample().events))


def composed(campaign: Campaign, product: Product, stock: str, what: str, lang: str = "en") -> tuple[Composed, ...]:
    """Compose one page (a postcard: two) as of the sample's second week."""
    at = datetime(2022, 11, 9, 10, 15, tzinfo=campaign.zone)
    brief = Brief(
        campaign=campaign,
        product=product,
        stock=STOCKS[product][stock],
        what=what,
        at=at,
        family_name="leaf",
        family=LEAF,
        langs=(lang,),
    )
    return compose.compose(brief)


def runs(items: tuple[tuple[Point, Item], ...], m: Matrix | None = None) -> Iterator[tuple[TextRun, Rect]]:
    """Walk through every text run with the place of its letters, from x height to baseline."""
    for at, item in items:
        here = Matrix.shift(at.x, at.y).then(m or Matrix())
        if isinstance(item, Group):
            yield from runs(item.items, item.matrix.then(here) if item.matrix else here)
        elif isinstance(item, TextRun):
            a, b = here.at((0, -item.size * 0.5)), here.at((item.width, 0))
            yield item, Rect(min(a.x, b.x), min(a.y, b.y), abs(b.x - a.x), abs(b.y - a.y))


def check(campaign: Campaign, product: Product, stock: str, what: str, lang: str = "en") -> tuple[Composed, ...]:
    """Compose, and hold the result to what every page must keep: no error, and all words and codes in the safe area."""
    out = composed(campaign, product, stock, what, lang)
    for made in out:
        errors = [f.sentence for f in made.findings if f.severity == "error"]
        assert not errors, (product, stock, what, errors)
        safe = made.page.stock.safe_area
        for run, place in runs(made.page.items):
            assert safe.holds(place, slack=0.6), (product, stock, what, run.text, place, safe)
        for code in made.codes:
            assert safe.holds(code.code), (product, stock, what)
        placed = [(run, place.inset(0.4)) for run, place in runs(made.page.items)]
        for one, (run, place) in enumerate(placed):
            for also, there in placed[one + 1 :]:
                assert not place.meets(there), (product, stock, what, run.text, also.text)
    return out


SHEETS = [(product, stock) for product, stocks in STOCKS.items() for stock in stocks if stock not in ("4up-a4", "3840x2160")]


def words(made: Composed) -> str:
    """Read all words of a page."""
    return " ".join(run.text for run, _ in runs(made.page.items))


def test_every_template_can_be_read() -> None:
    leaf = family.read("leaf", LEAF, sample().brand)
    read = {name: len(pages(name, leaf.texts, leaf.words)) for name in LEAF if name.endswith(".xml") and name != "parts.xml"}
    assert min(read.values()) >= 1
    assert {"poster.xml", "slide.xml", "slide-portrait.xml", "programme.xml", "programme-portrait.xml", "postcard.xml"} <= set(
        read
    )


@pytest.mark.parametrize(("product", "stock"), SHEETS)
def test_every_page_of_the_sample_holds_together(product: Product, stock: str) -> None:
    for what in compose.whats(sample(), product):
        sides = check(sample(), product, stock, what)
        assert len(sides) == (2 if product == "postcard" else 1)


@pytest.mark.parametrize(("product", "stock"), SHEETS)
def test_sample_pages_say_that_they_are_samples(product: Product, stock: str) -> None:
    for what in compose.whats(sample(), product)[:3]:
        assert any("Sample data" in words(made) for made in composed(sample(), product, stock, what))
        real = composed(replace(sample(), sample=False), product, stock, what)
        assert not any("Sample data" in words(made) for made in real)


EVENT_SHEETS = [(p, s) for p, s in SHEETS if p in ("poster", "slide", "postcard", "social")]


@pytest.mark.parametrize(("product", "stock"), EVENT_SHEETS)
@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Huddle", "summary": "Ten minutes, standing up"},
        {"title": LONG},
        {"title": LONG, "status": "cancelled"},
        {"description": "", "speakers": (), "booking": "", "link": "", "short": ""},
        {"summary": "", "venue": ""},
        {"starts": None, "ends": None},
        {"status": "full"},
        {"status": "postponed"},
        {"title": "Cyfnewid gwybodaeth rhwng nyrsys a llyfrgellwyr"},
    ],
    ids=["short", "long", "long-cancelled", "bare", "no-place", "undated", "full", "postponed", "welsh"],
)
def test_hard_events_hold_together(product: Product, stock: str, changes: dict[str, object]) -> None:
    sides = check(exchange(**changes), product, stock, "exchange")
    if "link" in changes:
        assert not any(made.codes for made in sides)
    if "status" in changes:
        label = {"cancelled": "Cancelled", "full": "Fully booked", "postponed": "Postponed"}[str(changes["status"])]
        assert label in words(sides[0])


@pytest.mark.parametrize(("product", "stock"), EVENT_SHEETS)
def test_arabic_pages_are_mirrored(product: Product, stock: str) -> None:
    arabic = replace(exchange(title="تبادل المعرفة بين فرق الرعاية", summary="كيف نجمع ما تعرفه الممرضات؟"), languages=("ar",))
    made = check(arabic, product, stock, "exchange", "ar")[0]
    title = next(place for run, place in runs(made.page.items) if "المعرفة" in run.text)
    assert title.right > made.page.stock.width * 0.85


def test_a_title_of_forty_letters_sends_the_leaves_away() -> None:
    """The large leaf at the right gives its place to a long title, and only then."""

    def fall(title: str) -> Item:
        page = composed(exchange(title=title), "poster", "a4", "exchange")[0].page
        return next(
            g for _, item in page.items if isinstance(item, Group) for _, g in item.items if getattr(g, "name", "") == "fall"
        )

    assert fall("Huddle") == fall("Knowledge exchange")
    assert fall("Huddle") != fall(LONG)


@pytest.mark.parametrize("stock", ["share", "square", "tall", "wide"])
def test_leaves_keep_clear_of_all_the_room_that_the_name_may_take(stock: str) -> None:
    text = (templates_dir() / "leaf" / f"social-{stock}.xml").read_text("utf-8")
    boxes = re.findall(r'<column [^>]*box="([^"]*)" avoid="([^"]*)"[^>]*><use file="parts" part="lockup"', text)
    assert boxes
    for box, avoid in boxes:
        assert avoid.split(",")[:3] == box.split(",")[:3]
