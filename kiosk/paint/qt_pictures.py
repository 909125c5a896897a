"""Pictures for the screen: decoded once, averaged down once, under a bound of bytes."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from kiosk.page.items import Picture

BYTES = 192 * 1024 * 1024
"""Bound of the cache."""

_held: OrderedDict[tuple[object, ...], QImage] = OrderedDict()


class Error(Exception):
    """A picture that is gone or cannot be read."""


def decoded(picture: Picture) -> QImage:
    """Read a picture file; raise Error."""
    key = (picture.sha256 or picture.file,)
    image = _held.get(key)
    if image is None:
        image = QImage(picture.file)
        if image.isNull():
            raise Error(f"The picture {picture.file} is missing or cannot be read; choose it again")
        image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return _kept(key, image)


def reduced(picture: Picture, w: int, h: int) -> QImage:
    """Average a picture's crop down to a size in pixels; raise Error."""
    key = (picture.sha256 or picture.file, picture.crop, w, h)
    small = _held.get(key)
    if small is None:
        c = picture.crop
        part = decoded(picture).copy(round(c.x), round(c.y), round(c.w), round(c.h))
        small = part.scaled(w, h, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return _kept(key, small)


def _kept(key: tuple[object, ...], image: QImage) -> QImage:
    """Keep a picture as the latest; the least used go when the bound is passed."""
    _held[key] = image
    _held.move_to_end(key)
    while len(_held) > 1 and sum(i.sizeInBytes() for i in _held.values()) > BYTES:
        _held.popitem(last=False)
    return image
