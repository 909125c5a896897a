"""The clock on a slide: put together from cells that the render worker painted, so that no text is set on the wall."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from kiosk.player import cache


class Dial:
    """A slide's picture with the time on it: `image` is a copy, since the slide itself is mapped and shared."""

    def __init__(self, slide: QImage, cells: memoryview, facts: cache.Dial) -> None:
        self.image = slide.copy()
        self._slide, self._facts = slide, facts
        self._cells = QImage(cells, facts.width, facts.height, facts.width * 4, QImage.Format.Format_ARGB32_Premultiplied)
        self._told: tuple[int, int] | None = None

    def tell(self, now: datetime | None) -> QRect | None:
        """Show a time, or none; returns the part of the picture that is another now."""
        told = (now.hour, now.minute) if now is not None else None
        if told == self._told:
            return None
        self._told = told
        facts = self._facts
        place = QRect(facts.x, facts.y, facts.wide, facts.height)
        painter = QPainter(self.image)
        painter.drawImage(place, self._slide, place)
        if told is not None:
            figures = {cache.TENS: str(told[1] // 10), cache.ONES: str(told[1] % 10)}
            cells = [facts.cells[figures.get(name, name)] for name in facts.hours[told[0]]]
            x = facts.x + round((facts.wide - sum(wide for _, wide in cells)) * facts.share)
            for begins, wide in cells:
                painter.drawImage(QPoint(x, facts.y), self._cells, QRect(begins, 0, wide, facts.height))
                x += wide
        painter.end()
        return place
