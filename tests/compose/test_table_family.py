"""The Table Talk family: every page of the sample campaign holds together, words read on every colour they may meet."""

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
from kiosk.compose.motifs import table
from kiosk.compose.template import family
from kiosk.compose.template.template import pages
from kiosk.page.dump import dump
from kiosk.page.geometry import Matrix, Point, Rect
from kiosk.page.ink import Ink, contrast, ink
from kiosk.page.items import Group, Item, Shape, TextRun
from kiosk.page.stock import STOCKS, Product
from kiosk.resources import assets_dir, templates_dir
from kiosk.store.folder import files
from tests.tooling.golden import Golden

TABLE = {path.name: path.read_text("utf-8") for path in sorted((templates_dir() / "table").iterdir())}
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


def composed(campaign: Campaign, product: Product, stock: str, what: str, *langs: str, day: int = 2) -> tuple[Composed, ...]:
    """Compose one page (a postcard: two) as of a morning in the sample's month."""
    at = datetime(2022, 11, day, 10, 15, tzinfo=campaign.zone)
    brief = Brief(
        campaign=campaign,
        product=product,
        stock=STOCKS[product][stock],
        what=what,
        at=at,
        family_name="table",
        family=TABLE,
        langs=langs or ("en",),
    )
    return compose.compose(brief)


def walked(items: tuple[tuple[Point, Item], ...], m: Matrix | None = None) -> Iterator[tuple[Item, Matrix]]:
    """Walk through every text and shape with the map to the page."""
    for at, item in items:
        here = Matrix.shift(at.x, at.y).then(m or Matrix())
        if isinstance(item, Group):
            yield from walked(item.items, item.matrix.then(here) if item.matrix else here)
        else:
            yield item, here


def runs(made: Composed) -> list[tuple[TextRun, Rect]]:
    """List every text run with the place of its letters, from x height to baseline."""
    out: list[tuple[TextRun, Rect]] = []
    for item, here in walked(made.page.items):
        if isinstance(item, TextRun):
            a, b = here.at((0, -item.size * 0.5)), here.at((item.width, 0))
            out.append((item, Rect(min(a.x, b.x), min(a.y, b.y), abs(b.x - a.x), abs(b.y - a.y))))
    return out


def words(made: Composed) -> str:
    """Read all words of a page."""
    return " ".join(" ".join(run.text for run, _ in runs(made)).split())


def check(campaign: Campaign, product: Product, stock: str, what: str, *langs: str) -> tuple[Composed, ...]:
    """Compose, and hold the result to what every page must keep: no error, and all words and codes apart and in the safe area."""
    out = composed(campaign, product, stock, what, *langs)
    for made in out:
        errors = [f.sentence for f in made.findings if f.severity == "error"]
        assert not errors, (product, stock, what, errors)
        safe = made.page.stock.safe_area
        placed = [(run, place, place.inset(0.4)) for run, place in runs(made)]
        for one, (run, place, inner) in enumerate(placed):
            assert safe.holds(place, slack=0.6), (product, stock, what, run.text, place, safe)
            for also, _, there in placed[one + 1 :]:
                assert not inner.meets(there), (product, stock, what, run.text, also.text)
        for code in made.codes:
            assert safe.holds(code.code), (product, stock, what)
            assert not any(inner.meets(code.code) for _, _, inner in placed), (product, stock, what)
    return out


SHEETS = [
    (product, stock) for product, stocks in STOCKS.items() for stock in stocks if stock not in ("4up-a4", "3840x2160", "a2")
]
EVENT_SHEETS = [(p, s) for p, s in SHEETS if p in ("poster", "slide", "postcard", "social")]


def test_every_template_can_be_read() -> None:
    made = family.read("table", TABLE, sample().brand)
    for name in TABLE:
        if name.endswith(".xml") and name != "parts.xml":
            assert pages(name, made.texts, made.words)


@pytest.mark.parametrize(("product", "stock"), SHEETS)
def test_every_page_of_the_sample_holds_together(product: Product, stock: str) -> None:
    for what in compose.whats(sample(), product):
        sides = check(sample(), product, stock, what)
        assert len(sides) == (2 if product == "postcard" else 1)
        assert any("Sample data" in words(made) for made in sides), what


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
        {"starts": None, "ends": None, "status": "full"},
        {"starts": None, "ends": None, "status": "cancelled"},
        {"status": "full"},
        {"status": "postponed"},
        {"title": "Cyfnewid gwybodaeth rhwng nyrsys a llyfrgellwyr"},
    ],
    ids=["short", "long", "long-off", "bare", "no-place", "tba", "tba-full", "tba-off", "full", "postponed", "welsh"],
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
    title = next(place for run, place in runs(made) if "المعرفة" in run.text)
    assert title.right > made.page.stock.width * 0.85


@pytest.mark.parametrize(("product", "stock"), EVENT_SHEETS)
def test_two_languages_stand_on_one_page(product: Product, stock: str) -> None:
    welsh = {"title": "Cyfnewid gwybodaeth", "summary": "Sut mae casglu'r hyn y mae nyrsys yn ei wybod?"}
    both = replace(exchange(translations={"cy": welsh}), languages=("cy", "en"))
    made = check(both, product, stock, "exchange", "cy", "en")[0]
    sizes = {round(run.size, 2) for run, _ in runs(made) if run.face.weight == 700 and run.text.startswith(("Cyfn", "Know"))}
    assert "Cyfnewid gwybodaeth Knowledge exchange" in words(made)
    assert len(sizes) == 1


def bubbles(made: Composed) -> list[tuple[Shape, Matrix]]:
    """List the shapes of the page's bubbles."""
    group = next(i for _, i in made.page.items if isinstance(i, Group) and i.name == "motif")
    return [(s, m) for s, m in walked(group.items) if isinstance(s, Shape)]


def inks(made: Composed) -> list[str]:
    """List the colours of the page's bubbles, the hindmost first."""
    return [s.fill.hex for s, _ in bubbles(made) if isinstance(s.fill, Ink)]


@pytest.mark.parametrize("stock", ["1920x1080", "1080x1920"])
def test_states_change_the_bubbles_and_not_the_colours_alone(stock: str) -> None:
    plain, off, later, full = (
        composed(exchange(**c), "slide", stock, "exchange")[0]
        for c in ({}, {"status": "cancelled"}, {"status": "postponed"}, {"status": "full"})
    )
    assert table.INKS["sand"] in inks(off)
    assert table.INKS["mustard"] not in inks(off)  # the silent circle is an outline
    assert any(s.stroke and s.stroke.dash for s, _ in bubbles(later))
    assert not any(s.stroke for s, _ in bubbles(plain))
    assert "Fully booked" in words(full)


def test_two_bubbles_make_a_third_colour() -> None:
    seen = {tuple(inks(composed(replace(sample(), seed=seed), "poster", "a4", "exchange")[0])) for seed in range(12)}
    brick, mustard = table.INKS["brick"], table.INKS["mustard"]
    for title in ("aubergine", "teal"):
        both = [table.OVERLAPS[frozenset({title, other})] for other in ("mustard", "brick")]
        assert (mustard, table.INKS[title], both[0], brick, both[1]) in {i[:5] for i in seen}


def test_words_read_on_every_colour_that_they_may_meet() -> None:
    """White and paper on all dark bubbles and their overlaps; large straw too (WCAG 2.2, 1.4.3)."""
    own = {name: i.screen for name, i in family.read("table", TABLE, sample().brand).inks.items()}
    made = {name: Ink(name, screen) for name, screen in own.items()}
    overlaps = [ink(v) for v in table.OVERLAPS.values()]
    for ground in (made["aubergine"], made["teal"], made["brick"], *overlaps):
        for light in ("paper", "white"):
            assert contrast(made[light], ground) >= 4.5
    for ground in (made["aubergine"], made["teal"], *overlaps):
        assert contrast(made["straw"], ground) >= 4.5
    for ground in ("paper", "mustard", "sand", "white"):
        assert contrast(made["ink"], made[ground]) >= 7
    assert contrast(made["brick"], made["paper"]) >= 4.5
    assert contrast(made["pale"], made["teal"]) >= 4.5


def test_the_closing_clock_shows_the_real_time() -> None:
    def hands(hour: int) -> list[float]:
        c = sample()
        at = datetime(2022, 11, 25 if hour == 13 else 10, hour - 1, 50, tzinfo=c.zone)
        brief = Brief(
            campaign=c,
            product="slide",
            stock=STOCKS["slide"]["1920x1080"],
            what="closing",
            at=at,
            family_name="table",
            family=TABLE,
        )
        lines = [s.path.xy for s, _ in bubbles(compose.compose(brief)[0]) if s.stroke]
        return [round(v, 1) for v in (lines[0][2] - lines[0][0], lines[0][3] - lines[0][1])]

    east, south_west = hands(13), hands(20)
    assert east[0] > 0  # one o'clock points up and to the right
    assert east[1] < 0
    assert south_west[0] < 0  # eight o'clock down and to the left
    assert south_west[1] > 0


@pytest.mark.parametrize("stock", ["1920x1080", "1080x1920"])
def test_an_agenda_is_a_dialogue_then_a_list(stock: str) -> None:
    week = tuple(
        replace(e, starts=datetime(2022, 11, n, 10, tzinfo=sample().zone), ends=None)
        for n, e in enumerate(sample().events[:4], 3)
    )
    four = composed(replace(sample(), events=week), "slide", stock, "agenda-week")[0]
    assert "Later" in words(four)
    one = composed(replace(sample(), events=sample().events[:1]), "slide", stock, "agenda-week")[0]
    assert "Later" not in words(one)
    assert "Knowledge exchange" in words(one)
    none = composed(replace(sample(), events=()), "slide", stock, "agenda-today")[0]
    assert "Nothing more today" in words(none)


@pytest.mark.parametrize("stock", list(STOCKS["programme"]))
@pytest.mark.parametrize("count", [1, 5, 7, 9, 13, 16])
def test_no_event_of_a_long_programme_is_left_out_unsaid(stock: str, count: int) -> None:
    """Six stand in bubbles, many in a list; what does not fit at all is an error."""
    first = sample().events[0]
    many = tuple(replace(first, id=f"e{n}", title=f"Evening {n} of talk") for n in range(count))
    (made,) = check(replace(sample(), events=many), "programme", stock, "programme")
    assert all(f"Evening {n} of" in words(made) for n in range(count))


GOLDENS: list[tuple[Product, str, str]] = [
    ("poster", "a4", "cafe-nihr"),
    ("slide", "1920x1080", "agenda-week"),
    ("postcard", "a6", "peer-assist"),
    ("programme", "a3-landscape", "programme"),
    ("social", "square", "exchange"),
]


@pytest.mark.parametrize(("product", "stock", "what"), GOLDENS)
def test_pages_read_as_they_should(product: Product, stock: str, what: str, golden: Golden) -> None:
    for side, made in enumerate(composed(sample(), product, stock, what)):
        golden.text(f"table-{product}{'-back' if side else ''}.txt", dump(made.page))
