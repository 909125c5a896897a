"""Drawing: boxes at their places become items of a page, mirrored where the page runs right to left."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from kiosk.compose.brief import Qr
from kiosk.compose.ground import contrast
from kiosk.compose.ground.scrim import Seen
from kiosk.compose.logos import Hand
from kiosk.compose.marks import WHOLE, At, bled, contain, cover, outline, tagged
from kiosk.compose.nameplate import SMALLEST, nameplate
from kiosk.compose.setting.layout import Placed
from kiosk.compose.sliced import picture_sliced, sliced
from kiosk.compose.template.family import Family
from kiosk.page import emoji, qr
from kiosk.page import face as faces
from kiosk.page.geometry import PX, Matrix, Path, Point, Rect, ellipse, polygon, rectangle, rounded
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Item, Picture, Role, Shape, Stroke, TextRun
from kiosk.page.lines import spaced
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.page.stock import Stock

_ENDS: Mapping[str, tuple[Literal["butt", "round", "square"], Literal["miter", "round"]]] = {
    "butt": ("butt", "miter"),
    "round": ("round", "round"),
    "square": ("square", "miter"),
}
STRIKE = 0.3
"""Height of a strike line above the baseline, in em."""


@dataclass(slots=True)
class Pen:
    """What drawing one page needs and what it notes: names of boxes, codes, pictures, logos that are too many."""

    family: Family
    stock: Stock
    lang: str
    rtl: bool
    pictures: Mapping[str, PictureFacts | Artwork]
    picture: str
    hand: Hand
    organisation: str
    shares: Mapping[str, float]
    link_alt: str
    picture_alt: str = ""
    boxes: dict[str, Rect] = field(default_factory=dict[str, Rect])
    codes: list[Qr] = field(default_factory=list[Qr])
    seen: list[Seen] = field(default_factory=list[Seen])
    painted: list[tuple[Placed, Rect]] = field(default_factory=list[tuple[Placed, Rect]])
    missing: set[str] = field(default_factory=set[str])
    order: int = 0

    def draw(self, p: Placed) -> tuple[At, ...]:
        """Draw one box (not what is inside it)."""
        rect = self.mirrored(p.rect)
        box = p.box
        if box.tag not in ("space", "avoid"):
            self._name(box.params.get("name") or (box.words.role if box.words else "") or box.tag, rect)
        match box.tag:
            case "text":
                return self._text(p, rect)
            case "qr":
                return self._qr(p, rect)
            case "picture":
                return self._picture(p, rect)
            case "logos":
                return self._logos(p, rect)
            case "rule":
                return self._rule(p, rect)
            case "progress":
                return self._progress(p, rect)
            case "shape":
                return self._shape(p, rect)
            case "column" | "row" | "grid" | "stack" | "box":
                return self._ground(p, rect)
            case _:
                return ()

    def mirrored(self, rect: Rect) -> Rect:
        """Reflect a rectangle where the page runs right to left."""
        return rect.mirrored(self.stock.width) if self.rtl else rect

    def _name(self, name: str, rect: Rect) -> None:
        n = 2
        key = name
        while key in self.boxes:
            key, n = f"{name}-{n}", n + 1
        self.boxes[key] = rect

    def _next(self, given: str = "") -> int:
        self.order += 1
        return int(given) if given else self.order

    def _points(self, text: str) -> float:
        return float(text[:-2]) * 72 / 25.4 if text.endswith("mm") else float(text) * self.stock.u

    def _stroke(self, a: Mapping[str, str], key: str = "stroke") -> Stroke | None:
        if key not in a:
            return None
        cap, join = _ENDS[a.get("cap", "butt")]
        return Stroke(self.family.ink(a[key]), self._points(a.get("thick", ".2")), cap, join, self._dash(a))

    def _bleeding(self, rect: Rect, a: Mapping[str, str]) -> Rect:
        return bled(rect, self.stock) if a.get("bleed") == "yes" else rect

    def _ground(self, p: Placed, rect: Rect) -> tuple[At, ...]:
        a = p.box.params
        if "fill" not in a and "stroke" not in a:
            return ()
        rect = self._bleeding(rect, a)
        path = rounded(rect, self._points(a.get("radius", "0")))
        return (self._artifact(self._filled(path, a)),)

    def _filled(self, path: Path, a: Mapping[str, str]) -> Shape:
        fill = self.family.ink(a["fill"]) if "fill" in a else None
        return Shape(path, fill, self._stroke(a), alpha=float(a.get("alpha", "1")))

    def _artifact(self, *shapes: Item) -> At:
        return (Point(0, 0), Group(tuple((Point(0, 0), s) for s in shapes), role="artifact"))

    def _text(self, p: Placed, rect: Rect) -> tuple[At, ...]:
        w, block = p.box.words, p.text
        assert w is not None
        assert block is not None
        laid = tuple(block.laid(rect.w, p.baseline, w.align, self.rtl))
        if not laid:
            return ()
        self.painted.append((p, rect))
        lang = w.versions[0].lang
        items: list[tuple[str, At]] = []
        strikes: list[Item] = []
        drawn: list[At] = []
        linked: dict[str, list[tuple[str, At]]] = {}
        cut = p.box.params.get("cut", "")
        for (line, x, y, version), after in zip(laid, (*laid[1:], None), strict=True):
            row: list[tuple[str, At]] = []
            for place, plain in line.runs:
                # What one language says stays apart from the other, for those who hear or copy it.
                parted = after is not None and after.version is not version and plain is line.runs[-1][1]
                run = spaced(plain) if parted else plain
                self.missing |= {run.text[g.cluster] for g in run.glyphs if not g.id and run.text[g.cluster].isprintable()}
                at = (Point(x + place.x, y + place.y), run)
                if not run.text.isascii() and emoji.SEQUENCE.fullmatch(run.text):
                    drawn += self._emoji(run, *at[0])
                begun = [part for part in line.parts if part.x - 0.01 <= place.x <= part.x + part.width]
                span = begun[-1].span if begun else None  # where one ends another begins
                link = version.spans[span].link if span is not None else None
                said = version.langs[span] if span is not None else version.lang
                (linked.setdefault(link, []) if link and not p.box.link else row).append((said, at))
            if cut:
                cap = faces.metrics(w.spans[0].face).cap * p.size
                row = [(version.lang, at) for at in sliced(tuple(at for _, at in row), x, y, line.width, cap, p.size, float(cut))]
            items += row
            if w.strike:
                thick = w.strike_thick or max(0.06 * p.size, 0.25 * self.stock.u)
                level = y - STRIKE * p.size
                bar = rectangle(Rect(x, level - thick / 2, line.width, thick))
                strikes.append(Shape(bar, self.family.ink(w.strike)))
        out = tagged(items, lang)
        out += [(Point(0, 0), Group(tuple(tagged(runs, lang)), role="link", link=link)) for link, runs in linked.items()]
        if p.box.link:
            out = [(Point(0, 0), Group(tuple(out), role="link", link=p.box.link))]
        out += drawn
        out += [self._artifact(s) for s in strikes]
        role = cast("Role", w.type.meaning)
        own = lang if lang != self.lang else None
        order = self._next(p.box.params.get("order", ""))
        group = Group(tuple(out), role=role, lang=own, order=order, name=w.role or None, entry=p.box.entry or None)
        return ((Point(rect.x, rect.y), group),)

    def _emoji(self, run: TextRun, x: float, y: float) -> list[At]:
        """Draw an emoji's picture into the room that it has on its line; it is read as text."""
        found = self.pictures.get(emoji.key(run.text))
        if not isinstance(found, Artwork):
            if faces.for_character(run.text[0], run.face) is None:
                self.missing.add(run.text[0])
            return []
        side = emoji.SIDE * run.size
        item = contain(found, Rect(x + (run.width - side) / 2, y + emoji.DEPTH * run.size - side, side, side))
        return [(Point(0, 0), Group((item,), role="artifact", name="emoji"))]

    def _qr(self, p: Placed, rect: Rect) -> tuple[At, ...]:
        a = p.box.params
        try:
            code = qr.code(a["of"])
        except qr.Error:
            return ()
        side = min(rect.w, rect.h) if rect.h else rect.w
        n = code.modules
        module = side / (n + 8)
        x, y = rect.x + (rect.w - side) / 2, rect.y
        inner = Point(x + (side - module * n) / 2, y + (side - module * n) / 2)
        if self.stock.kind == "screen":  # whole pixels, so that every module has one colour
            module = max(math.floor(module / PX + 1e-6), 1) * PX
            centre = x + side / 2 - module * n / 2, y + side / 2 - module * n / 2
            inner = Point(round(centre[0] / PX) * PX, round(centre[1] / PX) * PX)
        panel = rounded(Rect(x, y, side, side), min(self._points(a.get("radius", "0")), 2 * module))
        inks = contrast.coded(self.family.ink(a.get("ink", "#000000")), self.family.ink(a.get("panel", "#FFFFFF")))
        self.hand.findings += inks.findings
        white = Shape(panel, inks.light)
        dark = Shape(code.path.mapped(Matrix(module, 0, 0, module, inner.x, inner.y)), inks.dark, crisp=True)
        self.codes.append(Qr(code.text, Rect(inner.x, inner.y, module * n, module * n), n))
        items: tuple[At, ...] = ((Point(0, 0), white), (Point(0, 0), dark))
        alt = p.box.alt or self.link_alt
        group = Group(
            items,
            role="link",
            alt=alt,
            link=code.text,
            order=self._next(a.get("order", "")),
            name="qr",
            entry=p.box.entry or None,
        )
        return ((Point(0, 0), group),)

    def _rule(self, p: Placed, rect: Rect) -> tuple[At, ...]:
        a = p.box.params
        thick = self._points(a.get("thick", ".2"))
        stroke = Stroke(self.family.ink(a.get("ink", "#000000")), thick, *_ENDS[a.get("cap", "butt")], self._dash(a))
        upright = a.get("dir", "y" if rect.h > rect.w else "x") == "y"
        ends = [(rect.x, rect.y), (rect.x, rect.bottom)] if upright else [(rect.x, rect.y), (rect.right, rect.y)]
        return (self._artifact(Shape(polygon(ends, close=False), stroke=stroke, alpha=float(a.get("alpha", "1")))),)

    def _dash(self, a: Mapping[str, str]) -> tuple[float, ...]:
        return tuple(float(d) * self.stock.u for d in a["dash"].split(",")) if "dash" in a else ()

    def _progress(self, p: Placed, rect: Rect) -> tuple[At, ...]:
        a = p.box.params
        radius = self._points(a.get("radius", "0"))
        share = min(max(self.shares.get(a["of"], 0.0), 0.0), 1.0)
        done = Rect(rect.x, rect.y, rect.w * share, rect.h)
        if self.rtl:
            done = done.moved(rect.w - done.w, 0)
        shapes: list[Item] = []
        if "ground" in a:
            shapes.append(Shape(rounded(rect, radius), self.family.ink(a["ground"]), alpha=float(a.get("ground-alpha", "1"))))
        if share > 0:
            shapes.append(Shape(rounded(done, radius), self.family.ink(a.get("fill", "#000000"))))
        return (self._artifact(*shapes),)

    def _shape(self, p: Placed, rect: Rect) -> tuple[At, ...]:
        a = p.box.params
        return (self._artifact(self._filled(self._form(rect, a), a)),)

    def _form(self, rect: Rect, a: Mapping[str, str]) -> Path:
        """Draw the outline that an element's attributes ask for."""
        match a.get("form", "path" if "d" in a else "rect"):
            case "ellipse":
                return ellipse(rect)
            case "path":
                path = outline(a.get("d", "M0,0"), 1.0 if "grid" in a else self.stock.u)
                if "grid" in a:
                    path = path.mapped(Matrix.scale(rect.w / float(a["grid"]), rect.h / float(a["grid"])))
                turn = Matrix(-1, 0, 0, 1, rect.right, rect.y) if self.rtl else Matrix.shift(rect.x, rect.y)
                return path.mapped(turn)
            case _:
                return rounded(self._bleeding(rect, a), self._points(a.get("radius", "0")))

    def _picture(self, p: Placed, rect: Rect) -> tuple[At, ...]:
        a = p.box.params
        found = self.pictures.get(self.picture)
        if found is None:
            return ()
        rect = self._bleeding(rect, a)
        fx = float(a.get("fx", "0.5"))
        place = 1 - fx if self.rtl else fx, float(a.get("fy", "0.5")), float(a.get("zoom", "1"))
        inner = Rect(*(float(v) for v in a["inner"].split(","))) if "inner" in a else WHOLE
        inner = inner.mirrored(1.0) if self.rtl else inner
        item = cover(found, rect, *place, inner) if a.get("fit", "cover") == "cover" else contain(found, rect)
        if isinstance(found, PictureFacts) and isinstance(item[1], Picture):
            self.seen.append(Seen(found, item[1].crop, Rect(*item[0], item[1].w, item[1].h), inner))
        radius = self._points(a.get("radius", "0"))
        clip = self._form(rect, a) if radius or a.keys() & {"form", "d"} else None
        parts: tuple[At, ...] = (item,)
        if "cut" in a:
            parts = picture_sliced(item, rect, clip or rectangle(rect), float(a["cut"]), rtl=self.rtl)
            clip = rectangle(rect)
        group = Group(
            parts,
            role="figure",
            alt=p.box.alt or self.picture_alt or None,
            order=self._next(a.get("order", "")),
            clip=clip,
            alpha=float(a.get("alpha", "1")),
        )
        return ((Point(0, 0), group),)

    def _logos(self, p: Placed, rect: Rect) -> tuple[At, ...]:
        a = p.box.params
        which = a.get("which", "host")
        gap = self._points(a.get("gap", "3"))
        out: list[At] = []
        taken = 0.0
        if which != "partners" and not self.hand.hosted and self.organisation:
            placeholder = self._placeholder(rect, a)
            if placeholder is not None:
                out.append(placeholder[0])
                taken = placeholder[1] + gap
        row = self.hand.row(rect, which, gap, taken, rtl=self.rtl)
        used = max((rect.right - place.x if self.rtl else place.right - rect.x for place, _ in row), default=taken - gap)
        spare = rect.w - used
        shift = {"center": spare / 2, "end": spare}.get(a.get("align", "start"), 0.0) if out or row else 0.0
        shift = -shift if self.rtl else shift
        out = [(Point(at.x + shift, at.y), item) for at, item in out]
        for place, chosen in row:
            alt = chosen.logo.alt or self.organisation
            out.append(self.hand.draw(place.moved(shift, 0), chosen, alt, self._next(a.get("order", ""))))
        return tuple(out)

    def _placeholder(self, rect: Rect, a: Mapping[str, str]) -> tuple[At, float] | None:
        """Draw the organisation's name for want of a logo; where it could not be read it is left out, and told."""
        ink: Ink = self.family.ink(a.get("ink", "#000000"))
        face = faces.find(self.family.faces.get("text", "Noto Sans"), 700)
        plate = nameplate(self.organisation, rect, face, ink, lang=self.lang, rtl=self.rtl)
        if self.stock.kind == "print" and plate.size < SMALLEST:
            self.hand.unread(self.organisation)
            return None
        frame = () if plate.frame is None else (self._artifact(plate.frame),)
        group = Group((*frame, *plate.runs), role="p", order=self._next(a.get("order", "")), name="organisation")
        return (Point(0, 0), group), plate.width
