"""Word documents as blocks of prose."""

from __future__ import annotations

import io
from typing import Any

from kiosk.store.sources import block_tables, guard, harvest, listings, plain, prose_when
from kiosk.store.sources.blocks import Block, between, is_title, item, of_lines
from kiosk.store.sources.listing_order import Part


class Error(harvest.Error):
    """A Word document that cannot be read."""


def blocks(data: bytes, name: str) -> list[Block]:
    """Read headings, paragraphs, lists and tables of a .docx, in their order."""
    try:
        guard.package(data, name)
    except guard.Error as error:
        raise Error(str(error)) from None
    from docx import Document

    try:
        document: Any = Document(io.BytesIO(data))
        return _entries(listings.blocks([p for part in document.iter_inner_content() for p in _parts(part)]))
    except Exception as error:  # python-docx lets through whatever its parsers meet
        raise Error(
            f"{name} cannot be read as a Word document ({type(error).__name__}); open it in Word and save it again."
        ) from None


def _entries(made: list[Block]) -> list[Block]:
    """Put together entries of a list and the paragraphs below them that say when."""
    found: list[Block] = []
    at = 0
    while at < len(made):
        two = made[at : at + 2]
        entry = item([b.text for b in two], 0, is_listed=False) if [b.sort for b in two] == ["bullet", "para"] else []
        found += entry or two[:1]
        at += 2 if entry else 1
    return between(found)


def _parts(part: Any) -> list[Part]:
    """Read a paragraph, or the rows of a table; all of them stand in one box, the document."""
    if hasattr(part, "rows"):
        listed = block_tables.blocks([[c.text.strip() for c in row.cells] for row in part.rows])
        if listed is not None:
            return [Part(tuple(listed))]
        rows = [[c for c in dict.fromkeys(c.text.strip() for c in row.cells) if c] for row in part.rows]
        return [Part((Block("para", plain.one_line(": ".join(row))),), _lines(row), (0,)) for row in rows if row]
    return [Part(tuple(made), _lines([part.text]), (0,))] if (made := _part(part)) else []


def _lines(texts: list[str]) -> tuple[str, ...]:
    return tuple(line.strip() for text in texts for line in text.split("\n") if line.strip())


def _part(part: Any) -> list[Block]:
    text = plain.one_line(part.text)
    if not text:
        return []
    style = str(getattr(part.style, "name", "") or "").lower()
    if style == "title":
        return [Block("heading", text, level=1)]
    if style.startswith("heading"):
        digits = "".join(c for c in style if c.isdigit())
        return [Block("heading", text, level=int(digits or 2))]
    strong = _strong(part)
    if is_title(text, strong):
        return [Block("heading", text.rstrip(":"), level=3)]
    properties = part._p.pPr
    listed = "list" in style or (properties is not None and properties.numPr is not None)
    marked = tuple(plain.one_line(r.text) for r in part.runs if (r.bold or r.italic) and r.text.strip())
    lines = [line.strip() for line in part.text.split("\n") if line.strip()]
    if (listed or any(map(prose_when.has_time, lines[1:3]))) and (entry := item(lines, 0, is_listed=listed)):
        return entry
    if listed:
        return [Block("bullet", text, strong, marked)]
    first, *rest = of_lines(part.text)
    head = (
        Block("heading", first.rstrip(":"), level=3) if rest and is_title(first, strong) else Block("para", first, strong, marked)
    )
    return [head, *(Block("para", plain.one_line(line), "", marked) for line in rest)]


def _strong(part: Any) -> str:
    """Take the words a paragraph begins with in bold."""
    words = ""
    for run in part.runs:
        if run.text.strip() and not run.bold:
            break
        words += run.text
    return plain.one_line(words)
