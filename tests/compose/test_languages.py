"""Pages in two languages: both at one size, the first language first, what both say alike once, and every run tagged."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from kiosk.campaign.campaign import Campaign
from kiosk.compose import compose as composer
from kiosk.compose.brief import Brief, Composed
from kiosk.compose.fields import facts
from kiosk.compose.setting.pieces import Piece, Style, pair
from kiosk.page.dump import dump
from kiosk.page.items import Group, TextRun
from kiosk.page.stock import STOCKS, Product
from kiosk.resources import templates_dir
from tests.compose.making import brief, campaign, event, groups, ids, placed, plain, runs, text_of
from tests.compose.making import compose as compose_plain
from tests.compose.translated import sample
from tests.tooling.choice import tried
from tests.tooling.golden import Golden

LANGUAGES = (("cy", "en"), ("en", "ar"), ("ar", "en"))
FAMILIES = ("leaf", "ink", "civic", "table", "photo")
SLIDES = (
    "exchange", "peer-assist-epa", "good-ideas", "agenda-week", "cover", "after-action-review", "nobody-has-written-down",
    "default", "closing",
)  # fmt: skip
POSTERS = ("exchange", "peer-assist-epa", "good-ideas", "after-action-review", "nobody-has-written-down")
PAGES: list[tuple[Product, str, str]] = [
    *(("slide", s, w) for s in ("1920x1080", "1080x1920") for w in SLIDES), *(("poster", "a4", w) for w in POSTERS),
    ("programme", "a4", "programme"), ("programme", "a3-landscape", "programme"),
    *(("postcard", "a6", w) for w in ("exchange", "after-action-review", "nobody-has-written-down")),
    *(("social", s, w) for s in ("square", "share", "wide", "tall") for w in ("exchange", "good-ideas", "after-action-review")),
]  # fmt: skip


def family(name: str) -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in (templates_dir() / name).iterdir() if p.is_file()}


def page(name: str, c: Campaign, product: Product, stock: str, what: str, langs: tuple[str, ...] = ()) -> tuple[Composed, ...]:
    moment = datetime(2022, 11, 9, *((19, 48) if what == "closing" else (10, 15)), tzinfo=c.zone)
    sheet = STOCKS[product][stock]
    order = Brief(
        campaign=c,
        product=product,
        stock=sheet,
        what=what,
        at=moment,
        family_name=name,
        family=family(name),
        langs=langs or c.languages,
    )
    return composer.compose(order)


def tagged(done: Composed) -> Iterator[tuple[str, TextRun, float]]:
    """List every run with the language it is tagged with, and how far down it stands."""

    def inside(items: Any, lang: str, y: float) -> Iterator[tuple[str, TextRun, float]]:
        for at, item in items:
            if isinstance(item, Group):
                yield from inside(item.items, item.lang or lang, y + at.y)
            elif isinstance(item, TextRun):
                yield lang, item, y + at.y

    yield from inside(done.page.items, done.page.lang, 0.0)


def said(done: Composed, words: str) -> tuple[str, float, float]:
    """Find the language, size and place of the run with these words."""
    return next((lang, run.size, y) for lang, run, y in tagged(done) if words in run.text.replace("\u00a0", " "))


# ---- one text


def test_a_title_stands_in_both_languages_at_one_size_the_first_one_first() -> None:
    done = page("leaf", sample("cy", "en"), "poster", "a4", "exchange")[0]
    welsh, english = said(done, "Cyfnewid gwybodaeth"), said(done, "Knowledge exchange")
    assert (welsh[0], english[0]) == ("cy", "en")
    assert welsh[1] == english[1]
    assert welsh[2] < english[2]
    assert done.page.lang == "cy"
    other = page("leaf", sample("en", "cy"), "poster", "a4", "exchange")[0]
    assert said(other, "Knowledge exchange")[2] < said(other, "Cyfnewid gwybodaeth")[2]
    assert len(groups(done.page, "title")) == 1, "one heading, not two"


def test_dates_and_the_programs_words_are_in_both_and_times_once() -> None:
    words = text_of(page("leaf", sample("cy", "en"), "poster", "a4", "exchange")[0].page).replace("\u00a0", " ")
    for told in ("Dydd Iau", "Thursday", "3 Tachwedd", "3 November", "Sganiwch i archebu", "Scan to book", "Hwb Dysgu, Lefel 2"):
        assert told in words
    assert "Learning Hub, Level 2" in words
    assert words.count("12:30–13:30") == 1
    assert "pm" not in words
    assert words.count("KNOWvember 22") == words.count("example.org/k/exchange") == 1


def test_the_code_stands_once() -> None:
    done = page("leaf", sample("cy", "en"), "poster", "a4", "exchange")[0]
    assert [c.text for c in done.codes] == ["https://example.org/k/exchange"]
    assert done.alt.count("example.org/k/exchange") == 2, "told to those who cannot see it, in each language"
    assert "Cyfnewid gwybodaeth" in done.alt
    assert "Knowledge exchange" in done.alt


def test_what_both_say_alike_is_set_once() -> None:
    done = compose_plain('<text size="4" box="7,7,80,20">{campaign.title}</text>', langs=("cy", "en"))
    assert text_of(done.page) == "KNOWvember 22"


def test_short_words_share_a_line_and_longer_ones_stand_under_each_other() -> None:
    short = compose_plain('<text size="4" box="7,7,80,20">{ui:Scan to book}</text>', langs=("cy", "en"))
    assert text_of(short.page) == "Sganiwch i archebu\u00a0/ Scan to book"
    assert len({y for _, _, y in tagged(short)}) == 1
    narrow = compose_plain('<text size="4" box="7,7,36,20">{ui:Scan to book}</text>', langs=("cy", "en"))
    assert len({y for _, _, y in tagged(narrow)}) == 2
    heading = compose_plain('<text size="4" as="h2" box="7,7,80,20">{ui:Scan to book}</text>', langs=("cy", "en"))
    assert len({y for _, _, y in tagged(heading)}) == 2


def test_words_round_a_field_that_is_alike_share_its_line() -> None:
    done = compose_plain('<text size="3" box="7,7,80,20">{link.cta}: {link.short}</text>', langs=("cy", "en"))
    assert (
        text_of(done.page).replace("\u00a0", " ").replace("  ", " ")
        == "Sganiwch i archebu / Scan to book: example.org/k/exchange"
    )
    assert [(lang, run.text) for lang, run, _ in tagged(done)] == [
        ("cy", "Sganiwch i archebu\u00a0/ "), ("en", "Scan to book: "), ("cy", "example.org/k/exchange"),
    ]  # fmt: skip


def test_a_page_from_right_to_left_mirrors_and_english_starts_at_its_own_side() -> None:
    c = sample("ar", "en")
    done = page("leaf", c, "slide", "1920x1080", "exchange")[0]
    middle = done.page.stock.width / 2
    arabic = next(m.at((0, 0)).x + run.width for m, run in runs_at(done) if "تبادل" in run.text)
    assert arabic > middle
    assert done.codes[0].code.x < middle


def runs_at(done: Composed) -> list[tuple[Any, TextRun]]:
    return [(m, item) for m, item in placed(done.page) if isinstance(item, TextRun)]


def test_arabic_beside_english_starts_at_the_right_of_its_box() -> None:
    c = campaign(event(translations={"ar": {"title": "تبادل المعرفة"}}), languages=("en", "ar"))
    done = composer.compose(
        brief(plain('<text role="title" size="6" box="7,7,80,40">{item.title}</text>'), campaign=c, langs=("en", "ar"))
    )[0]
    u = done.page.stock.u
    ends = {run.text.strip(): (p.x, p.x + run.width) for p, run in runs(done.page)}
    assert ends["Knowledge exchange"][0] == pytest.approx(7 * u, abs=0.5)
    assert max(e for _, e in ends.values()) == pytest.approx(87 * u, abs=0.5)


def test_a_hashtag_keeps_its_sign_in_front_amid_arabic() -> None:
    c = sample("ar", "en")
    scope = facts.bind(brief(plain(""), "nobody-has-written-down", campaign=c, langs=("ar",)))
    assert "\u2066#KNOWvember22\u2069" in scope.text("prompt.note")


# ---- what is missing


def test_a_missing_translation_is_told_and_the_other_language_stands_once() -> None:
    c = campaign(event(), event(id="b", translations={"cy": {"title": "Sgwrs"}}), languages=("cy", "en"))
    done = composer.compose(
        brief(plain('<text role="title" size="6" box="7,7,80,40">{item.title}</text>'), campaign=c, langs=("cy", "en"))
    )[0]
    assert text_of(done.page) == "Knowledge exchange"
    assert [lang for lang, _, _ in tagged(done)] == ["en"], "tagged with the language it is in"
    found = next(f for f in done.findings if f.id == "missing-translation")
    assert found.severity == "warning"
    assert found.item == "exchange"
    assert found.sentence == '"Knowledge exchange" has no Welsh title or summary; the English words are used.'
    assert found.cure == "Add translations.cy.title."


def test_a_page_in_one_language_uses_the_translations_and_tells_what_has_none() -> None:
    c = sample("cy", "en")
    scope = facts.bind(brief(plain(""), "after-action-review", campaign=c, langs=("cy",)))
    assert scope.text("item.title") == "Adolygiad ar ôl Gweithredu"
    assert scope.rows("technique.steps")[0]["title"] == "Dywedwch y nod"
    assert scope.text("campaign.theme").replace("\u00a0", " ") == "Rhannu Gwybodaeth – Chwalu'r Rhwystrau"
    place = facts.bind(brief(plain(""), "exchange", campaign=c, langs=("cy",)))
    assert place.text("place.full").replace("\u00a0", " ") == "Hwb Dysgu, Lefel 2, Llyfrgell Glan yr Afon"
    assert place.text("when.time") == "12:30–13:30"
    bare = replace(c, techniques=tuple(replace(t, translations={}) for t in c.techniques))
    done = page("leaf", bare, "poster", "a4", "after-action-review", ("cy",))[0]
    assert "missing-translation" in ids(done)
    assert said(done, "After Action")[0] == "en"
    assert said(done, "Sganiwch")[0] == "cy"


def test_lists_and_the_cover_tell_what_has_no_translation() -> None:
    c = replace(sample("cy", "en"), translations={})
    c = replace(c, events=tuple(replace(e, translations={}) if n < 4 else e for n, e in enumerate(c.events)))
    listed = next(
        f.sentence for f in page("leaf", c, "slide", "1920x1080", "agenda-week")[0].findings if f.id == "missing-translation"
    )
    assert listed.startswith(
        'There is no Welsh title of "Knowledge exchange", "Knowledge café with NIHR" or "Learning Health Systems" and 1 more'
    )
    cover = next(f.sentence for f in page("leaf", c, "slide", "1920x1080", "cover")[0].findings if f.id == "missing-translation")
    assert cover == "The campaign has no Welsh theme or summary; the English words are used."


def test_more_than_two_languages_and_those_without_words_of_the_program_are_told() -> None:
    done = compose_plain('<text size="4" box="7,7,80,20">{ui:Scan to book}</text>', langs=("en", "cy", "ar", "en"))
    assert text_of(done.page) == "Scan to book\u00a0/ Sganiwch i archebu"
    found = next(f for f in done.findings if f.id == "too-many-languages")
    assert found.sentence == "Two languages fit on a page; Arabic is left out."
    polish = compose_plain(
        '<text size="4" box="7,7,80,20">{ui:Scan to book}</text>', langs=("pl",), campaign=campaign(languages=("pl",))
    )
    assert "missing-words" in ids(polish)
    assert [lang for lang, _, _ in tagged(polish)] == ["en"]


# ---- pairing


def pieces(*texts: str | tuple[str]) -> list[Piece]:
    """Make pieces: words of the template, and fields in tuples."""
    style = Style("text", 400, False, "ink")
    return [Piece(t, style, None) if isinstance(t, str) else Piece(t[0], style, bool(t[0])) for t in texts]


@pytest.mark.parametrize(
    ("first", "second", "once", "common", "line"),
    [
        ([("a",)], [("a",)], True, True, "a"),
        ([("a",)], [("",)], True, True, "a"),
        ([("a",)], [("b",)], False, False, "a / b"),
        ([("a",), ": ", ("u",)], [("b",), ": ", ("u",)], False, True, "a / b: u"),
        ([("12",), ", ", ("a",)], [("12",), ", ", ("b",)], False, True, "12, a / b"),
        ([("a" * 40,)], [("b",)], False, False, None),
        ([("a",), "\n", ("c",)], [("b",), "\n", ("d",)], False, False, "a / b\nc / d"),
        ([("a",)], [("b",), ", ", ("c",)], False, False, "a / b, c"),
    ],
)
def test_pairs(first: Any, second: Any, once: bool, common: bool, line: str | None) -> None:
    found = pair(pieces(*first), pieces(*second))
    assert (found.once, found.common) == (once, common)
    assert ("".join(p.text for p in found.line).replace("\u00a0", " ") if found.line is not None else None) == line


# ---- whole families


@pytest.mark.parametrize("languages", LANGUAGES, ids="+".join)
@pytest.mark.parametrize("name", FAMILIES)
def test_every_page_of_a_family_holds_two_languages(name: str, languages: tuple[str, ...]) -> None:
    c = replace(sample(*languages), sample=False)
    column = FAMILIES.index(name) + LANGUAGES.index(languages)
    for product, stock, what in (page for row, page in enumerate(PAGES) if tried(row, column)):
        for done in page(name, c, product, stock, what):
            wrong = [f for f in done.findings if f.severity == "error"]
            assert not wrong, (product, stock, what, wrong)
            tags = {lang for lang, run, _ in tagged(done) if run.text.strip()}
            assert tags <= set(languages)
            if what not in ("cover",):
                assert tags == set(languages), (product, stock, what)


def test_a_golden_poster(golden: Golden) -> None:
    golden.text(
        "poster-cy-en.txt", dump(page("leaf", sample("cy", "en"), "poster", "a4", "exchange")[0].page).partition("role=h1")[2]
    )
