"""Reads the structure of a written file as a screen reader does: element by element, with the words that each one says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

from kiosk.page.items import Group, Page, TextRun

STEERING = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass
class Part:
    kind: str
    lang: str
    alt: str
    box: list[float] | None
    own: str = ""
    kids: list[Part] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.own + "".join(
            (" " if k.kind in ("P", "H1", "H2", "H3", "L", "LI", "Sect") else "") + k.text for k in self.kids
        )

    def walk(self) -> Iterator[Part]:
        yield self
        for kid in self.kids:
            yield from kid.walk()


class Reader:
    def __init__(self, data: bytes) -> None:
        self.file = pikepdf.open(BytesIO(data))
        self.said = [dict(_said(page)) for page in self.file.pages]
        self.tags = [dict(_tags(page)) for page in self.file.pages]
        self.numbers = {page.obj.objgen: n for n, page in enumerate(self.file.pages)}
        lang = str(self.file.Root.Lang)
        self.root = self._part(self.file.Root.StructTreeRoot.K[0], lang)

    def _part(self, node: Any, lang: str) -> Part:
        lang = str(node.get("/Lang", lang))
        box = node.get("/A", {}).get("/BBox")
        part = Part(str(node.S)[1:], lang, str(node.get("/Alt", "")), [float(v) for v in box] if box is not None else None)
        for kid in node.K:
            if isinstance(kid, int):
                said = self.said[self.numbers[node.Pg.objgen]][kid]
                # Words and elements come in turns.
                if part.kids:
                    part.kids.append(Part("", lang, "", None, said))
                else:
                    part.own += said
            elif kid.get("/Type") == "/OBJR":
                part.links.append(kid.Obj)
            else:
                assert kid.P.objgen == node.objgen
                part.kids.append(self._part(kid, lang))
        if "/ActualText" in node:
            part.own, part.kids = str(node.ActualText), []
        return part

    def parts(self, *kinds: str) -> list[Part]:
        return [p for p in self.root.walk() if p.kind in kinds]

    @property
    def text(self) -> str:
        return words(self.root.text)


def words(text: str) -> str:
    return " ".join(STEERING.sub("", text).split())


def _properties(page: pikepdf.Page, operands: Any) -> Any:
    return operands[1] if len(operands) > 1 else {}


def _tags(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and "/MCID" in operands[1]:
            yield int(operands[1]["/MCID"]), str(operands[0])[1:]


def _said(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """List the marked contents of a page with their words; everything painted must be marked, words or decoration."""
    fonts = {name: _unicode(font) for name, font in page.Resources.Font.items()}
    mcid: int | None = None
    actual: str | None = None
    text = ""
    inside = 0
    codes: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                assert not inside, "marked content in marked content"
                inside = 1
                properties = _properties(page, operands)
                mcid, actual, text = properties.get("/MCID"), properties.get("/ActualText"), ""
                assert (mcid is None) == (str(operands[0]) == "/Artifact")
            case "EMC":
                inside = 0
                if mcid is not None:
                    yield int(mcid), str(actual) if actual is not None else text
            case "Tf":
                codes = fonts[str(operands[0])]
            case "TJ":
                assert inside, "words that are not marked"
                for shown in operands[0]:
                    if isinstance(shown, pikepdf.String):
                        raw = bytes(shown)
                        text += "".join(codes[int.from_bytes(raw[i : i + 2], "big")] for i in range(0, len(raw), 2))
            case "f" | "f*" | "S" | "sh" | "Do":
                assert inside, "a mark that is not marked"
            case _:
                pass
    assert not inside


def _unicode(font: Any) -> dict[int, str]:
    out: dict[int, str] = {}
    for code, text in re.findall(
        rb"<([0-9A-F]{4})><([0-9A-F]*)>", font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2]
    ):
        out[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return out


def content(pages: list[Page]) -> str:
    """Write down what pages say, in reading order, from the pages themselves."""
    return words(" ".join(_content(page.items, page.lang) for page in pages))


def _content(items: Any, lang: str) -> str:
    keyed: list[tuple[int, str]] = []
    key = 0
    for _, item in items:
        if isinstance(item, TextRun):
            keyed.append((key, item.text))
        elif isinstance(item, Group) and item.role not in ("artifact", "figure"):
            key = item.order if item.order is not None else key
            block = item.role in ("h1", "h2", "h3", "p", "note", "document")
            keyed.append((key, (" " if block else "") + _content(item.items, lang)))
    return "".join(text for _, text in sorted(keyed, key=lambda k: k[0]))
