"""Small pictures of written files, taken from the files themselves."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kiosk.page.geometry import Rect
from kiosk.page.items import Picture

_PPI = 220.0
"""Pixels an inch of a small picture on paper."""
_QUALITY = 84


class Shelf:
    """Small pictures in a folder of their own, for as long as a paper is made; `ready` are pages of files made already."""

    def __init__(self, folder: Path, ready: Mapping[Path, Sequence[bytes]] = {}) -> None:
        self.folder = folder
        self.ready = ready
        self.count = 0

    def of(self, file: Path, width: float, height: float, page: int = 0) -> Picture | None:
        """Make a picture of a file's page that fits a box in points; None for a file that cannot be opened."""
        room = (round(width / 72 * _PPI), round(height / 72 * _PPI))
        image = _ready(self.ready.get(file, ()), page, room)
        if image is None:
            image = _page(file, page, room) if file.suffix == ".pdf" else _raster(file, room)
        return None if image is None else self.put(image, width, height)

    def pages(self, file: Path) -> int:
        """Count the pages of a file, of which two are shown."""
        return len(self.ready.get(file, ())) or pages(file)

    def put(self, image: Any, width: float, height: float) -> Picture:
        """Keep a picture, fitted into a box."""
        out = io.BytesIO()
        image.save(out, "JPEG", quality=_QUALITY)
        data = out.getvalue()
        self.count += 1
        path = self.folder / f"{self.count}.jpg"
        path.write_bytes(data)
        scale = min(width / image.width, height / image.height)
        whole = Rect(0, 0, image.width, image.height)
        return Picture(str(path), hashlib.sha256(data).hexdigest(), whole, image.width * scale, image.height * scale)


def _page(file: Path, index: int, room: tuple[int, int]) -> Any:
    """Rasterise a page as it is when it is cut."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
    except (OSError, pypdfium2.PdfiumError):
        return None
    try:
        page: Any = document[min(index, len(document) - 1)]
        left, bottom, right, top = page.get_trimbox()
        width, height = page.get_size()
        scale = min(room[0] / (right - left), room[1] / (top - bottom))
        crop = (left, bottom, width - right, height - top)
        return page.render(scale=scale, crop=crop, may_draw_forms=False).to_pil().convert("RGB")
    finally:
        document.close()


def _ready(pages: Sequence[bytes], index: int, room: tuple[int, int]) -> Any:
    return _raster(io.BytesIO(pages[index]), room) if index < len(pages) else None


def _raster(file: Path | io.BytesIO, room: tuple[int, int]) -> Any:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as opened:
            opened.draft("RGB", room)
            step = max(1, int(min(opened.width / room[0], opened.height / room[1])))
            small = opened.convert("RGB").reduce(step)
            small.thumbnail(room, Image.Resampling.LANCZOS, reducing_gap=None)
            return small
    except (OSError, UnidentifiedImageError):
        return None


def pages(file: Path) -> int:
    """Count the pages of a file."""
    if file.suffix != ".pdf":
        return 1
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
    except (OSError, pypdfium2.PdfiumError):
        return 0
    count = len(document)
    document.close()
    return count


def said(file: Path) -> str | None:
    """Read the words of a PDF, all its pages; None for other files."""
    if file.suffix != ".pdf":
        return None
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(file)
    except (OSError, pypdfium2.PdfiumError):
        return None
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text
