"""QR codes as shapes: the matrix as one path of rectangles in module units."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias

from kiosk import lean
from kiosk.page import qr_mask
from kiosk.page.geometry import Path
from kiosk.record import record

Level: TypeAlias = Literal["L", "M", "Q", "H"]

_DRAWING = {"qrcode.image.base": ["BaseImage"], "qrcode.image.pure": ["PyPNGImage"]}
"""What qrcode draws with; it brings Pillow along, which takes longer than making a code."""


class Error(Exception):
    """A text that no QR code can hold."""


@record
class Code:
    """A QR code: what it says, modules a side, and its dark modules as a path, one unit a module, no quiet zone."""

    text: str
    modules: int
    path: Path


@lru_cache(maxsize=512)
def code(text: str, level: Level = "M") -> Code:
    """Encode a text at an error correction level (ISO/IEC 18004); raise Error when it is empty or too long."""
    encoder = lean.imported("qrcode.main", _DRAWING)
    levels = encoder.constants
    if not text:
        raise Error("A QR code needs a link, and this one is empty; give the item a link or leave the code out")
    correction = {
        "L": levels.ERROR_CORRECT_L,
        "M": levels.ERROR_CORRECT_M,
        "Q": levels.ERROR_CORRECT_Q,
        "H": levels.ERROR_CORRECT_H,
    }
    made = encoder.QRCode(error_correction=correction[level], border=0)
    try:
        made.add_data(text.encode("utf-8"), optimize=0) if not text.isascii() else made.add_data(text)
        made.best_fit()
    except (encoder.exceptions.DataOverflowError, ValueError):
        raise Error(f"The link of {len(text)} characters is too long for a QR code; use a short link") from None
    made.makeImpl(False, qr_mask.best(made))
    matrix = [[bool(m) for m in row] for row in made.modules]
    return Code(text, len(matrix), _runs(matrix))


def _runs(matrix: list[list[bool]]) -> Path:
    """Merge dark modules into rectangles: runs in a row, equal runs of rows below joined; none overlap."""
    open_: dict[tuple[int, int], int] = {}  # (from, to) -> first row
    boxes: list[tuple[int, int, int, int]] = []
    for y, row in enumerate([*matrix, []]):
        here: set[tuple[int, int]] = set()
        x = 0
        while x < len(row):
            if row[x]:
                start = x
                while x < len(row) and row[x]:
                    x += 1
                here.add((start, x))
            x += 1
        for span in [s for s in open_ if s not in here]:
            boxes.append((span[0], open_.pop(span), span[1], y))
        for span in here:
            open_.setdefault(span, y)
    xy: list[float] = []
    for x0, y0, x1, y1 in sorted(boxes, key=lambda b: (b[1], b[0])):
        xy += (x0, y0, x1, y0, x1, y1, x0, y1)
    return Path("MLLLZ" * len(boxes), tuple(xy))
