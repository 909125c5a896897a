"""What both painters owe: the same headings, and no text that stops them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.page.geometry import Path as Outline
from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.ink import Linear, Radial, Stop
from kiosk.page.items import Group, Picture, Shape
from kiosk.paint import pdf, qt
from tests.paint import pages


def headings(module: object) -> list[str]:
    return re.findall(r"^# --- (.+?) -+$", Path(str(getattr(module, "__file__", ""))).read_text("utf-8"), re.MULTILINE)


def test_painters_are_mirrors_with_the_same_headings_in_the_same_order():
    assert headings(qt) == headings(pdf)
    assert headings(qt) == ["Document", "Page", "Text run", "Shape", "Picture", "Group", "Paints and paths"]


TITLES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=st.characters(), max_size=30),  # lone surrogates too
    st.text(alphabet="مرحبا بكم \u064b\u0651 12()\u2067\u2069", max_size=40),
    st.text(alphabet="😀🎉👩\u200d🏫🏳️", max_size=20),
    st.sampled_from(["x" * 500, "word " * 100, "\u0301", "\u200b", "\ufeff", "\0", "a\u0301\u0302\u0303" * 20]),
)


@given(title=TITLES, size=st.sampled_from([0.5, 14, 300]))
def test_any_title_is_painted_and_written(title: str, size: float):
    page = pages.page(*pages.placed(pages.para(title, size), 10, 10), title=title)
    qt.raster(page, (210, 149))
    assert pages.pdf_bytes(page, title=title).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "item",
    [
        Shape(rectangle(Rect(0, 0, 0, 0)), pages.DARK, crisp=True),
        Shape(rectangle(Rect(0, 0, 10, 10)), Radial(Point(0, 0), 0.0, (Stop(0, pages.DARK), Stop(1, pages.GOLD, 0)))),
        Shape(rectangle(Rect(0, 0, 10, 10)), Linear(Point(5, 5), Point(5, 5), (Stop(0, pages.DARK),))),
        Shape(Outline("", ()), pages.DARK),
        Picture("nowhere.png", "", Rect(0, 0, 0, 0), 0, 0),
        Group((), clip=rectangle(Rect(0, 0, 0, 0)), link="https://example.org"),
    ],
)
def test_items_without_extent_are_painted_as_nothing(item):
    page = pages.page((Point(20, 20), item))
    qt.raster(page, (210, 149))
    assert pages.pdf_bytes(page)
