"""The lightest pixel of each part of a picture, which decides how strong a scrim must be."""

from PIL import Image

from kiosk.store.pictures import pictures


def test_one_white_pixel_in_the_dark_is_found(tmp_path) -> None:
    image = Image.new("RGB", (640, 480), "#101010")
    image.putpixel((5, 470), (255, 255, 255))
    image.save(tmp_path / "night.png")
    made = pictures.prepare(tmp_path / "night.png", tmp_path / "cache")
    assert len(made.peak) == len(made.light) == pictures.GRID
    assert made.peak[15][0] == 1.0
    assert made.light[15][0] < 0.02
    assert max(v for y, row in enumerate(made.peak) for x, v in enumerate(row) if (x, y) != (0, 15)) < 0.02


def test_the_peak_is_never_below_the_mean_and_the_cache_keeps_it(tmp_path) -> None:
    Image.linear_gradient("L").resize((300, 200)).convert("RGB").save(tmp_path / "g.png")
    first = pictures.prepare(tmp_path / "g.png", tmp_path / "cache")
    assert all(p >= m - 0.005 for pr, mr in zip(first.peak, first.light, strict=True) for p, m in zip(pr, mr, strict=True))
    assert pictures.prepare(tmp_path / "g.png", tmp_path / "cache") == first


def test_a_picture_smaller_than_the_grid_has_peaks_too(tmp_path) -> None:
    Image.new("RGB", (3, 2), "#ffffff").save(tmp_path / "s.png")
    assert {v for row in pictures.prepare(tmp_path / "s.png", tmp_path / "cache").peak for v in row} == {1.0}
