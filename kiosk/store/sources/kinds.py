"""Which kind of source a file is, from its name and its first bytes."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, get_args

from kiosk.store.sources import guard, plain

Kind: TypeAlias = Literal["ics", "csv", "xlsx", "rss", "libcal", "librarycalendar", "jsonld", "announcement"]
KINDS: tuple[str, ...] = get_args(Kind)
READ = ".ics, .csv, .xlsx, .json, .html, RSS or Atom, an e-mail (.eml), or an announcement (.txt, .md, .html, .docx)"
"""What can be read, as messages list it."""
_BY_NAME: dict[str, Kind] = {
    "ics": "ics",
    "ical": "ics",
    "ifb": "ics",
    "icalendar": "ics",
    "csv": "csv",
    "tsv": "csv",
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "rss": "rss",
    "atom": "rss",
    "txt": "announcement",
    "text": "announcement",
    "md": "announcement",
    "markdown": "announcement",
    "docx": "announcement",
    "eml": "announcement",
}
_BY_TYPE: dict[str, Kind] = {
    "text/calendar": "ics",
    "text/csv": "csv",
    "application/rss+xml": "rss",
    "application/atom+xml": "rss",
    "text/markdown": "announcement",
    "message/rfc822": "announcement",
}
_EVENT_LD = re.compile(r"application/ld\+json", re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_MARKS = (
    (b"%PDF", "a PDF", "save its text as .txt or .docx"),
    (_OLD_OFFICE, "a file of the old Office (.doc, .xls)", "save it as .docx or .xlsx"),
    (b"{\\rtf", "rich text (.rtf)", "save it as .docx"),
    (b"\x89PNG", "a picture", "type its words into a text file"),
    (b"\xff\xd8\xff", "a picture", "type its words into a text file"),
    (b"GIF8", "a picture", "type its words into a text file"),
)


class Error(Exception):
    """A file of a kind that cannot be read, in one sentence."""


def extension(name: str) -> str:
    """Take the ending of a file name or the path of an address, in lower case without the dot."""
    last = re.split(r"[?#]", name)[0].replace("\\", "/").rsplit("/", 1)[-1]
    return last.rsplit(".", 1)[-1].lower() if "." in last else ""


def find(name: str, data: bytes, type: str = "") -> Kind:
    """Find the kind of a source; raise Error for what cannot be read, naming what can."""
    if data.startswith(_OLD_OFFICE) and extension(name) == "msg":
        raise Error(
            f"{name} is a message of Outlook (.msg), which cannot be read; save it there as text or .eml, or paste its words."
        )
    for mark, what, cure in _MARKS:
        if data.startswith(mark):
            raise Error(f"{name} is {what}, which cannot be read; {cure}.")
    if data.startswith(b"PK"):
        return _zip(name, data)
    by_name = _BY_NAME.get(extension(name))
    if not data.strip():
        raise Error(f"{name} is empty; export or save it again.")
    head = plain.decode(data[:4096].rstrip(b"\x80\xbf")).lstrip().lower() if by_name is None or by_name == "announcement" else ""
    if by_name and (extension(name) == "eml" or not (head and "begin:vcalendar" in head)):
        return by_name
    return _content(name, data, head, type)


def _content(name: str, data: bytes, head: str, type: str) -> Kind:
    if "begin:vcalendar" in head:
        return "ics"
    if head.startswith(("{", "[")):
        return _json(data)
    if re.match(
        r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*>\s*|<!doctype rss[^>]*>\s*)*<(?:rss|feed|rdf:rdf)\b", head, re.DOTALL
    ):
        return "rss"
    if head.startswith("<!doctype html") or "<html" in head or extension(name) in ("html", "htm", "xhtml"):
        return "jsonld" if _EVENT_LD.search(text := plain.decode(data)) and _has_event(text) else "announcement"
    if type in _BY_TYPE:
        return _BY_TYPE[type]
    if head.startswith("<?xml") or extension(name) == "xml":
        raise Error(f"{name} is XML, but neither RSS nor Atom; give one of these: {READ}.")
    if b"\0" in data[:4096]:
        raise Error(f"{name} is a binary file of an unknown kind; give one of these: {READ}.")
    return "announcement"


def _has_event(text: str) -> bool:
    from kiosk.store.sources import jsonld

    return jsonld.has_event(text)


def _zip(name: str, data: bytes) -> Kind:
    parts = guard.package(data, name)
    if "word/document.xml" in parts:
        return "announcement"
    if any(p.startswith("xl/") for p in parts):
        return "xlsx"
    raise Error(f"{name} is a packed file, but neither Word (.docx) nor Excel (.xlsx); unpack it and give the file inside.")


def _json(data: bytes) -> Kind:
    text = plain.decode(data)
    if '"@context"' in text or '"@type"' in text:
        return "jsonld"
    marks = ("field_", "event_start", "eventStart", "start_date", "registration_enabled", "branch", "subtitle")
    libcal = sum(
        m in text for m in ('"calendar"', '"allday"', '"campus"', '"seats"', '"category"', '"featured_image"', '"owner"')
    )
    return "librarycalendar" if sum(f'"{m}' in text for m in marks) > libcal else "libcal"
