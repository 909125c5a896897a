"""The Civic family: every page of the sample campaign holds together, states show in shapes, and hard words do not break it."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import pytest

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event
from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.compose.template import family
from kiosk.page.dump import dump
from kiosk.page.geometry import Rect
from kiosk.page.ink import contrast
from kiosk.page.items import Group, Page, Shape, TextRun
from kiosk.page.picture import Artwork
from kiosk.page.stock import STOCKS, Product
from kiosk.resources import assets_dir, templates_dir
from kiosk.store.folder import files
from tests.compose.making import groups, placed, text_of
from tests.tooling.golden import Golden

CIVIC = {path.name: path.read_text("utf-8") for path in sorted((templates_dir() / "civic").iterdir())}
LONG = "What works when nurses, midwives and librarians share what they know across every service"
SHEETS: list[tuple[Product, str]] = [(p, s) for p, stocks in STOCKS.items() for s in stocks if s not in ("4up-a4", "3840x2160")]
EVENT_SHEETS: list[tuple[Product, str]] = [(p, s) for p, s in SHEETS if p in ("poster", "slide", "postcard", "social")]


@lru_cache
def sample() -> Campaign:
    """Read the sample campaign."""
    return files.read(assets_dir() / "samples" / "knowvember-22").campaign


def exchange(**changes: object) -> Campaign:
    """Change the sample's first event."""
    event = sample().item("exchange")
    assert isinstance(event, Event)
    changed = replace(event, **changes)  # pyright: ignore[reportArgumentType]
    return replace(sample(), events=tuple(changed if e.id == event.id else e for e in sample().events))


def composed(campaign: Campaign, product: Product, stock: str, what: str, lang: str = "en") -> tuple[Composed, ...]:
    """Compose one page (a postcard: two) as of the sample's second week."""
    at = datetime(2022, 11, 9, 10, 15, tzinfo=campaign.zone)
    return compose.compose(brief(campaign, product, stock, what, at, langs=(lang,)))


def brief(campaign: Campaign, product: Product, stock: str, what: str, at: datetime, **fields: Any) -> Brief:
    """Order one page of the family."""
    return Brief(
        campaign=campaign, product=product, stock=STOCKS[product][stock], what=what, at=at,
        family_name="civic", family=CIVIC, **fields,
    )  # fmt: skip


def words(page: Page) -> list[tuple[TextRun, Rect]]:
    """List every text run with the place of its letters, from x height to baseline."""
    out: list[tuple[TextRun, Rect]] = []
    for m, item in placed(page):
        if isinstance(item, TextRun):
            a, b = m.at((0, -item.size * 0.5)), m.at((item.width, 0))
            out.append((item, Rect(min(a.x, b.x), min(a.y, b.y), abs(b.x - a.x), abs(b.y - a.y))))
    return out


def bars(page: Page) -> list[tuple[Rect, str]]:
    """List the motif's bars with their inks."""
    found: list[tuple[Rect, str]] = []
    for m, group in placed(page):
        if isinstance(group, Group) and group.name == "bars":
            here = (group.matrix or m).then(m) if group.matrix else m
            for at, item in group.items:
                assert isinstance(item, Shape)
                assert item.stroke is not None
                shape = item.path.mapped(here).bounds().moved(at.x, at.y)
                found.append((shape.inset(-item.stroke.width / 2), getattr(item.stroke.paint, "hex", "")))
    return found


def check(campaign: Campaign, product: Product, stock: str, what: str, lang: str = "en") -> tuple[Composed, ...]:
    """Compose, and hold the result to what every page must keep: no error, words apart from each other and in the safe area."""
    out = composed(campaign, product, stock, what, lang)
    for made in out:
        case = (product, stock, what)
        assert not [f.sentence for f in made.findings if f.severity == "error"], case
        safe, found = made.page.stock.safe_area, words(made.page)
        for run, place in found:
            assert safe.holds(place, slack=0.6), (*case, run.text, place, safe)
        for code in made.codes:
            assert safe.holds(code.code), case
            assert not [run.text for run, place in found if place.meets(code.code)], case
        for i, (run, place) in enumerate(found):
            for also, there in found[i + 1 :]:
                assert not place.inset(0.4).meets(there.inset(0.4)), (*case, run.text, also.text)
    return out


@pytest.mark.parametrize(("product", "stock"), SHEETS)
def test_every_page_of_the_sample_holds_together(product: Product, stock: str) -> None:
    for what in compose.whats(sample(), product):
        sides = check(sample(), product, stock, what)
        assert len(sides) == (2 if product == "postcard" else 1)
        assert any("Sample data" in text_of(made.page).replace("\u00a0", " ") for made in sides), what


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
        {"starts": None, "ends": None, "status": "cancelled"},
        {"status": "full"},
        {"status": "postponed"},
        {"title": "Cyfnewid gwybodaeth rhwng nyrsys a llyfrgellwyr"},
    ],
    ids=["short", "long", "long-cancelled", "bare", "no-place", "undated", "undated-off", "full", "postponed", "welsh"],
)
def test_hard_events_hold_together(product: Product, stock: str, changes: dict[str, object]) -> None:
    sides = check(exchange(**changes), product, stock, "exchange")
    if "link" in changes:
        assert not any(made.codes for made in sides)
    if "status" in changes:
        label = {"cancelled": "Cancelled", "full": "Fully booked", "postponed": "Postponed"}[str(changes["status"])]
        assert label in text_of(sides[0].page).replace("\u00a0", " ")


@pytest.mark.parametrize(("product", "stock"), EVENT_SHEETS)
def test_arabic_pages_are_mirrored_bars_and_all(product: Product, stock: str) -> None:
    arabic = replace(exchange(title="تبادل المعرفة بين فرق الرعاية", summary="كيف نجمع ما تعرفه الممرضات؟"), languages=("ar",))
    page = check(arabic, product, stock, "exchange", "ar")[0].page
    title = next(place for run, place in words(page) if "المعرفة" in run.text)
    assert title.right > page.stock.width * 0.85
    assert min(bar.x for bar, _ in bars(page)) < page.stock.width * 0.1


@pytest.mark.parametrize(("product", "stock"), EVENT_SHEETS)
@pytest.mark.parametrize("title", ["Huddle", "Knowledge exchange", LONG], ids=["short", "usual", "long"])
def test_no_bar_stands_behind_the_title_or_the_short_line(product: Product, stock: str, title: str) -> None:
    page = composed(exchange(title=title), product, stock, "exchange")[0].page
    white = [place for run, place in words(page) if run.ink.hex == "#FFFFFF"]
    assert white
    assert bars(page)
    for bar, _ in bars(page):
        assert not any(bar.meets(place) for place in white)


@pytest.mark.parametrize(("product", "stock"), EVENT_SHEETS)
def test_barriers_stand_when_nothing_will_happen(product: Product, stock: str) -> None:
    """A cancelled event is told by words and shapes: no bar has fallen, no yellow tab, title and date struck."""
    fallen = bars(composed(sample(), product, stock, "exchange")[0].page)
    page = composed(exchange(status="cancelled"), product, stock, "exchange")[0].page
    standing = bars(page)
    assert fallen[-1][1] == "#FFC931"
    assert fallen[-1][0].w > fallen[-1][0].h
    assert all(bar.h > bar.w and ink != "#FFC931" for bar, ink in standing)
    fills = {getattr(i.fill, "hex", "") for _, i in placed(page) if isinstance(i, Shape)}
    assert "#FFC931" in fills  # the strike through the title
    assert [g for g in groups(page, "title") if any(isinstance(i, Group) and i.role == "artifact" for _, i in g.items)]


def test_an_undated_event_has_a_dashed_tab() -> None:
    def dashed(campaign: Campaign) -> bool:
        page = composed(campaign, "slide", "1920x1080", "exchange")[0].page
        return any(isinstance(i, Shape) and i.stroke is not None and bool(i.stroke.dash) for _, i in placed(page))

    assert dashed(exchange(starts=None, ends=None))
    assert not dashed(sample())


@pytest.mark.parametrize("stock", list(STOCKS["programme"]))
@pytest.mark.parametrize("count", [1, 4, 12])
def test_programmes_of_few_and_many_events_show_all(stock: str, count: int) -> None:
    dated = [e for e in sample().events if isinstance(e.starts, datetime)]
    first = datetime(2022, 11, 1, 12)
    many = tuple(
        replace(dated[i % len(dated)], id=f"e{i}", title=f"Event {i}", starts=first + timedelta(days=i), ends=None)
        for i in range(count)
    )
    page = check(replace(sample(), events=many), "programme", stock, "programme")[0].page
    assert all(f"Event {i}" in text_of(page).replace("\u00a0", " ") for i in range(count))


def test_the_header_belongs_to_the_logo() -> None:
    """White, and right of its middle nothing but the organisation's mark, at the margin."""
    bare = replace(sample(), brand=replace(sample().brand, logos=()))
    for product, stock in EVENT_SHEETS:
        if product == "postcard":
            continue
        page = composed(bare, product, stock, "exchange")[0].page
        u, w = page.stock.u, page.stock.width
        mark = [m for m, i in placed(page) if isinstance(i, Group) and i.name == "organisation"]
        assert len(mark) == 1, (product, stock)
        right = max(p.right for r, p in words(page) if r.text.startswith("Riverside") and p.y < 20 * u)
        assert w - 12 * u < right <= w - 7 * u
        assert not [r.text for r, p in words(page) if p.y < 16 * u and p.right > w * 0.55 and "Riverside" not in r.text]


def test_three_partners_stand_in_one_row_at_the_foot() -> None:
    host = sample().brand.logos[0]
    brand = replace(sample().brand, partners=tuple(replace(host, alt=f"Partner {i}") for i in range(3)))
    at = datetime(2022, 11, 1, 9, tzinfo=sample().zone)
    art = {host.file: Artwork("0" * 64, 269, 70, ())}
    page = compose.compose(brief(replace(sample(), brand=brand), "poster", "a4", "exchange", at, pictures=art))[0].page
    assert len(groups(page, "logo")) == 4


def test_the_inks_keep_their_contrast() -> None:
    civic = family.read("civic", CIVIC, sample().brand)
    ink = civic.ink
    for text, ground, least in [
        ("white", "blue", 7), ("navy", "yellow", 7), ("blue", "white", 7), ("blue", "tint", 7), ("text", "white", 7),
        ("text", "tint", 7), ("grey", "white", 7), ("grey", "tint", 7), ("white", "navy", 7), ("navy", "white", 15),
    ]:  # fmt: skip
        assert contrast(ink(text), ink(ground)) >= least, (text, ground)
    assert not [name for name, role in civic.types.items() if role.ink == "yellow"]


def test_goldens(golden: Golden) -> None:
    sheets: list[tuple[Product, str, str]] = [
        ("poster", "a4", "exchange"), ("slide", "1920x1080", "peer-assist-epa"), ("programme", "a3-landscape", "programme"),
        ("social", "square", "good-ideas"),
    ]  # fmt: skip
    for product, stock, what in sheets:
        made = composed(sample(), product, stock, what)[0]
        golden.text(f"civic-{product}.txt", dump(made.page))
    for made, side in zip(composed(sample(), "postcard", "a6", "peer-assist"), ("front", "back"), strict=True):
        golden.text(f"civic-postcard-{side}.txt", dump(made.page))
