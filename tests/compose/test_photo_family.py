"""The Full Photo family: every page of the sample holds together, and words can be read on any picture."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image

from kiosk.campaign.brand import Logo
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event, PictureRef
from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.page.dump import dump
from kiosk.page.geometry import Matrix, Rect
from kiosk.page.ink import contrast, ink, luminance
from kiosk.page.items import Group, Page, Picture, TextRun
from kiosk.page.picture import PictureFacts
from kiosk.page.stock import STOCKS, Product
from kiosk.paint import qt
from kiosk.resources import assets_dir, templates_dir
from kiosk.store.folder import files
from tests.compose.making import groups, placed, text_of

PHOTO = {path.name: path.read_text("utf-8") for path in sorted((templates_dir() / "photo").iterdir())}
LONG = "What works when nurses, midwives and librarians share what they know across every service"
WHITE = PictureFacts("white.png", "0", 2400, 3200, peak=((1.0,),))


@lru_cache
def sample() -> Campaign:
    """Read the sample campaign."""
    return files.read(Path(assets_dir() / "samples" / "knowvember-22")).campaign


def pictured() -> Campaign:
    """Give every item of the sample a picture."""
    ref = PictureRef(file="white.png", alt="A white wall", focal=(0.5, 0.5))
    kinds = ("events", "articles", "techniques", "prompts", "notices")
    return replace(sample(), **{k: tuple(replace(i, picture=ref) for i in getattr(sample(), k)) for k in kinds})


def changed(campaign: Campaign | None = None, **changes: object) -> Campaign:
    """Change the first event."""
    campaign = campaign or sample()
    event = campaign.item("exchange")
    assert isinstance(event, Event)
    other = replace(event, **changes)  # pyright: ignore[reportArgumentType]
    return replace(campaign, events=tuple(other if e.id == event.id else e for e in campaign.events))


def composed(
    campaign: Campaign, product: Product, stock: str, what: str, lang: str = "en", picture: PictureFacts | None = None
) -> tuple[Composed, ...]:
    """Compose one page (a postcard: two) as of the sample's first day."""
    at = datetime(2022, 11, 1, 10, 15, tzinfo=campaign.zone)
    brief = Brief(
        campaign=campaign, product=product, stock=STOCKS[product][stock], what=what, at=at, family_name="photo", family=PHOTO,
        langs=(lang,), pictures={"white.png": picture} if picture else {},
    )  # fmt: skip
    return compose.compose(brief)


def errors(made: Composed) -> list[str]:
    """List what a page must not have."""
    return [f.sentence for f in made.findings if f.severity == "error"]


PAGES = [(product, stock) for product in STOCKS for stock in STOCKS[product] if stock != "3840x2160"]


@pytest.mark.parametrize(("product", "stock"), PAGES, ids=[f"{p}-{s}" for p, s in PAGES])
def test_every_page_of_the_sample_composes_without_an_error(product: Product, stock: str) -> None:
    for campaign, picture in ((sample(), None), (pictured(), WHITE)):
        for what in compose.whats(campaign, product):
            for made in composed(campaign, product, stock, what, picture=picture):
                assert errors(made) == [], f"{what}: {errors(made)}"


HARD = {
    "six letters": {"title": "Silos!"},
    "89 characters": {"title": LONG},
    "no description": {"description": "", "summary": ""},
    "no link": {"booking": "", "short": "", "link": ""},
    "no date": {"starts": None, "ends": None},
    "cancelled": {"status": "cancelled"},
    "postponed": {"status": "postponed"},
    "full": {"status": "full"},
    "arabic": {"title": "تبادل المعرفة", "summary": "كيف نجمع ما تعرفه الممرضات والقابلات؟"},
    "welsh": {"title": "Cyfnewid gwybodaeth", "summary": "Sut mae casglu’r hyn y mae nyrsys yn ei wybod?"},
}
STOCKED = [
    ("poster", "a4"), ("poster", "a5"), ("slide", "1920x1080"), ("slide", "1080x1920"), ("postcard", "a6"),
    ("social", "square"), ("social", "share"), ("social", "wide"), ("social", "tall"),
]  # fmt: skip


@pytest.mark.parametrize("case", HARD)
def test_hard_words_break_no_page(case: str) -> None:
    campaign = changed(**HARD[case])
    for product, stock in STOCKED:
        for made in composed(campaign, product, stock, "exchange", "ar" if case == "arabic" else "en"):  # pyright: ignore
            assert errors(made) == [], f"{product} {stock}: {errors(made)}"
            safe = made.page.stock.safe_area
            for run, box in runs(made.page):
                assert safe.holds(box, 0.6), f"{product} {stock}: {run.text!r} stands outside the safe area"


def runs(page: Page) -> Iterator[tuple[TextRun, Rect]]:
    """List every run with the place of its letters, x height to baseline."""
    for m, item in placed(page):
        if isinstance(item, TextRun) and item.text.strip():
            a, b = m.at((0, -item.size * 0.5)), m.at((item.width, 0))
            yield item, Rect(min(a.x, b.x), min(a.y, b.y), abs(b.x - a.x), abs(b.y - a.y))


def test_a_ticket_says_what_state_its_event_is_in() -> None:
    cancelled = composed(changed(status="cancelled"), "slide", "1920x1080", "exchange")[0]
    assert "Cancelled" in text_of(cancelled.page)
    assert "Scan for news" in text_of(cancelled.page)
    assert "12.30" not in text_of(cancelled.page)
    undated = composed(changed(starts=None, ends=None), "slide", "1920x1080", "exchange")[0]
    assert "Date to be announced" in text_of(undated.page).replace("  ", " ").replace("\u00a0", " ")
    full = composed(changed(status="full"), "slide", "1920x1080", "exchange")[0]
    assert "Fully booked" in text_of(full.page)


def test_a_ticket_without_a_link_is_not_torn() -> None:
    def perforated(campaign: Campaign) -> bool:
        page = composed(campaign, "poster", "a4", "exchange")[0].page
        return any(len(g.items) == 2 for g in groups(page, "ticket"))

    assert perforated(sample())
    assert not perforated(changed(booking="", short="", link=""))


def test_the_picture_takes_the_place_of_the_shelves() -> None:
    painted = composed(sample(), "poster", "a4", "exchange")[0].page
    assert len(groups(painted, "shelves")) == 1
    shown = composed(pictured(), "poster", "a4", "exchange", picture=WHITE)[0].page
    assert groups(shown, "shelves") == []
    assert any(isinstance(item, Picture) for _, item in placed(shown))
    small = composed(pictured(), "poster", "a4", "exchange", picture=replace(WHITE, width=120, height=160))[0]
    assert len(groups(small.page, "shelves")) == 1
    assert "picture-small" in [f.id for f in small.findings]


READ = [
    ("poster", "a4"),
    ("slide", "1920x1080"),
    ("slide", "1080x1920"),
    ("postcard", "a6"),
    ("social", "square"),
    ("social", "share"),
]


@pytest.mark.parametrize("title", ["Knowledge exchange", LONG], ids=["short", "long"])
@pytest.mark.parametrize(("product", "stock"), READ, ids=[f"{p}-{s}" for p, s in READ])
def test_words_pass_on_the_worst_pixel_of_a_white_picture(product: Product, stock: str, title: str, tmp_path: Path) -> None:
    white = tmp_path / "white.png"
    Image.new("RGB", (WHITE.width // 8, WHITE.height // 8), "white").save(white)
    facts = replace(WHITE, file=str(white), width=WHITE.width // 8, height=WHITE.height // 8)
    # Judged as the large picture that it stands for, so that it is not left out.
    made = composed(changed(pictured(), title=title), product, stock, "exchange", picture=WHITE)[0]
    sheet = made.page.stock
    k = 400 / max(sheet.width, sheet.height)
    raster = qt.raster(backdrop(made.page, facts), (round(sheet.width * k), round(sheet.height * k)))
    scrim = ink("#0C1118")
    judged = 0
    for run, box in runs(made.page):
        if contrast(run.ink, scrim) < 4.5:
            continue  # words of the ticket
        large = run.size >= (18 if sheet.kind == "print" else 4.6 * sheet.u)
        lightest = max(
            luminance(raster.pixelColor(x, y).getRgbF()[:3])
            for x in range(int(box.x * k), min(int(box.right * k) + 1, raster.width()))
            for y in range(int(box.y * k), min(int(box.bottom * k) + 1, raster.height()))
        )
        ratio = (luminance(run.ink.screen) + 0.05) / (lightest + 0.05)
        assert ratio >= (4.5 if large else 7) * 0.97, f"{run.text!r} has {ratio:.2f}"
        judged += 1
    assert judged >= 4


def backdrop(page: Page, facts: PictureFacts) -> Page:
    """Leave of a page what lies under its words: the picture and the scrim."""

    def swapped(group: Group) -> Group:
        items = tuple(
            (at, replace(i, file=facts.file, crop=Rect(0, 0, facts.width, facts.height)) if isinstance(i, Picture) else i)
            for at, i in group.items
        )
        return replace(group, items=items)

    kept = [
        (at, swapped(item))
        for at, item in page.items
        if isinstance(item, Group) and (item.name in ("scrim", "ground") or any(isinstance(i, Picture) for _, i in item.items))
    ]
    return replace(page, items=tuple(kept))


def test_the_page_of_a_right_to_left_language_is_mirrored_and_its_picture_is_not() -> None:
    campaign = changed(pictured(), title="تبادل المعرفة")
    made = composed(campaign, "slide", "1920x1080", "exchange", "ar", WHITE)[0]
    width = made.page.stock.width
    (code,) = made.codes
    assert code.code.centre.x < width / 2
    pictures = [(m, i) for m, i in placed(made.page) if isinstance(i, Picture)]
    assert all(Matrix(*m).a > 0 for m, _ in pictures)
    assert len(pictures) == 1


def test_three_logos_stand_on_the_ticket() -> None:
    logos = tuple(Logo(file=f"{n}.svg", alt=f"Partner {n}") for n in "abc")
    campaign = replace(sample(), brand=replace(sample().brand, partners=logos))
    made = composed(campaign, "poster", "a4", "exchange")[0]
    assert errors(made) == []


GOLDENS: list[tuple[Product, str, str]] = [
    ("poster", "a4", "exchange"), ("programme", "a3-landscape", "programme"), ("slide", "1920x1080", "exchange"),
    ("social", "square", "exchange"),
]  # fmt: skip


@pytest.mark.parametrize(("product", "stock", "what"), GOLDENS, ids=[p for p, _, _ in GOLDENS])
def test_pages_stand_as_written_down(product: Product, stock: str, what: str, golden) -> None:
    made = composed(sample(), product, stock, what)[0]
    # The books are a matter of the motif's own tests.
    items = tuple((at, i) for at, i in made.page.items if not groups(replace(made.page, items=((at, i),)), "shelves"))
    golden.text(f"photo-{product}.txt", dump(replace(made.page, items=items)))


def test_the_postcard_stands_as_written_down(golden) -> None:
    front, back = composed(pictured(), "postcard", "a6", "peer-assist", picture=WHITE)
    golden.text("photo-postcard.txt", dump(front.page))
    golden.text("photo-postcard-back.txt", dump(back.page))
