"""The objects of a PDF file: ReportLab's document numbers and writes them, we word them (ISO 32000-1, 7.3 to 7.5)."""

from __future__ import annotations

import hashlib
import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from isal import isal_zlib

from kiosk import lean
from kiosk.page.geometry import Matrix, Path

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument

    Document: TypeAlias = PDFDocument
else:
    Document: TypeAlias = Any

_UNUSED = {
    "PIL": ["Image"],
    "pickle": [],
    "platform": [],
    "reportlab.lib.rltempfile": ["get_rl_tempfile", "get_rl_tempdir"],
}
"""What ReportLab imports for pictures, pickled fonts, PyPy and temporary files; numbering objects takes none of them."""
_HEAVY = 65536
"""Bytes from which an object is told by its digest."""
LEVEL = 2
"""Level of isal, which packs a page in a fifth of zlib's time for a tenth more bytes."""


def open_document(minor: int = 7) -> Document:
    """Start an empty, reproducible file of PDF 1.7 or another 1.x."""
    return _reportlab().PDFDocument(compression=0, invariant=1, pdfVersion=(1, minor), lang=None)


def _reportlab() -> Any:
    return lean.imported("reportlab.pdfbase.pdfdoc", _UNUSED)


def add(doc: Document, body: bytes, name: str) -> str:
    """Add an indirect object under a name of ours and return its reference."""
    doc.Reference(body, name)
    return reference(doc, name)


def reference(doc: Document, name: str) -> str:
    """Word the reference to an object that was added."""
    return f"{doc.idToObjectNumberAndVersion[name][0]} 0 R"


def replace(doc: Document, body: bytes, name: str) -> None:
    """Fill an object that was added empty because others had to point to it first."""
    held: Any = doc.idToObject
    held[name] = body


def close(doc: Document, catalog: str, info: str) -> bytes:
    """Finish the file; `catalog` and `info` are the entries of the two dictionaries."""

    class Raw(_reportlab().PDFObject):
        """A dictionary that is already worded."""

        def __init__(self, body: bytes) -> None:
            self.body = body

        def format(self, document: Document) -> bytes:
            """Give the words back."""
            return self.body

    open_: Any = doc
    open_.Catalog = Raw(f"<</Type/Catalog {catalog}>>".encode())
    open_.info = Raw(f"<<{info}>>".encode())
    for body in [*open_.idToObject.values(), open_.Catalog.body, open_.info.body]:
        if isinstance(body, bytes):
            open_.updateSignature(body if len(body) < _HEAVY else _digest(body))
    return open_.format()


@lru_cache(maxsize=8)
def _digest(body: bytes) -> bytes:
    """Stand in for a large object in the file's identity: profiles and pictures come again in every file."""
    return hashlib.sha256(body).digest()


def stream(entries: str, data: bytes, *, packed: bool = False) -> bytes:
    """Word a stream object, compressed here unless `packed` says that `entries` name the filter already."""
    if not packed:
        data = isal_zlib.compress(data, LEVEL)
        entries += "/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%b\nendstream" % (entries.encode(), len(data), data)


def text(value: str) -> str:
    """Word a text string: plain when ASCII, else UTF-16 with its mark (7.9.2)."""
    if value.isascii() and value.isprintable():
        return "(" + value.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return "<FEFF" + utf16(value) + ">"


@lru_cache(maxsize=8192)
def utf16(value: str) -> str:
    """Write text as UTF-16 in hexadecimal; lone surrogates become the replacement character."""
    return value.encode("utf-16-be", "replace").hex().upper()


def number(value: float) -> str:
    """Write a number with up to five decimals."""
    return f"{value:.5f}".rstrip("0").rstrip(".") or "0"


_paths: dict[tuple[int, int], tuple[Path, str]] = {}


def path(shape: Path, decimals: int) -> str:
    """Word a path's construction (8.5.2); kept by identity, since motifs and outlines come again and again."""
    key = (id(shape), decimals)
    held = _paths.get(key)
    if held is not None:
        return held[1]
    words = _template(shape.ops, decimals) % shape.xy
    if len(_paths) > 8192:
        _paths.clear()
    _paths[key] = (shape, words)  # holding the path keeps its identity from being given to another
    return words


@lru_cache(maxsize=2048)
def _template(ops: str, decimals: int) -> str:
    """Word the operators of a path with a slot for each number."""
    n = f"%.{decimals}f"
    words = {"M": f"{n} {n} m", "L": f"{n} {n} l", "C": f"{n} {n} {n} {n} {n} {n} c", "Z": "h"}
    return " ".join(words[op] for op in ops)


def places(ctm: Matrix) -> int:
    """Choose decimals so that numbers are good to about 0.01 points on the page, whatever the scale."""
    scale = math.sqrt(abs(ctm.a * ctm.d - ctm.b * ctm.c))
    return 2 if scale <= 1.5 else min(6, 2 + math.ceil(math.log10(scale)))
