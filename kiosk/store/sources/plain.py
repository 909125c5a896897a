"""Plain words out of what people paste: HTML to text, tidy lines, links in prose."""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9]*\b[^<>]*>|!--)")
_DECLARATION = re.compile(r"<[!?][^<>]*>?")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_LONGEST = 200_000
"""Characters of HTML that are read of one field."""
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SPACES = re.compile(r"[^\S\n]+")
_URL = re.compile(r"https?://[^\s<>\"'\\^`{|}]+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\w.+/-])(?:\+\d{1,3}[ -]?(?:\(0\)[ -]?)?|\(?0)\d(?:[ -]?\d|[ -]?\(\d+\)|\)[ -]?\d){7,11}(?!\d|[./:-]\d)"
)
"""A telephone number as Britain writes it, or one with its country."""
_BOOKING_WORD = re.compile(
    r"\b(?<!e-)(?:book(?:ing)?s?(?! (?:club|group|trial|review|swap|sale|chat|prize|launch|festival|fair|talk|of)\b)|"
    r"regist(?:er|ration)|tickets?|sign[- ]?up|reserve|rsvp|enrol|cofrestr\w*|archebu\w*)\b",
    re.IGNORECASE,
)
_BOOKING_HOST = re.compile(
    r"(?:^|\.)(?:eventbrite\.[a-z.]+|tickettailor\.com|ticketsource\.co\.uk|trybooking\.com|forms\.office\.com|forms\.gle)$"
)
_MEETING_HOST = re.compile(r"(?:^|\.)(?:teams\.(?:microsoft|live)\.com|zoom\.us|meet\.google\.com|webex\.com|gotomeeting\.com)$")
_SENTENCE_END = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\bSt)(?<!\be\.g)(?<!\bi\.e)[.!?…][\"')\]]*\s+(?=\S)"
)
_BLOCK = re.compile(
    r"p|div|section|article|header|footer|main|[uod]l|t(?:able|r|d|h)|blockquote|h[1-6r]|pre|d[td]|fig\w+|address|center"
)
_SILENT = {"script", "style", "head", "template", "noscript", "svg", "iframe", "object"}


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: "1 event", "2,000 events"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(text: str, limit: int = 60) -> str:
    """Cut a text for a message, at the end of a word."""
    return text if len(text) <= limit else (text[:limit].rsplit(" ", 1)[0] or text[:limit]).rstrip(" ,;:.") + "…"


def tidy(text: str) -> str:
    """Settle line ends, spaces and invisible characters; at most one empty line in a row."""
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """Bring text onto one line."""
    return " ".join(_INVISIBLE.sub("", text).split())


def looks_like_html(text: str) -> bool:
    """Tell whether text carries HTML tags."""
    return "<" in text and _TAG.search(text) is not None


def unescaped(text: str) -> str:
    """Read the web's codes for letters, such as &hellip; with its semicolon; "&copy=2" in an address is none."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def from_html(markup: str) -> str:
    """Read HTML as text: blocks apart by an empty line, list entries as "- ", a link's address kept in brackets."""
    if not looks_like_html(markup):
        return tidy(unescaped(markup))
    from bs4 import BeautifulSoup

    return tidy(_words(BeautifulSoup(without_comments(markup[:_LONGEST]), "html.parser")))


def without_comments(markup: str) -> str:
    """Take out comments, declarations and tags without an end in one pass; the parser takes hours over malicious ones."""
    parts: list[str] = []
    at = 0
    while (begin := markup.find("<!--", at)) >= 0:
        parts.append(markup[at:begin])
        end = markup.find("-->", begin)
        at = end + 3 if end >= 0 else len(markup)
    parts.append(markup[at:])
    return _UNCLOSED.sub("&lt;", _DECLARATION.sub("", "".join(parts)))


def _words(root: Any) -> str:
    """Walk a parsed page without recursion, for pages nested to any depth."""
    from bs4.element import NavigableString, PreformattedString, Tag

    out: list[str] = []
    todo: list[Any] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, PreformattedString):  # comments, doctypes, CDATA
            continue
        if isinstance(node, NavigableString):
            out.append(re.sub(r"\s+", " ", str(node)))
        elif isinstance(node, str):
            out.append(node)
        elif isinstance(node, Tag) and node.name not in _SILENT:
            before, after = _round(node)
            out.append(before)
            todo.append(after)
            todo.extend(reversed(list(node.children)))
    return "".join(out)


def _round(tag: Any) -> tuple[str, str]:
    """Find what stands before and after a tag's words."""
    if tag.name == "br":
        return "\n", ""
    if tag.name == "li":
        return "\n- ", "\n"
    if tag.name == "a":
        target = str(tag.get("href") or "").strip()
        return "", f" ({target})" if _is_worth_telling(target, tag.get_text()) else ""
    return ("\n\n", "\n\n") if _BLOCK.fullmatch(tag.name) else ("", "")


def _is_worth_telling(target: str, shown: str) -> bool:
    """Tell whether a link's address says more than its words do."""
    scheme, _, rest = target.partition(":")
    match scheme.lower():
        case "http" | "https":
            return target not in shown
        case "mailto":
            return rest.split("?")[0] not in shown
        case "tel":
            return re.sub(r"\D", "", rest)[-6:] not in re.sub(r"\D", "", shown)
        case _:
            return False


def sentences(text: str) -> list[str]:
    """Cut prose into sentences; abbreviations such as Dr do not end one."""
    flat = one_line(text)
    ends = [0, *(m.end() for m in _SENTENCE_END.finditer(flat)), len(flat)]
    return [s for a, b in itertools.pairwise(ends) if (s := flat[a:b].strip())]


def lead(text: str, limit: int = 180) -> str:
    """Take the opening of a text: whole sentences of its first paragraph, without links, up to `limit` characters."""
    taken = ""
    for sentence in (s for s in sentences(text.split("\n\n", 1)[0]) if "://" not in s and "@" not in s):
        if len(taken) + len(sentence) > limit:
            break
        taken = f"{taken} {sentence}".strip()
    if taken or not text.strip():
        return taken
    first = next((s for s in sentences(text.split("\n\n", 1)[0]) if "://" not in s), "")
    return first[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…" if len(first) > limit else first


def links(text: str) -> tuple[str, ...]:
    """Find the web addresses in prose, without the punctuation that follows them."""
    found: list[str] = []
    for match in _URL.finditer(text):
        url = match.group().rstrip(".,;:!?*_")
        while url.endswith((")", "]")) and url.count(url[-1]) > url.count("(" if url[-1] == ")" else "["):
            url = url[:-1].rstrip(".,;:!?")
        if url not in found and host_of(url):
            found.append(url)
    return tuple(found)


def host_of(url: str) -> str:
    """Name the host of a web address in lower case; empty if it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_address(location: str) -> bool:
    """Tell whether a location is a web address rather than a path (one letter before the colon is a Windows drive)."""
    scheme, colon, _ = location.partition(":")
    return bool(colon) and len(scheme) > 1 and scheme.isalnum() and ("://" in location or scheme.lower() in ("webcal", "webcals"))


def web_address(text: str) -> str:
    """Keep an http or https address, drop everything else."""
    text = text.strip()
    return text if text.lower().startswith(("http://", "https://")) and host_of(text) and " " not in text else ""


def contact(text: str) -> str:
    """Find an e-mail address or a telephone number to book by, as a link; empty if there is none."""
    mail = _EMAIL.search(text)
    if mail:
        return f"mailto:{mail.group()}"
    number = _PHONE.search(text)
    return _dialled(number.group()) if number else ""


def _dialled(number: str) -> str:
    """Write a telephone number as the link that dials it."""
    return "tel:" + re.sub(r"(?!^\+)[^0-9]", "", number.strip().replace("(0)", ""))


def booking_address(text: str) -> str:
    """Keep an address that one can book by (http, https, mailto, tel), drop everything else."""
    text = text.strip()
    if re.fullmatch(r"mailto:[^\s@]+@[^\s@]+\.[^\s@]+", text, re.IGNORECASE):
        return "mailto:" + text[7:]
    if re.fullmatch(r"tel:[+\d() .-]{3,40}", text, re.IGNORECASE):  # an extension may be all there is
        return _dialled(text[4:])
    return web_address(text)


def booking_in(text: str) -> str:
    """Find where to book in prose: a link in a sentence about booking, a known booking host, an e-mail address, a number."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if _BOOKING_WORD.search(line):
            near = links(line) or (links(lines[at + 1]) if at + 1 < len(lines) and line.rstrip().endswith(":") else ())
            public = [url for url in near if not _MEETING_HOST.search(host_of(url))]
            if public:
                return next((u for u in public if _BOOKING_WORD.search(u) or _BOOKING_HOST.search(host_of(u))), public[-1])
    known = next((url for url in links(text) if _BOOKING_HOST.search(host_of(url))), "")
    if known:
        return known
    for line in lines:
        found = contact(line) if _BOOKING_WORD.search(line) else ""
        if found:
            return found
    return ""


def meeting_in(text: str) -> str:
    """Find the link of an online meeting in prose."""
    return next((url for url in links(text) if _MEETING_HOST.search(host_of(url))), "") if "://" in text else ""


def known_as(title: str) -> str:
    """Normalise a title for comparing: case, accents, punctuation and spaces do not count."""
    flat = unicodedata.normalize("NFKD", title.casefold())
    return " ".join(re.sub(r"[^\w\s]+", " ", "".join(c for c in flat if not unicodedata.combining(c))).split()) or one_line(title)


def decode(data: bytes) -> str:
    """Decode a text file: UTF-8 or UTF-16 by their marks, else UTF-8, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
