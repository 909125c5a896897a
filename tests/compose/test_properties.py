"""Whatever an event is called and whatever it lacks: no exception, nothing off the page, nothing too small in silence."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.item import Event, Speaker
from kiosk.compose import compose as composer
from kiosk.compose import judge
from kiosk.compose.brief import Brief, Composed
from kiosk.page.items import TextRun
from kiosk.page.stock import STOCKS, Product
from kiosk.resources import templates_dir
from tests.compose.making import ZONE, at, placed

LEAF = {p.name: p.read_text() for p in (templates_dir() / "leaf").iterdir() if p.is_file()}
PAGES: list[tuple[Product, str]] = [
    ("poster", "a4"), ("poster", "a5"), ("slide", "1920x1080"), ("slide", "1080x1920"), ("postcard", "a6"), ("social", "square"),
    ("social", "share"),
]  # fmt: skip

word = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=14)
latin = st.text("abcdefghijklmnopqrstuvwxyzéŵßABCW", min_size=1, max_size=12)
arabic = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=9)
line = st.one_of(
    st.lists(latin, min_size=1, max_size=50).map(" ".join),
    st.lists(arabic, min_size=1, max_size=30).map(" ".join),
    st.lists(word, min_size=1, max_size=20).map(" ".join),
    st.lists(st.sampled_from("🎉📚☕👩‍🍳1️⃣"), min_size=1, max_size=12).map("".join),
    latin.map(lambda w: (w * 500)[:500]),
)
maybe = st.one_of(st.just(""), line)


@st.composite
def events(draw: st.DrawFn) -> Event:
    moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda d: d.replace(tzinfo=ZONE))
    starts = draw(st.one_of(st.none(), moments))
    ends = starts + timedelta(minutes=draw(st.integers(1, 4000))) if starts is not None and draw(st.booleans()) else None
    speakers = tuple(Speaker(name=draw(line)[:80]) for _ in range(draw(st.integers(0, 3))))
    links = ["", "https://example.org/k/x", "https://example.org/" + "a" * 300, "mailto:a@example.org"]
    return Event(
        id="it", title=draw(line)[:500], summary=draw(maybe)[:300], description=draw(maybe), starts=starts, ends=ends,
        venue=draw(st.sampled_from(["", "hub", "Somewhere else"])), speakers=speakers, booking=draw(st.sampled_from(links)),
        status=draw(st.sampled_from(["scheduled", "cancelled", "postponed", "full"])),
    )  # fmt: skip


def held(brief: Brief, done: Composed) -> None:
    stock, found = brief.stock, {f.id for f in done.findings}
    for m, item in placed(done.page):
        if not isinstance(item, TextRun) or not item.text.strip():
            continue
        x, y = m.at((0, 0))
        assert x > -0.5
        assert x + item.width < stock.width + 0.5, item.text
        assert y - item.size * 0.2 > -0.5
        assert y < stock.height + 0.5
        floor = judge.SMALLEST_ON_SCREEN * stock.u if brief.product == "slide" else judge.SMALLEST_IN_PRINT
        assert item.size >= floor - 0.02 or found & {"small-type", "does-not-fit"}, (item.text, item.size)
    for code in done.codes:
        assert stock.trim.holds(code.code)


@settings(max_examples=25)
@given(event=events(), page=st.sampled_from(PAGES), lang=st.sampled_from(["en", "ar", "cy"]))
def test_any_event_makes_a_page(event: Event, page: tuple[Product, str], lang: str) -> None:
    venue = Venue(id="hub", room="Learning Hub, Level 2", name="Riverside Library")
    campaign = Campaign(title="KNOWvember 22", id="k", timezone="Europe/London", hashtag="#K22", organisation="Riverside Library",
                        venues=(venue,), events=(event,))  # fmt: skip
    brief = Brief(
        campaign=campaign, product=page[0], stock=STOCKS[page[0]][page[1]], what="it", at=at("2022-11-01T09:00"),
        family_name="leaf", family=LEAF, langs=(lang,),
    )  # fmt: skip
    for done in composer.compose(brief):
        held(brief, done)
        assert done.alt.endswith(".")
        texts = [box for name, box in done.boxes.items() if name.split("-")[0] in ("title", "short", "date", "facts")]
        if "does-not-fit" not in {f.id for f in done.findings}:
            for i, a in enumerate(texts):
                for b in texts[i + 1 :]:
                    assert not a.inset(0.1).meets(b.inset(0.1)), (a, b)
