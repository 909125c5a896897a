"""Pictures for the screen: decoded once, averaged down once, under a bound of bytes."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from kiosk.page.items import Picture

BYTES = 192 * 1024 * 1024
"""Bound of the cache."""
COARSE = 4
"""How many times shorter a side is read for what is to be smaller still: thumbnails keep no picture that fills a wall."""

_held: OrderedDict[tuple[object, ...], QImage] = OrderedDict()


class Error(Exception):
    """A picture that is gone or cannot be read."""


def decoded(picture: Picture) -> QImage:
    """Read a picture file; raise Error."""
    return _read(picture, 1)


def reduced(picture: Picture, w: int, h: int) -> QImage:
    """Average a picture's crop down to a size in pixels; raise Error."""
    key = (picture.sha256 or picture.file, picture.crop, w, h)
    small = _held.get(key)
    if small is None:
        c = picture.crop
        k = 1 / COARSE if min(c.w / w, c.h / h) >= 2 * COARSE else 1.0
        part = _read(picture, round(1 / k)).copy(round(c.x * k), round(c.y * k), round(c.w * k), round(c.h * k))
        small = part.scaled(w, h, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return _kept(key, small)


def _read(picture: Picture, coarse: int) -> QImage:
    """Read a picture file, every side so many times shorter; raise Error."""
    key = (picture.sha256 or picture.file, coarse)
    image = _held.get(key)
    if image is None:
        reader = QImageReader(picture.file)
        reader.setAutoTransform(True)
        if coarse > 1:
            size = reader.size()
            reader.setScaledSize(QSize(max(size.width() // coarse, 1), max(size.height() // coarse, 1)))
        image = reader.read()
        if image.isNull():
            raise Error(f"The picture {picture.file} is missing or cannot be read; choose it again")
        image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return _kept(key, image)


def _kept(key: tuple[object, ...], image: QImage) -> QImage:
    """Keep a picture as the latest; the least used go when the bound is passed."""
    _held[key] = image
    _held.move_to_end(key)
    while len(_held) > 1 and sum(i.sizeInBytes() for i in _held.values()) > BYTES:
        _held.popitem(last=False)
    return image
