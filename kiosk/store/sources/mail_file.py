"""E-mails as mail programs save them (.eml): their words, their subject, the calendars and other files attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from kiosk.record import record
from kiosk.store.sources import harvest, kinds, plain

_HEAD = re.compile(
    rb"(?:From .*\r?\n)?(?:(?:[A-Za-z][\w-]*:.*|[ \t]+\S.*)\r?\n){2,}\r?\n",
)
_MARKS = re.compile(rb"^(?:mime-version|content-type|message-id|received):", re.IGNORECASE | re.MULTILINE)
_WESTERN = ("", "ascii", "us-ascii", "iso-8859-1", "latin-1", "latin1")
"""Character sets that mail programs name when they mean Windows-1252, or anything."""
_DEEPEST = 20
"""Mails and parts inside one another that are opened."""


class Error(harvest.Error):
    """A saved e-mail without words."""


@record(kw_only=True)
class Mail:
    """A saved e-mail: its words as text and as a web page, what dates it, the calendars in it, names of what else is attached."""

    subject: str
    sent: str
    texts: tuple[str, ...]
    pages: tuple[str, ...]
    calendars: tuple[bytes, ...] = ()
    attached: tuple[str, ...] = ()


def is_mail(data: bytes, name: str) -> bool:
    """Tell whether a file is a saved e-mail, by its name or the lines at its head that only programs write."""
    if kinds.extension(name) == "eml":
        return True
    head = _HEAD.match(data.lstrip()[:50_000])
    return head is not None and len(_MARKS.findall(head[0])) >= 2


def read(data: bytes, name: str) -> Mail:
    """Open a saved e-mail; what is in it is decoded as its parts say."""
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data.lstrip())
    except RecursionError:
        raise Error(f"{name} is nested beyond reason; paste the words of the e-mail instead.") from None
    texts: list[str] = []
    pages: list[str] = []
    calendars: list[bytes] = []
    attached: list[str] = []
    for part in _parts(message):
        called, sort = _header(part, "filename"), part.get_content_type()
        if sort == "text/calendar" or kinds.extension(called) == "ics":
            calendars.append(_bytes(part))
        elif part.get_content_disposition() == "attachment" or (called and not sort.startswith("text/")):
            is_seen = sort.startswith("image/") and (part["Content-ID"] or part.get_content_disposition() == "inline")
            attached += [] if is_seen else [called or sort]
        elif sort == "text/html":
            pages.append(_words(part))
        elif sort == "text/plain":
            texts.append(_unflowed(part, _words(part)))
    if not any(t.strip() for t in (*texts, *pages)) and not calendars:
        raise Error(f"{name} has no words in it; paste the words of the e-mail instead.")
    return Mail(
        subject=_header(message, "subject"),
        sent=_header(message, "date"),
        texts=tuple(texts),
        pages=tuple(pages),
        calendars=tuple(dict.fromkeys(calendars)),
        attached=tuple(dict.fromkeys(attached)),
    )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """List the parts that hold something, in order, also of mails that were attached whole."""
    todo = [(message, 0)]
    while todo:
        part, deep = todo.pop()
        inside = part.get_payload() if part.is_multipart() else None
        if isinstance(inside, list) and deep < _DEEPEST:
            todo += [(p, deep + 1) for p in reversed(inside) if isinstance(p, EmailMessage)]
        elif not part.is_multipart():
            yield part


def _header(part: EmailMessage, name: str) -> str:
    """Read a line of the head, or the name of a file; what is written against all rules is empty."""
    try:
        return plain.one_line(str((part.get_filename() if name == "filename" else part[name]) or ""))
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):  # what the standard library's parser lets through
        return ""


def _bytes(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _words(part: EmailMessage) -> str:
    """Decode a text as its part says; a wrong or unknown character set is found out."""
    data = _bytes(part)
    try:
        called = str(part.get_content_charset() or "").lower()
        return plain.decode(data) if called in _WESTERN else data.decode(called)
    except (LookupError, UnicodeDecodeError, ValueError):
        return plain.decode(data)


def _unflowed(part: EmailMessage, text: str) -> str:
    """Join lines that a mail program broke and marked so (RFC 3676)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    kept = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    return re.sub(r"(?m)(?<!^--) \r?\n(?=[^\s>])", kept, text)
