"""Whatever an event is called and whatever it lacks, in any family, script and pair of languages: a page that holds together.

A few hundred events are tried with every run; `KIOSK_EVENTS=10000` tries as many as that.
"""

import os
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.item import Event, PictureRef, Speaker
from kiosk.compose import compose as composer
from kiosk.compose import judge
from kiosk.compose.brief import Brief, Composed
from kiosk.page import face as faces
from kiosk.page.geometry import Matrix, Point, Rect
from kiosk.page.items import Group, Item, TextRun
from kiosk.page.picture import PictureFacts
from kiosk.page.stock import STOCKS, Product
from kiosk.resources import templates_dir
from tests.compose.making import ZONE, at

FAMILIES = sorted(p.name for p in templates_dir().iterdir() if (p / "family.toml").is_file())
EVENTS = int(os.environ.get("KIOSK_EVENTS", "0"))
PAGES: list[tuple[Product, str, str]] = [
    ("poster", "a4", "it"), ("poster", "a5", "it"), ("slide", "1920x1080", "it"), ("slide", "1080x1920", "it"),
    ("postcard", "a6", "it"), ("social", "square", "it"), ("social", "share", "it"), ("social", "wide", "it"),
    ("social", "tall", "it"), ("slide", "1920x1080", "agenda-week"), ("slide", "1080x1920", "agenda-week"),
    ("programme", "a3-landscape", "programme"), ("programme", "a4", "programme"),
]  # fmt: skip
BROKEN = {"does-not-fit", "small-type"}
"""Findings that say that words had to be broken or set too small: the file is withheld, and nobody is misled."""

LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyzABCW&-’",
    "cy": "abcdefghilmnoprstuwyâêîôûŵŷ'",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءئ",
    "ur": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھیے",
    "hi": "अआइईउकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूेैोौं्",
    "el": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώς",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "bn": "অআইকখগচছজতদনপবমযরলসহািীুেো্",
    "ja": "知識の交換看護師がってることをどう集めるか、。",
}  # fmt: skip
_odd = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=14)


def lines(lang: str) -> st.SearchStrategy[str]:
    """Make titles and sentences of a language: mostly plausible, sometimes one endless word, anything at all, or emoji."""
    word = st.text(LETTERS[lang], min_size=1, max_size=12)
    return st.one_of(
        st.lists(word, min_size=1, max_size=6).map(" ".join),
        st.lists(word, min_size=5, max_size=30).map(" ".join),
        st.lists(st.one_of(word, _odd), min_size=1, max_size=12).map(" ".join),
        word.map(lambda w: (w * 500)[:300]),
        st.lists(st.sampled_from("🎉📚☕👩‍🍳1️⃣"), min_size=1, max_size=12).map("".join),
    )


@st.composite
def campaigns(draw: st.DrawFn) -> tuple[Campaign, tuple[str, ...]]:
    own = draw(st.sampled_from(sorted(LETTERS)))
    other = draw(st.sampled_from(["", *sorted(LETTERS)]))
    langs = tuple(dict.fromkeys(lang for lang in ((own, other) if draw(st.booleans()) else (other, own)) if lang))

    def event(name: str) -> Event:
        moments = st.datetimes(datetime(2022, 10, 30), datetime(2022, 12, 1)).map(lambda d: d.replace(tzinfo=ZONE))
        starts = draw(st.one_of(st.none(), moments, st.dates(date(2022, 10, 30), date(2022, 12, 1))))
        span = timedelta(minutes=draw(st.integers(1, 4000)))
        ends = starts + span if isinstance(starts, datetime) and draw(st.booleans()) else None
        told = {"title": draw(lines(other))[:300], "summary": draw(lines(other))[:200]} if other and draw(st.booleans()) else {}
        links = ["", "https://example.org/k/x", "https://example.org/" + "a" * 300, "mailto:a@example.org"]
        return Event(
            id=name, title=draw(lines(own))[:500], summary=draw(st.one_of(st.just(""), lines(own)))[:300],
            description=draw(st.one_of(st.just(""), lines(own))), starts=starts, ends=ends,
            venue=draw(st.sampled_from(["", "hub", "Somewhere else"])), booking=draw(st.sampled_from(links)),
            speakers=tuple(Speaker(name=draw(lines(own))[:80]) for _ in range(draw(st.integers(0, 2)))),
            status=draw(st.sampled_from(["scheduled", "scheduled", "cancelled", "postponed", "full"])),
            cost=draw(st.one_of(st.sampled_from(["", "Free", "£5, free for staff"]), lines(own)))[:200],
            picture=PictureRef(file="p.jpg", alt="A picture") if draw(st.booleans()) else None,
            translations={other: told} if told else {},
        )  # fmt: skip

    events = (event("it"), *(event(f"e{n}") for n in range(draw(st.integers(0, 4)))))
    venue = Venue(id="hub", room="Learning Hub, Level 2", name="Riverside Library", translations={"cy": {"room": "Hwb Dysgu"}})
    made = Campaign(
        title="KNOWvember 22", id="k", theme="Sharing knowledge", timezone="Europe/London", hashtag="#K22",
        website="https://example.org/k", organisation="Riverside Library", venues=(venue,), events=events, languages=(own,),
        starts=date(2022, 11, 1),
    )  # fmt: skip
    return made, langs


@lru_cache
def texts_of(family: str) -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in sorted((templates_dir() / family).iterdir()) if p.is_file()}


def inked(run: TextRun) -> tuple[float, float]:
    """Find where a run's letters begin and end, without the space at its ends, which may hang outside."""
    if not all(g.id for g in run.glyphs):  # signs for missing letters, some of no width
        return 0.0, run.width
    font = faces.font_of(run.face)
    k = run.size / font.face.upem
    seen = [g for g in run.glyphs if unicodedata.category(run.text[g.cluster])[0] not in "ZM"]
    ends = [g.x + font.get_glyph_h_advance(g.id) * k for g in seen]
    return min((g.x for g in seen), default=0.0), max(ends, default=0.0)


def texts(done: Composed) -> Iterator[tuple[str, list[tuple[Rect, TextRun]]]]:
    """List the texts of a page: their names, and each run with the rectangle that its letters take, in points."""

    def inside(items: tuple[tuple[Point, Item], ...], m: Matrix, name: str | None) -> Iterator[tuple[str | None, Rect, TextRun]]:
        for (x, y), item in items:
            here = Matrix.shift(x, y).then(m)
            if isinstance(item, Group):
                yield from inside(item.items, (item.matrix or Matrix()).then(here), name)
            elif isinstance(item, TextRun) and item.text.strip():
                x0, y0 = here.at((0, 0))
                left, right = inked(item)
                yield name, Rect(x0 + left, y0 - 0.66 * item.size, right - left, 0.84 * item.size), item

    for (x, y), item in done.page.items:
        if isinstance(item, Group):
            found = [(r, run) for _, r, run in inside(item.items, (item.matrix or Matrix()).then(Matrix.shift(x, y)), item.name)]
            if found:
                yield item.name or "", found


def hold(brief: Brief, done: Composed) -> None:
    """Check that a page holds together, or says that it does not."""
    stock, found = brief.stock, {f.id for f in done.findings}
    told = list(texts(done))
    on_screen = stock.kind == "screen" and brief.product != "social"
    floor = judge.SMALLEST_ON_SCREEN * stock.u if on_screen else judge.SMALLEST_IN_PRINT
    area = stock.safe_area.inset(-0.5)
    for name, runs in told:
        for rect, run in runs:
            assert rect.x >= area.x, (name, run.text)
            assert rect.right <= area.right, (name, run.text)
            assert rect.y >= area.y, (name, run.text)
            assert rect.bottom <= area.bottom, (name, run.text)
            assert run.size >= floor - 0.02 or found & BROKEN, (name, run.text, run.size)
            if any(not g.id and run.text[g.cluster].isprintable() for g in run.glyphs):
                assert "missing-glyphs" in found, run.text
    for code in done.codes:
        assert stock.trim.holds(code.code)
        assert all(not rect.meets(code.code) for _, runs in told for rect, _ in runs)
    for i, (name, runs) in enumerate(told):
        for other, below in told[i + 1 :]:
            for a, one in runs:
                for b, two in below:
                    slack = 0.12 * min(one.size, two.size)
                    assert not a.inset(slack).meets(b.inset(slack)), (name, one.text, other, two.text)


@pytest.mark.parametrize("family", FAMILIES)
def test_any_event_makes_a_page(family: str) -> None:
    @settings(max_examples=EVENTS // len(FAMILIES) if EVENTS else settings().max_examples)
    @given(made=campaigns(), page=st.sampled_from(PAGES))
    def holds(made: tuple[Campaign, tuple[str, ...]], page: tuple[Product, str, str]) -> None:
        product, stock, what = page
        brief = Brief(
            campaign=made[0], product=product, stock=STOCKS[product][stock], what=what, at=at("2022-11-01T09:00"),
            family_name=family, family=texts_of(family), langs=made[1],
            pictures={"p.jpg": PictureFacts("p.jpg", "0", 3000, 2000, safe=(0.3, 0.2, 0.3, 0.4))},
        )  # fmt: skip
        for done in composer.compose(brief):
            hold(brief, done)
            assert done.alt.endswith(".")

    holds()
