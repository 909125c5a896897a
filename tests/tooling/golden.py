"""Goldens: files that say what a test must see, compared and, on request, rewritten."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

BLOCK = 8  # pixels; small shifts of antialiasing vanish in a block, a moved or missing shape does not


class Golden:
    """The goldens of one test folder."""

    def __init__(self, folder: Path, seen: Path, update: bool) -> None:
        self._folder = folder
        self._seen = seen
        self._update = update

    def text(self, name: str, actual: str) -> None:
        """Compare a text exactly."""
        golden = self._folder / name
        if self._update:
            self._write(golden, actual.encode())
        elif not golden.exists():
            self._fail(name, actual.encode(), "there is no such golden yet")
        elif (expected := golden.read_bytes().decode()) != actual:
            self._write(self._seen / name, actual.encode())
            # A plain assertion gives pytest's own line by line comparison.
            assert actual.splitlines() == expected.splitlines(), self._advice(name, "the text differs")
            self._fail(name, actual.encode(), "only the line ends differ")

    def png(self, name: str, actual: Any, tolerance: int = 6) -> None:
        """Compare a picture (PIL image, QImage, PNG bytes or path) by its worst block of 8 x 8 pixels, 0 to 255."""
        picture = as_picture(actual)
        data = io.BytesIO()
        picture.save(data, "PNG", optimize=True)
        golden = self._folder / name
        if self._update:
            # An unchanged picture stays the same file, so that updating makes no noise.
            if not golden.exists() or difference(as_picture(golden), picture) != (0, None):
                self._write(golden, data.getvalue())
        elif not golden.exists():
            self._fail(name, data.getvalue(), "there is no such golden yet")
        else:
            expected = as_picture(golden)
            if expected.size != picture.size:
                self._fail(name, data.getvalue(), f"it is {picture.size}, the golden {expected.size} pixels")
            worst, place = difference(expected, picture)
            if worst > tolerance:
                self._fail(name, data.getvalue(), f"the block at {place} differs by {worst}, allowed are {tolerance}")

    def _fail(self, name: str, actual: bytes, why: str) -> None:
        self._write(self._seen / name, actual)
        pytest.fail(self._advice(name, why), pytrace=False)

    def _advice(self, name: str, why: str) -> str:
        return f"{name}: {why}. Seen: {self._seen / name}. If that is right, run pytest with --update-golden."

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def as_picture(source: Any) -> Image.Image:
    """Read a picture in any of the forms that tests hold, as RGBA."""
    if isinstance(source, Image.Image):
        return source.convert("RGBA")
    if isinstance(source, bytes):
        source = io.BytesIO(source)
    if isinstance(source, str | Path | io.BytesIO):
        with Image.open(source) as opened:
            return opened.convert("RGBA")
    from PySide6.QtGui import QImage

    image = source.convertToFormat(QImage.Format.Format_RGBA8888)
    return Image.frombuffer(
        "RGBA", (image.width(), image.height()), bytes(image.constBits()), "raw", "RGBA", image.bytesPerLine(), 1
    )


def difference(one: Image.Image, other: Image.Image) -> tuple[int, tuple[int, int] | None]:
    """Return the largest difference of any block's mean colour (0 to 255), and the pixel where that block begins."""
    if one.size != other.size:
        return 255, (0, 0)
    # On white, since the colour of a fully transparent pixel means nothing.
    blocks = ImageChops.difference(_flat(one).reduce(BLOCK), _flat(other).reduce(BLOCK))
    worst = max(high for _, high in blocks.getextrema())
    if worst == 0:
        return 0, None
    width = blocks.width
    index = next(
        i for i, pixel in enumerate(zip(*(band.tobytes() for band in blocks.split()), strict=True)) if max(pixel) == worst
    )
    return worst, (index % width * BLOCK, index // width * BLOCK)


def _flat(picture: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture).convert("RGB")
