"""Rows out of CSV and Excel files, as cells; nothing is understood here, only unpacked."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from kiosk.record import record
from kiosk.store.sources import guard, plain

MOST_ROWS = 20_000
"""Rows that one sheet may have."""
_MOST_CELLS = 120


class Error(Exception):
    """A table that cannot be read."""


@record
class Table:
    """One sheet: its name (empty for CSV) and its rows of cells with their numbers in the file, empty rows left out."""

    name: str
    rows: tuple[tuple[int, tuple[Any, ...]], ...]


def read(data: bytes, name: str) -> list[Table]:
    """Unpack a table file by its content."""
    if not data.strip():
        raise Error(f"{name} is empty; export or save it again.")
    return _excel(data, name) if data.startswith(b"PK") else [_csv(data, name)]


def _kept(rows: Iterator[Any], name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise Error(f"{name} has more than {MOST_ROWS:,} rows; export a smaller part of it, such as one season.")
        cells = tuple(" ".join(c.split("\x00")).strip() if isinstance(c, str) else c for c in row[:_MOST_CELLS])
        while cells and cells[-1] in ("", None):
            cells = cells[:-1]
        if cells:
            yield number, cells


def _csv(data: bytes, name: str) -> Table:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Error(f"{name} is a binary file, not CSV; export it again, or save it as .xlsx.")
    text = plain.decode(data).replace("\r\n", "\n").replace("\r", "\n")
    told = re.match(r"sep=(.)\n", text)  # Excel's own mark
    if told:
        text = text[told.end() :]
    try:
        rows = csv.reader(io.StringIO(text), delimiter=told[1] if told else _delimiter(text))
        return Table("", tuple(_kept(rows, name)))
    except csv.Error as error:
        raise Error(f"{name} cannot be read as CSV ({error}); export it again, or save it as .xlsx.") from None


def _delimiter(text: str) -> str:
    """Find the delimiter that cuts the first lines into the most, and the most even, columns."""
    head = "\n".join(text.split("\n")[:30])
    best, most = ",", 0.0
    for mark in (",", ";", "\t", "|"):
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(head), delimiter=mark) if len(row) > 1]
        except csv.Error:
            continue
        usual = max(widths, key=widths.count, default=0)
        score = usual * widths.count(usual) / (1 + len(set(widths)) * 0.1) if widths else 0.0
        if score > most:
            best, most = mark, score
    return best


def _excel(data: bytes, name: str) -> list[Table]:
    guard.package(data, name)
    from openpyxl import load_workbook

    book: Any = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells what formatting it skips
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return [
                Table(sheet.title, tuple(_kept(_rows(sheet), name)))
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
    except Error:
        raise
    except Exception as error:  # openpyxl lets through whatever its parsers meet
        raise Error(
            f"{name} cannot be read as an Excel file ({type(error).__name__}); open it in Excel and save it again."
        ) from None
    finally:
        if book is not None:
            book.close()


def _rows(sheet: Any) -> Iterator[Any]:
    # A file may claim a million columns: the claim is dropped and only what is there is read.
    sheet.reset_dimensions()
    return sheet.iter_rows(values_only=True, max_col=_MOST_CELLS)
