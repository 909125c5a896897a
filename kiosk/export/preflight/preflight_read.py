"""A PDF read back as it was written: its pages' operators, its tags, its metadata, and what is to be seen of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kiosk.export.preflight.seen import Sight
from kiosk.page.stock import Stock

_WATCHED = "q Q cm BDC BMC EMC BT ET Tf Tj TJ w k K rg RG g G scn SCN f f* S B B* sh Do"
"""Operators that say something about colours, widths, words and marks; the coordinates of paths do not."""


@dataclass(slots=True)
class Placed:
    """A picture on a page: its dictionary and how many pixels an inch it has there."""

    picture: Any
    ppi: float


@dataclass(slots=True)
class Sheet:
    """What one page's content does: operators, fills, widths of lines, codes by font, stray marks, a colour on every plate."""

    page: Any
    used: set[str] = field(default_factory=set[str])
    inks: list[tuple[tuple[float, ...], bool]] = field(default_factory=list[tuple[tuple[float, ...], bool]])
    widths: set[float] = field(default_factory=set[float])
    codes: dict[str, set[int]] = field(default_factory=dict[str, set[int]])
    placed: list[Placed] = field(default_factory=list[Placed])
    marks: dict[int, str] = field(default_factory=dict[int, str])
    loose: int = 0
    registers: bool = False


@dataclass(slots=True)
class Element:
    """One structure element in reading order."""

    kind: str
    node: Any
    depth: int


@dataclass(slots=True)
class Read:
    """A file as it was read back, and what was ordered."""

    file: Any
    stock: Stock
    sheets: list[Sheet]
    elements: list[Element]
    meta: str
    sights: list[Sight]
    press: bool = False


def read(file: Any, stock: Stock, sights: list[Sight], *, press: bool = False) -> Read:
    """Read an open file of pages on a stock."""
    import pikepdf

    meta = ""
    if "/Metadata" in file.Root:
        meta = bytes(file.Root.Metadata.read_bytes()).decode("utf-8", "replace")
    tree = file.Root.get("/StructTreeRoot")
    elements: list[Element] = []
    if tree is not None:
        kids = tree.get("/K", [])
        for node in kids if isinstance(kids, pikepdf.Array) else [kids]:
            elements += _elements(node, 0)
    return Read(file, stock, [_sheet(page) for page in file.pages], elements, meta, sights, press)


def _elements(node: Any, depth: int) -> Iterator[Element]:
    import pikepdf

    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node or depth > 60:
        return
    yield Element(str(node.S)[1:], node, depth)
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        yield from _elements(kid, depth + 1)


def _sheet(page: Any) -> Sheet:
    """Go through a page's operators once."""
    import pikepdf

    sheet = Sheet(page)
    spaces = page.obj.get("/Resources", {}).get("/ColorSpace", {}).values()
    sheet.registers = any(isinstance(s, pikepdf.Array) and len(s) > 1 and s[1] == "/All" for s in spaces)
    fill: tuple[float, ...] = (0.0,)
    scale, width, font = (1.0, 1.0), 1.0, ""
    stack: list[tuple[tuple[float, ...], tuple[float, float], float]] = []
    inside, words = 0, False
    for operands, operator in pikepdf.parse_content_stream(page, _WATCHED):
        op = str(operator)
        sheet.used.add(op)
        match op:
            case "q":
                stack.append((fill, scale, width))
            case "Q":
                fill, scale, width = stack.pop() if stack else (fill, scale, width)
            case "cm":
                a, b, c, d = (float(v) for v in list(operands)[:4])
                scale = (scale[0] * (a * a + b * b) ** 0.5, scale[1] * (c * c + d * d) ** 0.5)
            case "BDC" | "BMC":
                inside += 1
                if op == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
                    sheet.marks[int(operands[1]["/MCID"])] = str(operands[0])
            case "EMC":
                inside -= 1
            case "BT" | "ET":
                words = op == "BT"
            case "Tf":
                font = str(operands[0])
            case "w":
                width = float(operands[0])
            case "k" | "rg" | "g" | "scn":
                fill = tuple(float(v) for v in operands if not isinstance(v, pikepdf.Name))
            case "K":
                sheet.inks.append((tuple(float(v) for v in operands), False))
            case "Tj" | "TJ":
                sheet.codes.setdefault(font, set()).update(_codes(operands[0]))
            case _:
                pass
        if op in ("S", "B", "B*"):
            sheet.widths.add(round(width * min(scale), 4))
        if op in ("f", "f*", "B", "B*", "Tj", "TJ"):
            sheet.inks.append((fill, words))
        if op in ("f", "f*", "S", "B", "B*", "sh", "Do", "Tj", "TJ") and not inside:
            sheet.loose += 1
        if op == "Do":
            _place(sheet, str(operands[0]), scale)
    return sheet


def _place(sheet: Sheet, name: str, scale: tuple[float, float]) -> None:
    picture = sheet.page.Resources.XObject[name]
    if picture.get("/Subtype") == "/Image" and min(scale) > 0:
        sheet.placed.append(Placed(picture, min(int(picture.Width) / scale[0], int(picture.Height) / scale[1]) * 72))


def _codes(shown: Any) -> Iterator[int]:
    import pikepdf

    for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(part, pikepdf.String):
            raw = bytes(part)
            yield from (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2))


def unicode(font: Any) -> dict[int, str]:
    """Read what a composite font's codes stand for; empty when it does not say."""
    if "/ToUnicode" not in font:
        return {}
    out: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", bytes(font.ToUnicode.read_bytes()), re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            out[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
    return out
