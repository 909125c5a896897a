"""Painting with Qt: exact sizes, crisp codes, alpha, pictures, caches."""

from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.page.geometry import Matrix, Point, Rect, ellipse, polygon, rectangle
from kiosk.page.ink import Radial, Stop, ink
from kiosk.page.items import Group, Picture, Shape, Stroke, TextRun
from kiosk.page.stock import STOCKS
from kiosk.paint import qt, qt_again, qt_paths, qt_pictures
from tests.paint import pages

RED, BLUE = ink("#FF0000"), ink("#0000FF")


def colour(image: QImage, x: int, y: int) -> tuple[int, int, int]:
    c = QColor(image.pixel(x, y))
    return c.red(), c.green(), c.blue()


@pytest.mark.parametrize(("product", "name", "size"), [("poster", "a4", (2480, 3508)), ("slide", "1920x1080", (1920, 1080))])
def test_raster_has_the_stocks_own_pixels(product, name, size):
    image = qt.raster(pages.page(stock=STOCKS[product][name]))
    assert image.size().toTuple() == size
    assert image.format() == QImage.Format.Format_ARGB32_Premultiplied
    assert colour(image, size[0] - 1, size[1] - 1) == (255, 255, 255)


def test_impossible_size_is_one_sentence():
    with pytest.raises(qt.Error, match="choose a smaller size"):
        qt.raster(pages.page(), (10**6, 10**6))


def test_codes_have_whole_pixel_modules_and_only_two_colours():
    for size in ((531, 377), (700, 497), (1748, 1240)):
        picture = pages.qt_picture(pages.code(), *size)
        scale = size[0] / pages.A6.width
        corner = picture.crop([round(v * scale) for v in (62, 62, 174, 174)])
        seen = {c for _, c in corner.getcolors() or []}
        assert seen == {(0x2A, 0x12, 0x26), (255, 255, 255)}
        assert [r.text for r in zxingcpp.read_barcodes(picture)] == [pages.LINK]


def test_code_on_a_turned_page_is_still_painted():
    turned = Group(pages.code().items, matrix=Matrix.turn(90, Point(150, 150)))
    picture = pages.qt_picture(pages.page((Point(0, 0), turned)), 1259, 893)
    assert [r.text for r in zxingcpp.read_barcodes(picture)] == [pages.LINK]


def test_crisp_boxes_off_any_grid_are_rounded_edge_by_edge():
    bar = Shape(rectangle(Rect(10.2, 20.3, 100.4, 3.1)), RED, crisp=True)
    image = pages.qt_picture(pages.page((Point(0, 0), bar)), 420, 298).convert("L").point([255] * 200 + [0] * 56)
    assert image.getbbox() == (10, 20, 111, 23)
    assert image.getcolors() == [(420 * 298 - 303, 0), (303, 255)]


def test_alpha_of_groups_multiplies():
    box = Shape(rectangle(Rect(0, 0, 100, 100)), RED, alpha=0.5)
    inner = Group(((Point(0, 0), box),), alpha=0.5)
    image = qt.raster(pages.page((Point(0, 0), Group(((Point(10, 10), inner),), alpha=0.8))), (420, 298))
    assert colour(image, 50, 50) == pytest.approx((255, 204, 204), abs=1)


def test_clips_of_groups_intersect_and_end():
    box = Shape(rectangle(Rect(0, 0, 100, 100)), RED)
    inner = Group(((Point(0, 0), box),), clip=ellipse(Rect(0, 0, 100, 100)))
    outer = Group(((Point(0, 0), inner),), clip=rectangle(Rect(0, 0, 50, 100)))
    image = qt.raster(pages.page((Point(0, 0), outer), (Point(200, 0), box)), (420, 298))
    assert colour(image, 25, 50) == (255, 0, 0)
    assert colour(image, 2, 2) == colour(image, 75, 50) == (255, 255, 255)
    assert colour(image, 299, 50) == (255, 0, 0)


def test_glow_ends_where_it_has_faded():
    glow = Shape(rectangle(Rect(0, 0, 400, 290)), Radial(Point(100, 100), 50, (Stop(0, RED), Stop(1, RED, 0))))
    image = qt.raster(pages.page((Point(0, 0), Group(((Point(0, 0), glow),)))), (420, 298))
    assert colour(image, 100, 100)[1] < 12
    assert colour(image, 149, 149) == colour(image, 300, 100) == (255, 255, 255)


def test_text_is_painted_above_64_pixels():
    page = pages.page(*pages.placed(pages.para("H", 200, f=pages.DISPLAY), 20, 10))
    image = pages.qt_picture(page, 839, 595).convert("L").point([255 if v < 128 else 0 for v in range(256)])
    box = image.getbbox()
    assert box
    assert box[3] - box[1] == pytest.approx(200 * 0.66 * 2, abs=2)


def test_painter_keeps_its_own_transform_and_state():
    image = QImage(840, 596, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.translate(100, 0)
    before = painter.worldTransform()
    qt.paint(pages.page((Point(0, 0), Shape(rectangle(Rect(0, 0, 50, 50)), RED))), painter)
    assert painter.worldTransform() == before
    painter.end()
    assert colour(image, 120, 20) == (255, 0, 0)
    assert colour(image, 50, 20) == (255, 255, 255)


def test_ground_is_kept_as_a_picture_and_comes_out_the_same():
    page = pages.shapes()
    ground = Group(page.items[:2], role="artifact", name="sky")
    first = replace(page, items=((Point(0, 0), Group(((Point(0, 0), ground),))), *page.items[2:]))
    plain = pages.qt_picture(page, 420, 298)
    assert [pages.qt_picture(first, 420, 298) == plain for _ in range(3)] == [True] * 3
    other = replace(first, items=first.items[1:])
    assert pages.qt_picture(other, 420, 298) != plain


def typed(words: str, ground: int = 0):
    """A page with a ground, strokes, a turned group, and words of which the first are being typed."""
    turned = Group(pages.shapes().items[3:6], matrix=Matrix.turn(20, Point(200, 150)))
    told = (Group(pages.placed(pages.para(t, 14, lang=lang), 24, y), role="p") for t, lang, y in (
        (words, "en", 20), (pages.SCRIPTS["hi"], "hi", 150), (pages.SCRIPTS["ar"], "ar", 220)
    ))  # fmt: skip
    sky = Group(pages.shapes().items[ground:2], role="artifact", name="sky")
    return pages.page((Point(0, 0), sky), *((Point(0, 0), t) for t in told), (Point(0, 0), turned))


def test_what_stays_while_somebody_types_is_not_painted_again_and_comes_out_the_same(monkeypatch):
    painted: list[int] = []
    paint = qt.paint

    def counted(page, painter):
        painted.append(len(page.items))
        paint(page, painter)

    monkeypatch.setattr(qt, "paint", counted)
    shown = [typed("Knowledge e" + "xchange"[:n]) for n in range(1, 8)] + [typed("Øther words"), typed("Øther words", 1)]
    shown += [
        typed("Øther w", 1),
        typed("Øther words that take more lines than these did before, and then some", 1),
        typed("Ø", 1),
    ]
    seen = []
    for page in shown:
        painted.clear()
        image = qt.raster(page, (840, 595))
        seen.append((image, sum(painted)))
        qt.raster(pages.page(*page.items[1:]), (840, 595), once=True)  # a look at something else is no matter
    for page, (image, _) in zip(shown, seen, strict=True):
        qt_again.forget()
        assert qt.raster(page, (840, 595)) == image
    # The first page whole, of the second its ground and the rest apart, then the words that are typed and what they may touch.
    assert [count for _, count in seen] == [5, 5, 1, 1, 1, 1, 1, 1, 5, 5, 2, 2]


def test_what_stands_behind_what_is_typed_is_kept_from_the_first_page_on(monkeypatch):
    painted: list[object] = []
    paint = qt.paint

    def noted(page, painter):
        painted.extend(item for _, item in page.items)
        paint(page, painter)

    monkeypatch.setattr(qt, "paint", noted)
    monkeypatch.setattr(qt_again, "FEW", 1)  # two shapes are a motif already
    one = typed("").items[0]
    sky, words = one[1], [typed("Knowledge e" + "xchange"[:n]).items[1:] for n in range(6)]
    veils = [(Point(0, 0), Shape(rectangle(Rect(0, y, 420, 60)), RED, alpha=0.4)) for y in (0, 0, 20, 20, 40, 40)]
    shown = [pages.page(one, veil, *said) for veil, said in zip(veils, words, strict=True)]
    qt_again.forget()
    seen = []
    for page in shown:
        painted.clear()
        seen.append((qt.raster(page, (840, 595), typed=True), painted.count(sky), painted.count(page.items[1][1])))
    for page, (image, _, _) in zip(shown, seen, strict=True):
        qt_again.forget()
        assert qt.raster(page, (840, 595)) == image
    # The veil is seen to change with the words: the motif is painted once more then, without it, and never again.
    assert [count for _, count, _ in seen] == [1, 0, 1, 0, 0, 0]
    assert [count for _, _, count in seen][:2] == [1, 0]


def test_of_pages_that_are_typed_into_the_newest_is_kept_and_thumbnails_beside_it():
    qt_again.forget()
    for size in ((84, 60), (840, 595), (1000, 708), (42, 30)):
        qt.raster(typed("Words"), size, typed=True)
    assert sorted(s.w for s in qt_again._lasts) == [42, 84, 1000]


def test_a_page_that_is_asked_for_again_is_handed_out_whole():
    first = qt.raster(typed("Once"), (840, 595))
    again = qt.raster(typed("Once"), (840, 595))
    painter = QPainter(again)
    painter.fillRect(0, 0, 840, 595, QColor("red"))
    painter.end()
    assert qt.raster(typed("Once"), (840, 595)) == first


def test_lines_that_cross_are_as_strong_as_one_path():
    cross = polygon(((50, 50), (150, 150)), close=False) + polygon(((50, 150), (150, 50)), close=False)
    assert len(cross.parts()) == 2
    for alpha, inside in ((1.0, (255, 0, 0)), (0.5, (255, 127, 127))):
        line = Shape(cross, stroke=Stroke(RED, 20), alpha=alpha)
        image = qt.raster(pages.page((Point(0, 0), line)), (420, 298))
        assert [colour(image, x, x) for x in (70, 100, 130)] == [pytest.approx(inside, abs=1)] * 3


@pytest.mark.parametrize("content", [None, b"", b"GIF89a but no more", b"PK\x03\x04 really a zip"])
def test_missing_or_broken_picture_is_one_sentence(tmp_path: Path, content: bytes | None):
    file = tmp_path / "photo.jpg"
    if content is not None:
        file.write_bytes(content)
    held = Picture(str(file), "", Rect(0, 0, 10, 10), 10, 10)
    with pytest.raises(qt.Error, match=r"photo\.jpg is missing or cannot be read; choose it again"):
        qt.raster(pages.page((Point(0, 0), held)), (42, 30))


def test_picture_is_averaged_down_not_sampled(tmp_path: Path):
    checks = Image.new("L", (1000, 1000))
    checks.putdata([255 * ((x + y) % 2) for y in range(1000) for x in range(1000)])
    file = tmp_path / "checks.png"
    checks.save(file)
    held = Picture(str(file), "checks", Rect(0, 0, 1000, 1000), 100, 100)
    image = qt.raster(pages.page((Point(0, 0), held)), (420, 298))
    assert all(abs(colour(image, x, y)[0] - 128) < 6 for x in range(5, 95, 7) for y in range(5, 95, 7))


def test_a_thumbnail_keeps_no_picture_that_fills_a_wall_and_looks_the_same(tmp_path: Path):
    file = tmp_path / "wall.jpg"
    ramp = Image.new("RGB", (1600, 1200))
    ramp.putdata([(x * 255 // 1600, y * 255 // 1200, 90) for y in range(1200) for x in range(1600)])
    ramp.save(file, quality=95)
    held = Picture(str(file), "wall", Rect(200, 150, 1200, 900), 100, 100)
    qt_pictures._held.clear()
    small = qt_pictures.reduced(held, 60, 45)
    assert sum(i.sizeInBytes() for i in qt_pictures._held.values()) < 1600 * 1200 * 4 / 12
    fine = qt_pictures.decoded(held).copy(200, 150, 1200, 900).scaledToWidth(60, Qt.TransformationMode.SmoothTransformation)
    for x, y in ((1, 1), (30, 20), (58, 43), (10, 40)):
        assert all(abs(a - b) < 4 for a, b in zip(colour(small, x, y), colour(fine, x, y), strict=True))
    qt_pictures._held.clear()


def test_words_of_thumbnails_do_not_drive_out_those_of_the_page():
    run = next(item for _, item in pages.placed(pages.para("Words"), 0, 0) if isinstance(item, TextRun))
    qt_paths._kept.cache_clear()
    assert qt_paths.letters(run, Matrix(0.1, 0, 0, 0.1, 5, 5))
    assert not qt_paths._kept.cache_info().currsize
    assert qt_paths.letters(run, Matrix(2, 0, 0, 2, 5, 5)) is qt_paths.letters(run, Matrix(2, 0, 0, 2, 5, 5))


def test_cache_of_pictures_stays_under_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(qt_pictures, "BYTES", 5 * 100 * 100 * 4)
    qt_pictures._held.clear()
    for i in range(12):
        file = tmp_path / f"{i}.png"
        Image.new("RGB", (100, 100), (i, 0, 0)).save(file)
        qt_pictures.decoded(Picture(str(file), f"bound{i}", Rect(0, 0, 1, 1), 1, 1))
    assert len(qt_pictures._held) == 5
    qt_pictures._held.clear()
