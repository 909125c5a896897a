"""The Bold Ink family: every page of the sample campaign holds together, and hard words do not break it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest

from kiosk.campaign.brand import Logo
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event
from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.compose.template import family
from kiosk.compose.template.template import pages
from kiosk.page.dump import dump
from kiosk.page.geometry import Matrix, Point, Rect
from kiosk.page.ink import contrast
from kiosk.page.items import Group, Item, Shape, TextRun
from kiosk.page.picture import PictureFacts
from kiosk.page.stock import STOCKS, Product
from kiosk.paint import qt
from kiosk.resources import assets_dir, templates_dir
from kiosk.store.folder import files

INK = {path.name: path.read_text("utf-8") for path in sorted((templates_dir() / "ink").iterdir())}
LONG = "What works when nurses, midwives and librarians share what they know across every service"
PLACES = tuple[tuple[Point, Item], ...]


@lru_cache
def sample() -> Campaign:
    """Read the sample campaign."""
    return files.read(Path(assets_dir() / "samples" / "knowvember-22")).campaign


def changed(**changes: object) -> Campaign:
    """Change the sample's first event."""
    event = sample().item("exchange")
    assert isinstance(event, Event)
    other = replace(event, **changes)  # pyright: ignore[reportArgumentType]
    return replace(sample(), events=tuple(other if e.id == event.id else e for e in sample().events))


def composed(campaign: Campaign, product: Product, stock: str, what: str, lang: str = "en") -> tuple[Composed, ...]:
    """Compose one page (a postcard: two) as of the sample's second week."""
    at = datetime(2022, 11, 9, 10, 15, tzinfo=campaign.zone)
    sheet = STOCKS[product][stock]
    return compose.compose(
        Brief(campaign=campaign, product=product, stock=sheet, what=what, at=at, family_name="ink", family=INK, langs=(lang,))
    )


def groups(items: PLACES, m: Matrix | None = None) -> Iterator[tuple[Matrix, Group]]:
    """Walk through all groups with their maps to the page."""
    for at, item in items:
        if isinstance(item, Group):
            here = Matrix.shift(at.x, at.y).then(m or Matrix())
            here = item.matrix.then(here) if item.matrix else here
            yield here, item
            yield from groups(item.items, here)


def runs(items: PLACES, m: Matrix | None = None) -> Iterator[tuple[TextRun, Rect]]:
    """Walk through every run that is text (not the slid half of one) with the place of its letters, x height to baseline."""
    for at, item in items:
        here = Matrix.shift(at.x, at.y).then(m or Matrix())
        if isinstance(item, Group) and item.role != "artifact":
            yield from runs(item.items, item.matrix.then(here) if item.matrix else here)
        elif isinstance(item, TextRun):
            a, b = here.at((0, -item.size * 0.5)), here.at((item.width, 0))
            yield item, Rect(min(a.x, b.x), min(a.y, b.y), abs(b.x - a.x), abs(b.y - a.y))


def words(made: Composed) -> str:
    """Read all words of a page."""
    return " ".join(run.text for run, _ in runs(made.page.items))


def motifs(made: Composed) -> list[tuple[Matrix, Group]]:
    """List the motif's layers that painted something."""
    return [(m, g) for m, g in groups(made.page.items) if g.name == "motif" and g.items]


def letters(made: Composed) -> list[Rect]:
    """List the boxes of the large words, in u."""
    found: list[Rect] = []
    u = made.page.stock.u
    for m, group in motifs(made):
        for inner, half in groups(group.items, m):
            if half.name == "upper":
                shape = half.items[0][1]
                assert isinstance(shape, Shape)
                found.append(Rect(*(v / u for v in shape.path.mapped(inner).bounds())))
    return found


def check(campaign: Campaign, product: Product, stock: str, what: str, lang: str = "en") -> tuple[Composed, ...]:
    """Compose, and hold the result to what every page must keep: no error, and all words and codes in the safe area."""
    out = composed(campaign, product, stock, what, lang)
    for made in out:
        errors = [f.sentence for f in made.findings if f.severity == "error"]
        assert not errors, (product, stock, what, errors)
        safe = made.page.stock.safe_area
        there = list(runs(made.page.items))
        for i, (run, place) in enumerate(there):
            assert safe.holds(place, slack=0.6), (product, stock, what, run.text, place, safe)
            for also, other in there[i + 1 :]:
                assert not place.inset(0.4).meets(other.inset(0.4)), (product, stock, what, run.text, also.text)
        for code in made.codes:
            assert safe.holds(code.code), (product, stock, what)
            assert not any(code.code.meets(place) for _, place in there), (product, stock, what)
    return out


SHEETS: list[tuple[Product, str]] = [
    (product, stock) for product, stocks in STOCKS.items() for stock in stocks if stock not in ("4up-a4", "3840x2160")
]
EVENT_SHEETS = [(p, s) for p, s in SHEETS if p in ("poster", "slide", "postcard", "social") and s not in ("a2", "a3")]


def test_every_template_can_be_read() -> None:
    ink = family.read("ink", INK, sample().brand)
    read = {name: len(pages(name, ink.texts, ink.words)) for name in INK if name.endswith(".xml") and name != "parts.xml"}
    assert min(read.values()) >= 1
    leaf = {path.name for path in (templates_dir() / "leaf").iterdir()}
    assert leaf <= set(INK)


def test_words_stand_only_on_grounds_that_carry_them() -> None:
    """ART's figures: ink on the accent 13, ink on paper 17; the accent is never text but on ink."""
    inks = family.read("ink", INK, sample().brand).inks
    assert contrast(inks["ink"], inks["accent"]) > 13
    assert contrast(inks["ink"], inks["paper"]) > 17
    for product, stock in SHEETS:
        for what in compose.whats(sample(), product)[:4]:
            for made in composed(sample(), product, stock, what):
                assert {run.ink.name for run, _ in runs(made.page.items)} <= {"ink", "accent"}


@pytest.mark.parametrize(("product", "stock"), SHEETS)
def test_every_page_of_the_sample_holds_together(product: Product, stock: str) -> None:
    for what in compose.whats(sample(), product):
        sides = check(sample(), product, stock, what)
        assert len(sides) == (2 if product == "postcard" else 1)
        assert any("Sample data" in words(made) for made in sides)


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
    sides = check(changed(**changes), product, stock, "exchange")
    if "link" in changes:
        assert not any(made.codes for made in sides)
    if "status" in changes:
        label = {"cancelled": "Cancelled", "full": "Fully booked", "postponed": "Postponed"}[str(changes["status"])]
        assert label in words(sides[0])


@pytest.mark.parametrize(("product", "stock"), EVENT_SHEETS)
def test_arabic_pages_are_mirrored_but_figures_are_not(product: Product, stock: str) -> None:
    arabic = replace(changed(title="تبادل المعرفة بين فرق الرعاية", summary="كيف نجمع ما تعرفه الممرضات؟"), languages=("ar",))
    made = check(arabic, product, stock, "exchange", "ar")[0]
    wide = made.page.stock.width
    title = next(place for run, place in runs(made.page.items) if "المعرفة" in run.text)
    if made.page.stock.shape == "landscape":  # two columns: the words to the left of the field
        assert title.right < wide * 0.6
        assert letters(made)[0].centre.x > 0.6 * wide / made.page.stock.u
    else:
        assert title.right > wide * 0.85
    assert all(group.matrix is None for _, group in motifs(made))


def test_the_day_is_the_picture_and_is_also_said_in_words() -> None:
    made = composed(sample(), "poster", "a4", "after-action-reviews")[0]
    (numeral,) = letters(made)
    assert numeral.w > 70
    assert numeral.h > 40
    assert "Wednesday" in words(made)
    assert "23\u00a0November" in words(made) or "23 November" in words(made)
    assert all(group.role == "artifact" for _, group in motifs(made))


def test_an_event_without_a_date_shows_its_month_as_an_outline() -> None:
    made = composed(changed(starts=None, ends=None), "slide", "1920x1080", "exchange")[0]
    (_, group), *rest = motifs(made)
    assert not rest
    halves = [half for _, half in groups(group.items) if half.name in ("upper", "lower")]
    strokes = [s.stroke for half in halves for _, s in half.items if isinstance(s, Shape)]
    assert len([s for s in strokes if s is not None]) == 2
    assert "Date to be announced" in words(made)
    nameless = composed(replace(changed(starts=None), starts=None, ends=None), "slide", "1920x1080", "exchange")[0]
    assert len(letters(nameless)) == 1  # a question mark


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_what_is_off_has_a_band_across_its_outlined_day(status: str) -> None:
    made = composed(changed(status=status), "slide", "1920x1080", "exchange")[0]
    names = [inner.name for _, group in motifs(made) for _, inner in groups(group.items)]
    assert names == ["word", "upper", "lower", "band"]
    assert status.capitalize() + "." in words(made)


@pytest.mark.parametrize(("product", "stock"), EVENT_SHEETS)
def test_the_band_stays_clear_of_title_and_captions(product: Product, stock: str) -> None:
    for title in ("Knowledge exchange", LONG):
        made = composed(changed(title=title, status="cancelled"), product, stock, "exchange")[0]
        for m, group in motifs(made):
            for inner, band in groups(group.items, m):
                if band.name != "band":
                    continue
                shape, clip = band.items[0][1], band.clip
                assert isinstance(shape, Shape)
                assert clip is not None
                (x0, y0), (x1, y1) = (inner.at((shape.path.xy[i], shape.path.xy[i + 1])) for i in (0, 2))
                tall = shape.path.xy[7] - shape.path.xy[1]
                field = clip.bounds()
                for run, place in runs(made.page.items):
                    for x in (place.x, place.right):
                        top = y0 + (y1 - y0) * (x - x0) / (x1 - x0)
                        inside = field.x < x < field.right and place.y < min(top + tall, field.bottom) and place.bottom > top
                        assert not inside, (product, stock, title, run.text)


def test_a_full_event_keeps_its_solid_day() -> None:
    made = composed(changed(status="full"), "poster", "a4", "exchange")[0]
    assert [g.name for _, m in motifs(made) for _, g in groups(m.items)] == ["word", "upper", "lower"]


def test_a_long_title_gets_a_narrower_face_and_more_room() -> None:
    made = composed(changed(title=LONG), "poster", "a4", "exchange")[0]
    run = next(r for r, _ in runs(made.page.items) if r.text.startswith("What works"))
    assert (run.face.family, run.face.weight) == ("Barlow", 800)
    assert letters(made)[0].bottom < 55


def test_a_technique_s_name_is_cut_and_still_a_heading() -> None:
    front, back = composed(sample(), "postcard", "a6", "peer-assist")
    heading = next(g for _, g in groups(front.page.items) if g.role == "h1")
    assert "Peer" in [run.text.strip() for run, _ in runs(heading.items)]
    assert any(g.role == "artifact" and g.clip for _, g in groups(heading.items))
    assert len(back.codes) == 1


@pytest.mark.parametrize("stock", ["a3-landscape", "a4-landscape", "a4"])
def test_the_programme_shows_a_day_for_every_event(stock: str) -> None:
    made = check(sample(), "programme", stock, "programme")[0]
    assert len(letters(made)) == 1 + len(sample().events)
    assert not [f for f in made.findings if f.id == "dropped-to-fit"]


@pytest.mark.parametrize("stock", ["a3-landscape", "a4"])
def test_a_programme_of_many_events_becomes_a_list(stock: str) -> None:
    many = tuple(replace(e, id=f"{e.id}-{n}") for n in range(2) for e in sample().events)
    made = check(replace(sample(), events=many), "programme", stock, "programme")[0]
    assert len(letters(made)) == 1
    assert words(made).count("Reviews") == 2
    crowd = tuple(replace(e, id=f"{e.id}-{n}") for n in range(3) for e in sample().events)
    pages = composed(replace(sample(), events=crowd), "programme", stock, "programme")
    assert sum(words(page).count("Reviews") for page in pages) == 3
    long = tuple(replace(e, title=LONG) for e in sample().events)
    check(replace(sample(), events=long), "programme", stock, "programme")


@pytest.mark.parametrize("stock", ["1920x1080", "1080x1920"])
def test_an_agenda_of_long_titles_leaves_places_out_first(stock: str) -> None:
    long = replace(sample(), events=tuple(replace(e, title=LONG) for e in sample().events))
    made = check(long, "slide", stock, "agenda-week")[0]
    assert "does-not-fit" not in {f.id for f in made.findings}
    assert letters(made)[0].h > 22  # the day of today


def test_three_logos_stand_in_a_row_below_the_words() -> None:
    files_ = ("one.svg", "two.svg", "three.svg")
    brand = replace(
        sample().brand, logos=(Logo(file=files_[0], alt="One"),), partners=tuple(Logo(file=f, alt=f) for f in files_[1:])
    )
    facts = {f: PictureFacts(file=f, sha256="0" * 64, width=300, height=100) for f in files_}
    made = compose.compose(
        Brief(
            campaign=replace(changed(starts=None), brand=brand), product="poster", stock=STOCKS["poster"]["a4"], what="exchange",
            at=datetime(2022, 11, 9, 10, tzinfo=sample().zone), family_name="ink", family=INK, pictures=facts,
        )
    )[0]  # fmt: skip
    logos = [g for _, g in groups(made.page.items) if g.name == "logo"]
    assert [g.alt for g in logos] == ["One", *files_[1:]]
    assert not [f for f in made.findings if f.severity == "error"]


@pytest.mark.parametrize(
    ("product", "stock", "what"),
    [
        ("poster", "a4", "after-action-reviews"),
        ("slide", "1920x1080", "after-action-reviews"),
        ("slide", "1080x1920", "peer-assist-epa"),
        ("postcard", "a6", "peer-assist"),
        ("social", "square", "exchange"),
        ("programme", "a3-landscape", "programme"),
    ],
)
def test_pages_read_as_they_should(golden, product: Product, stock: str, what: str) -> None:
    sides = composed(sample(), product, stock, what)
    golden.text(f"ink-{product}-{stock}.txt", "\n".join(dump(made.page) for made in sides))


def test_the_poster_looks_as_it_should(golden) -> None:
    made = composed(sample(), "poster", "a4", "after-action-reviews")[0]
    golden.png("ink-poster.png", qt.raster(made.page, (248, 351)), tolerance=10)


def test_the_cancelled_slide_looks_as_it_should(golden) -> None:
    made = composed(changed(status="cancelled"), "slide", "1920x1080", "exchange")[0]
    golden.png("ink-slide-cancelled.png", qt.raster(made.page, (384, 216)), tolerance=10)
