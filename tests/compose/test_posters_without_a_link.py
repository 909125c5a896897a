"""Where no code stands beside the facts of a poster they take its place, and what there is to read stays."""

import pytest

from tests.compose.event_pages import pages
from tests.compose.families import FAMILIES
from tests.compose.making import ids, size_of, text_of

GONE = {"booking": "", "link": "", "short": ""}


@pytest.mark.parametrize("family", FAMILIES)
def test_the_description_stays(family: str) -> None:
    (made,) = pages(family, "poster", "a4", **GONE)
    assert "dropped-to-fit" not in ids(made)
    assert "What the call for evidence" in text_of(made.page)


@pytest.mark.parametrize("family", [f for f in FAMILIES if f != "photo"])  # a ticket is only as high as its words
def test_facts_are_larger(family: str) -> None:
    (coded,), (bare,) = pages(family, "poster", "a4"), pages(family, "poster", "a4", **GONE, description="", speakers=())
    assert size_of(bare, "12.30") >= size_of(coded, "12.30") * 1.1
