"""Diaries drawn as one page: for each screen its light and a lane for each thing it shows, with gaps and clashes named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

from kiosk.campaign import retold
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.diary import Diary, Note, said
from kiosk.export.timeline import lanes as lay
from kiosk.export.timeline.timescale import Scale
from kiosk.page import face, lines
from kiosk.page.face import Face
from kiosk.page.geometry import Path, Point, Rect, polygon, rectangle, rounded
from kiosk.page.ink import Ink, ink
from kiosk.page.items import Group, Item, Page, Shape, Stroke
from kiosk.page.stock import Stock

_WIDTH, _MARGIN, _LABELS = 1600.0, 56.0, 286.0
_LANE, _BAR, _STRIP = 25.0, 17.0, 12.0
_TOLD = 3.0
"""Points of a night below which nights are not drawn."""
_LISTED = 10
"""Gaps, and clashes, that are listed for a screen."""
_PAPER, _INK, _QUIET, _LINE = ink("#FBF7EF"), ink("#2A1226"), ink("#63525E"), ink("#E2D7C8")
_WHITE, _FAULT, _NIGHT = ink("#FFFFFF"), ink("#A3171F"), ink("#2A1226")
BARS: Final[dict[str, tuple[Ink, Ink, str]]] = {
    "save": (ink("#F6DFAE"), _INK, "Save the date"),
    "next-week": (ink("#F0C671"), _INK, "Next week"),
    "week": (ink("#F0C671"), _INK, "This week"),
    "tomorrow": (ink("#E79A3C"), _INK, "Tomorrow"),
    "today": (ink("#E79A3C"), _INK, "Today"),
    "now": (ink("#B4331F"), _WHITE, "Now"),
    "over": (ink("#C9BEC6"), _INK, "Over"),
    "event": (ink("#D9B38C"), _INK, ""),
    "page": (ink("#2B666B"), _WHITE, ""),
    "filler": (ink("#A9C29A"), _INK, ""),
    "notice": (ink("#7E3566"), _WHITE, ""),
    "emergency": (ink("#A3171F"), _WHITE, "Emergency"),
    "default": (ink("#DCD2C4"), _INK, "Nothing else"),
    "many": (ink("#CFC4B4"), _INK, ""),
}
_LEGEND: Final = (
    ("save", "Save the date"), ("week", "This week, next week"), ("today", "Today, tomorrow"), ("now", "Happening now"),
    ("over", "Over"), ("event", "Cancelled, undated, article"), ("page", "Cover, agendas"), ("filler", "Techniques, prompts"),
    ("notice", "Notices"), ("emergency", "Emergency"), ("default", "Opening hours"),
)  # fmt: skip
_Placed = list[tuple[Point, Item]]


def page(campaign: Campaign, diaries: Sequence[Diary], start: datetime, end: datetime) -> Page:
    """Draw what screens show from `start` to `end`."""
    items: _Placed = []
    scale = Scale(start, end, _MARGIN + _LABELS, _WIDTH - 2 * _MARGIN - _LABELS, campaign.zone)
    span = said(start, end)
    title = _title(start, end)
    y = _MARGIN - 8
    y += _words(items, f"What the screens of {campaign.title} show", Rect(_MARGIN, y, 1000, 0), 17, _text(700), _QUIET)
    y += _words(items, title, Rect(_MARGIN, y + 2, _WIDTH - 2 * _MARGIN, 0), 38, _display(), _INK, role="h1")
    y = _legend(items, y + 16) + 30
    for diary in diaries:
        y = _screen(items, diary, campaign, scale, y) + 40
    stock = Stock("timeline", _WIDTH, y + _MARGIN - 40, "screen", 0, 0, 0.5, 0.5, 0, (round(_WIDTH), round(y + _MARGIN - 40)))
    ground = Group(((Point(0, 0), Shape(rectangle(stock.trim), _PAPER)),), role="artifact", name="ground")
    return Page(stock, ((Point(0, 0), ground), *items), "en", f"What the screens of {campaign.title} show {span}")


def _legend(items: _Placed, y: float) -> float:
    """Say what the colours mean, in as many lines as it takes."""
    x = _MARGIN
    for kind, words in _LEGEND:
        width = _wide(words, 13, _text())
        if x + width + 24 > _WIDTH - _MARGIN:
            x, y = _MARGIN, y + 24
        items.append((Point(0, 0), _art(Shape(rounded(Rect(x, y + 1, 14, 14), 3), BARS[kind][0]))))
        _words(items, words, Rect(x + 20, y, width + 2, 0), 13, _text(), _INK)
        x += width + 44
    return y + 16


def _screen(items: _Placed, diary: Diary, campaign: Campaign, scale: Scale, y: float) -> float:
    """Draw one screen: its name, the axis, its light, the lanes, and below them what to look at."""
    name = diary.screen.name if diary.screen is not None else "Any screen"
    _words(items, name, Rect(_MARGIN, y, _LABELS - 12, 0), 24, _display(), _INK, role="h2")
    longest = max((s.round for s in diary.stretches), default=0.0)
    most = max((len(s.slides) for s in diary.stretches), default=0)
    facts = f"up to {most} slides, a round of {retold.minutes(longest)}"
    _words(items, facts, Rect(_MARGIN, y + 31, _LABELS - 12, 0), 13, _text(), _QUIET)
    top = y + 52
    rows = lay.lanes(diary.stretches, campaign)
    bottom = top + _STRIP + 8 + len(rows) * _LANE + 4
    _axis(items, scale, y, top, bottom)
    _light(items, diary, scale, top, bottom)
    at = top + _STRIP + 8
    for row in rows:
        _lane(items, row, scale, at)
        at += _LANE
    for x, right, told in _gaps(diary.gaps, scale):
        _gap(items, Rect(x, top + _STRIP + 4, right - x, bottom - top - _STRIP - 4), told)
    return _notes(items, diary, bottom + 10)


def _axis(items: _Placed, scale: Scale, y: float, top: float, bottom: float) -> None:
    """Draw the ticks through all lanes, their words above, and over these the larger parts of time."""
    fine: list[tuple[float, float]] = []
    for tick in scale.ticks(46):
        fine.append((tick.x, top - 2))
        items.append((Point(0, 0), _art(Shape(_line(tick.x, top - 2, tick.x, bottom), None, Stroke(_LINE, 0.8)))))
        if tick.x + _wide(tick.words, 12, _text()) < scale.x + scale.width + 2:
            _words(items, tick.words, Rect(tick.x, y + 32, 80, 0), 12, _text(), _QUIET)
    spans = scale.spans(46)
    widest = max((right - left for left, right, _ in spans), default=0.0)
    forms = len(spans[0][2]) if spans else 0
    # All whole parts speak alike, as fully as the longest of them may.
    whole = [(right - left, named) for left, right, named in spans if right - left > 0.9 * widest]
    form = next((n for n in range(forms) if all(_wide(named[n], 14, _text(700)) < room - 8 for room, named in whole)), forms - 1)
    for left, right, named in spans:
        fits = (words for words in named[form:] if _wide(words, 14, _text(700)) < right - left - 4)
        if words := next(fits, ""):
            _words(items, words, Rect(left + (5 if left > scale.x else 0), y + 11, right - left, 0), 14, _text(700), _INK)
        if left > scale.x:
            items.append((Point(0, 0), _art(Shape(_line(left, y + 12, left, bottom), None, Stroke(_QUIET, 0.8)))))


def _light(items: _Placed, diary: Diary, scale: Scale, top: float, bottom: float) -> None:
    """Draw the screen's light as a strip; where it is dark or dim for long enough to be seen, behind the lanes too."""
    whole = Rect(scale.x, top, scale.width, _STRIP)
    items.append((Point(0, 0), _art(Shape(rounded(whole, 3), ink("#FFE9A8")))))
    found = lay.lights(diary.stretches)
    nightly = scale.width / len(found) < _TOLD if found else False  # too many nights to be told apart
    for start, end, light in found:
        if light == "on" or nightly:
            continue
        x, right = scale.at(start), scale.at(end)
        shade = _NIGHT if light == "dark" else ink("#8C7F8A")
        bar = Shape(rectangle(Rect(x, top, max(right - x, 0.4), _STRIP)), shade)
        items.append((Point(0, 0), Group(((Point(0, 0), bar),), role="figure", alt=f"{light.capitalize()} {said(start, end)}")))
        if right - x > 6:
            box = Rect(x, top + _STRIP + 4, right - x, bottom - top - _STRIP - 4)
            items.append((Point(0, 0), _art(Shape(rectangle(box), shade, alpha=0.12))))
    lights = {light for *_, light in found}
    on = "The screen is on" if lights == {"on"} else "On, dark when closed" if "dark" in lights else "On, dimmed when closed"
    _words(items, on, Rect(_MARGIN, top - 2, _LABELS - 12, 0), 12, _text(), _QUIET)


def _lane(items: _Placed, lane: lay.Lane, scale: Scale, y: float) -> None:
    """Draw one thing's bars with its name before them; bars too near to each other to be told apart become one."""
    _words(items, _cut(lane.words, _LABELS - 14, 14, _text()), Rect(_MARGIN, y + 2, _LABELS, 0), 14, _text(), _INK)
    items.append(
        (Point(0, 0), _art(Shape(_line(_MARGIN, y + _LANE - 1, _WIDTH - _MARGIN, y + _LANE - 1), None, Stroke(_LINE, 0.6))))
    )
    for near in lay.near(lane, scale):
        fill, on, words = BARS[near.bar.kind]
        box = Rect(near.x, y + (_LANE - 1 - _BAR) / 2, max(near.right - near.x, 1.0), _BAR)
        # One that is there now and then is paler than one that is there all the time.
        alpha = 1.0 if near.inked > 0.8 * (near.right - near.x) else 0.6
        drawn: _Placed = [(Point(0, 0), Shape(rounded(box, 3), fill, alpha=alpha))]
        if words and _wide(words, 12, _text(700)) + 10 < box.w:
            _words(drawn, words, Rect(near.x + 5, box.y + 1.2, box.w, 0), 12, _text(700), on)
        times = f" ({near.times} times)" if near.times > 1 else ""
        told = f"{lane.words}: {words + ', ' if words else ''}{said(near.bar.start, near.bar.end)}{times}"
        items.append((Point(0, 0), Group(tuple(drawn), role="figure", alt=told)))


def _gaps(gaps: Sequence[Note], scale: Scale) -> list[tuple[float, float, str]]:
    """Place gaps; those too near to each other to be told apart become one."""
    found: list[tuple[float, float, str]] = []
    for gap in gaps:
        x = scale.at(gap.start)
        right = max(scale.at(gap.end), x + 2)
        if found and x - found[-1][1] < 3 * lay.LEAST:
            found[-1] = (found[-1][0], right, "Gaps, see below")
        else:
            found.append((x, right, f"Gap: {gap.sentence}"))
    return found


def _gap(items: _Placed, box: Rect, told: str) -> None:
    """Hatch a time with nothing to show."""
    hatch = Path("", ())
    for d in range(6, int(box.w + box.h), 9):
        hatch += _line(box.x + d - box.h, box.bottom, box.x + d, box.y)
    clipped = Group(((Point(0, 0), Shape(hatch, None, Stroke(_FAULT, 0.7), alpha=0.35)),), clip=rectangle(box))
    frame = Shape(rectangle(box), None, Stroke(_FAULT, 1.2, dash=(5, 3)))
    items.append((Point(0, 0), Group(((Point(0, 0), clipped), (Point(0, 0), frame)), role="figure", alt=told)))


def _notes(items: _Placed, diary: Diary, y: float) -> float:
    """List gaps and clashes in words, the first of many."""
    left = _MARGIN + _LABELS
    if not diary.gaps and not diary.clashes:
        return y + _words(items, "No gaps, no clashes.", Rect(left, y, 600, 0), 13, _text(), _QUIET)
    for kind, notes in (("Gap", diary.gaps), ("Clash", diary.clashes)):
        for note in notes[:_LISTED]:
            _words(items, kind, Rect(left, y, 60, 0), 13, _text(700), _FAULT)
            words = note.sentence[:1].upper() + note.sentence[1:]
            y += _words(items, words, Rect(left + 50, y, _WIDTH - _MARGIN - left - 50, 0), 13, _text(), _INK) + 3
        if len(notes) > _LISTED:
            more = f"and {len(notes) - _LISTED} more, which kiosk plan lists without -o"
            y += _words(items, more, Rect(left + 50, y, 600, 0), 13, _text(), _QUIET) + 3
    return y


def _words(items: _Placed, text: str, box: Rect, size: float, font: Face, colour: Ink, role: str = "p") -> float:
    """Write text into a box's width; give its height."""
    set_ = lines.set_lines((lines.Span(text, font, colour),), box.w, size, lang="en", leading=1.2, avoid_orphan=False)
    named = "h1" if role == "h1" else "h2" if role == "h2" else "p"
    items.append((Point(box.x, box.y), Group(set_.placed, role=named, lang="en")))
    return set_.height


def _wide(text: str, size: float, font: Face) -> float:
    return lines.set_lines((lines.Span(text, font, _INK),), float("inf"), size, lang="en", leading=1.2).width


def _cut(text: str, width: float, size: float, font: Face) -> str:
    """Shorten text to a width; the whole of it stands in the alternative text of its bars."""
    if _wide(text, size, font) <= width:
        return text
    words = text
    while words and _wide(words.rstrip() + "…", size, font) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def _title(start: datetime, end: datetime) -> str:
    """Say the span as a heading, whole days without their midnights."""
    whole = start.time() == end.time() == time()
    last = end - timedelta(days=1) if whole else end
    first = f"{start:%A} {start.day} {start:%B}" + (f" {start.year}" if start.year != last.year else "")
    until = f"{last:%A} {last.day} {last:%B} {last.year}"
    if start.date() == last.date():
        return until if whole else f"{until}, {start:%H:%M} to {end:%H:%M}"
    return f"{first} to {until}" if whole else f"{first} {start:%H:%M} to {until} {end:%H:%M}"


def _line(x1: float, y1: float, x2: float, y2: float) -> Path:
    return polygon(((x1, y1), (x2, y2)), close=False)


def _art(shape: Shape) -> Group:
    return Group(((Point(0, 0), shape),), role="artifact")


def _text(weight: int = 400) -> Face:
    try:
        return face.find("Atkinson Hyperlegible", weight)
    except face.Error:
        return face.neutral(weight)


def _display() -> Face:
    try:
        return face.find("DM Serif Display")
    except face.Error:
        return face.neutral(700)
