"""Pages as SVG: every noun is drawn, words stay words, and what is drawn is what Qt would paint."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from kiosk.page import face, lines
from kiosk.page.geometry import Matrix, Point, Rect, ellipse, rectangle
from kiosk.page.ink import Linear, Radial, Stop, ink
from kiosk.page.items import Group, Item, Page, Picture, Shape, Stroke
from kiosk.page.stock import Stock
from kiosk.paint import svg

SVG = "{http://www.w3.org/2000/svg}"
STOCK = Stock("drawing", 200, 100, "screen", 0, 0, 0.5, 0.5, 0, (200, 100))
RED, BLUE = ink("#C7402D"), ink("#2B666B")
BOX = Rect(10, 10, 50, 40)


def drawn(*items: Item) -> ElementTree.Element:
    return ElementTree.fromstring(svg.write(Page(STOCK, tuple((Point(5, 3), i) for i in items), "en", 'A "page" & more')))


def words(text: str) -> Group:
    set_ = lines.set_lines((lines.Span(text, face.find("Atkinson Hyperlegible"), RED),), 180, 12, lang="en", leading=1.2)
    return Group(set_.placed, role="h2", lang="en")


def test_a_page_says_its_size_language_and_title() -> None:
    root = drawn()
    assert (root.get("viewBox"), root.get("lang"), root.get("aria-label")) == ("0 0 200 100", "en", 'A "page" & more')
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == 'A "page" & more'


def test_letters_are_drawn_once_and_their_words_are_told() -> None:
    root = drawn(words("noon"), words("noon"))
    assert len(root.findall(f".//{SVG}defs/{SVG}path")) == 2
    assert len(root.findall(f".//{SVG}use")) == 8
    told = [g for g in root.iter(f"{SVG}g") if g.get("role") == "heading"]
    assert [(g.get("aria-label"), g.get("aria-level"), g.get("lang")) for g in told] == [("noon", "2", "en")] * 2


def test_a_figure_is_told_when_pointed_at() -> None:
    root = drawn(
        Group(((Point(0, 0), Shape(rectangle(BOX), RED)),), role="figure", alt="A <box>", link="https://example.org/?a&b")
    )
    (link,) = root.findall(f".//{SVG}a")
    assert link.get("href") == "https://example.org/?a&b"
    assert [t.text for t in link.iter(f"{SVG}title")] == ["A <box>"]


def test_what_only_decorates_is_hidden_from_listeners() -> None:
    root = drawn(Group(((Point(0, 0), Shape(rectangle(BOX), RED)),), role="artifact"))
    assert [g.get("aria-hidden") for g in root.iter(f"{SVG}g")] == ["true"]


def test_shapes_keep_their_looks() -> None:
    shape = Shape(ellipse(BOX), RED, Stroke(BLUE, 2, cap="round", dash=(3, 1)), evenodd=True, alpha=0.5, crisp=True)
    (path,) = drawn(shape).findall(f"{SVG}path")
    looks = {k: path.get(k) for k in ("fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-rule", "transform")}
    assert looks == {
        "fill": "#C7402D", "stroke": "#2B666B", "stroke-width": "2", "stroke-dasharray": "3 1", "opacity": "0.5",
        "fill-rule": "evenodd", "transform": "translate(5 3)",
    }  # fmt: skip


def test_gradients_and_clips_are_defined_and_used() -> None:
    stops = (Stop(0, RED), Stop(1, BLUE, 0.5))
    fills = (Linear(Point(0, 0), Point(9, 9), stops), Radial(Point(5, 5), 9, stops))
    inside = tuple((Point(0, 0), Shape(rectangle(BOX), f)) for f in fills)
    root = drawn(Group(inside, clip=ellipse(BOX), matrix=Matrix.scale(2), alpha=0.5))
    names = {d.get("id"): d.tag.removeprefix(SVG) for defs in root.iter(f"{SVG}defs") for d in defs}
    (group,) = root.iter(f"{SVG}g")
    used = [p.get("fill", "") for p in group.findall(f"{SVG}path")] + [group.get("clip-path", "")]
    assert [names[u[5:-1]] for u in used] == ["linearGradient", "radialGradient", "clipPath"]
    assert group.get("transform") == "translate(5 3) matrix(2 0 0 2 0 0)"


def test_a_picture_goes_along(tmp_path: Path) -> None:
    path = tmp_path / "p.png"
    Image.new("RGB", (8, 8), "#C7402D").save(path)
    picture = Picture(str(path), "x", Rect(2, 2, 4, 4), 40, 40)
    (image,) = drawn(picture).iter(f"{SVG}image")
    assert image.get("href", "").startswith("data:image/png;base64,iVBOR")
    with pytest.raises(svg.Error, match="cannot be read"):
        drawn(replace(picture, file=str(tmp_path / "gone.png")))
