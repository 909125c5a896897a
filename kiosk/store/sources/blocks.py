"""Prose as blocks: headings, paragraphs and list entries, out of plain text, Markdown and HTML."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any, Literal

from kiosk.record import record
from kiosk.store.sources import headers, plain, prose_lines, prose_when

ROW = 9
"""The level of a heading that is the title in a row of a table of events."""
ITEM = 10
"""The level of an entry of a list whose title stands on a line of its own, and of the lines below it."""
MOST_BLOCKS = 3_000
"""Blocks of a page that are read; a long newsletter has a hundred."""
_BULLET = re.compile(r"^\s*(?:[-*•–·▪o]|\d{1,2}[.)]|\([a-z0-9]\))\s+(?=\S)")
_MAIL = re.compile(r"^(?:from|to|cc|bcc|sent|date|subject|reply-to|importance|attachments)\s*:\s*(.*)$", re.IGNORECASE)
SIGNATURE = re.compile(
    r"^(?:-- ?|_{5,}|(?:with )?(?:kind|best|warm) (?:regards|wishes),?|(?:many )?thanks,?|cheers,?|all the best,?|"
    r"yours (?:sincerely|faithfully),?)$",
    re.IGNORECASE,
)
"""The line that ends a letter; a name follows."""
_WRAPPED = 50
"""The width of the narrowest text that a mail program has wrapped."""
_DANGLES = re.compile(r"(?:[,–—-]|\b(?:to|and|or|at|in|on|by|the|an?|our|of|for|with|from))$", re.IGNORECASE)
"""How a line ends that goes on in the next."""
_OFF = re.compile(r"\W*(?:cancell?ed|postponed|fully booked|sold out)\b", re.IGNORECASE)
_LATER = re.compile(
    r"(?:date|time|day|when)?s?[\s:]*(?:and (?:time|venue|place)\s+)?(?:tb[acd]|to be (?:announced|confirmed)|to follow)\b",
    re.IGNORECASE,
)
_KEYED = re.compile(r"^[A-Z][A-Za-z ]{1,24}:\s+\S")
_FRAMED = re.compile(r"^\s*([*=~_#-]{1,6})\s+(\S.*?\S)\s+\1\s*$")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_QUOTED = re.compile(r"^(?:\s*>)+ ?")


@record
class Block:
    """One block of prose: its words, those set strong at its beginning, all that are strong or quoted, a heading's level."""

    sort: Literal["heading", "para", "bullet"]
    text: str
    strong: str = ""
    marked: tuple[str, ...] = ()
    level: int = 0


def of_text(text: str) -> list[Block]:
    """Read plain text as people mail it: wrapped lines, quoting, bullets, headings underlined or on a line of their own."""
    lines = [_QUOTED.sub("", line).rstrip() for line in plain.tidy(_columns(text)).split("\n")]
    lines, subject = _mail_head(lines)
    end = next((i for i, line in enumerate(lines) if i > 3 and SIGNATURE.match(line.strip())), len(lines))
    groups: list[list[str]] = [[]]
    for line in lines[:end]:
        if not line.strip():
            groups.append([])
        elif _BULLET.match(line):
            groups.append([line])
        else:
            groups[-1].append(line)
    widest = max((len(line) for line in lines), default=0)
    filled = [group for group in groups if group]
    made = between([b for at, group in enumerate(filled) for b in _group(group, widest, is_first=not at and not subject)])
    return [Block("heading", subject, level=1), *made] if subject else made


def _columns(text: str) -> str:
    """Mark the columns of lines with a date that people lined up with spaces or tabs."""
    lines = (_GAP.sub(" - ", line) if prose_when.cut(line) else line for line in text.expandtabs(4).splitlines())
    return "\n".join(lines)


def _mail_head(lines: list[str]) -> tuple[list[str], str]:
    """Take off the head of an e-mail; its subject is the title."""
    at, subject, count = 0, "", 0
    while at < len(lines) and (not lines[at].strip() or _MAIL.match(lines[at])):
        found = _MAIL.match(lines[at])
        if found:
            count += 1
            if lines[at].lower().startswith("subject"):
                subject = re.sub(r"^(?:(?:re|fw|fwd)\s*:\s*)+", "", found[1], flags=re.IGNORECASE).strip()
        at += 1
    return (lines[at:], subject) if count >= 2 or subject else (lines, "")


def _group(group: list[str], widest: int, *, is_first: bool = False) -> Iterator[Block]:
    """Read the lines between two empty ones."""
    if _BULLET.match(group[0]):
        if entry := item(group, widest):
            yield from entry
            return
        yield _block("bullet", _BULLET.sub("", " ".join(line.strip() for line in group), count=1))
        return
    if len(group) == 2 and re.fullmatch(r"[=\-~*_]{3,}", group[1].strip()):
        yield Block("heading", group[0].strip(), level=1 if group[1].strip()[0] == "=" else 2)
        return
    group = [line for line in group if not re.fullmatch(r"\s*[=\-~*_]{3,}\s*", line)]
    if len(group) == 1 and (framed := _FRAMED.match(group[0])) and _is_heading(framed[2]):
        yield Block("heading", framed[2].rstrip(":"), level=2)
        return
    if not is_first and (entry := item(group, widest, is_listed=False)):
        yield from entry
        return
    is_entry = bool(group) and not is_first and prose_lines.read(group[0]) is not None
    if len(group) == 1 and not is_entry and _is_heading(group[0]):
        yield Block("heading", group[0].strip(" *_=~").rstrip(":"), level=2)
        return
    # A short first line over longer ones is a title of its own, not a wrapped line.
    if (
        len(group) > 1
        and not is_entry
        and len(group[0]) < min(0.62 * widest, 60)
        and _is_heading(group[0])
        and not _KEYED.match(group[0])
    ):
        yield Block("heading", group[0].strip().rstrip(":"), level=3)
        group = group[1:]
    for text in _unwrapped(group, widest):
        yield _block("para", text)


def item(group: list[str], widest: int, *, is_listed: bool = True) -> list[Block]:
    """Read an entry that has its title on its first line, and when it is on the next; empty if it is no such entry.

    Without a number or bullet before it, the next line must begin with when it is, and nothing else be read as a field.
    """
    if len(group) < 2:
        return []
    widest = widest if widest >= _WRAPPED else 0
    title, *lines = [line.strip() for line in group]
    title = _BULLET.sub("", group[0], count=1).strip()
    while len(lines) > 1 and lines[0][0].islower() and prose_when.cut(lines[0]) is None:
        title = f"{title} {lines.pop(0)}"  # a long title, wrapped
    if not lines or lines[0][0].islower() or len(title) > 120 or title[-1] in ".;:" or prose_when.cut(title) is not None:
        return []
    found = prose_when.cut(lines[0])
    is_full = 0 < 0.8 * widest <= len(group[0]) + 1 + len(lines[0].split()[0])
    begins = [f for line in lines if (f := prose_when.cut(line)) and not re.search(r"\w", f[0])]
    is_when = bool(_OFF.match(title) or _LATER.match(lines[0]) or (found and found in begins))
    if not is_listed and (not _is_heading(title) or not is_when or len(begins) > 1):
        return []
    if found and found[2].lstrip()[:1] in tuple("-–—:|") and prose_lines.read(lines[0]) is not None:
        return []  # a heading over "3 May - Tea"
    if _DANGLES.search(title) or (is_full and found is not None and re.search(r"\w", found[0])):
        return []  # a sentence, wrapped
    below = [lines[0]]
    for line in lines[1:]:
        is_full = 0 < 0.8 * widest <= len(below[-1]) + 1 + len(line.split()[0]) and not re.search(r"[.!?:]$|://\S+$", below[-1])
        if (
            line[0].islower()
            or _DANGLES.search(below[-1])
            or (is_full and prose_when.cut(below[-1]) is None and not _KEYED.match(line))
        ):
            below[-1] = f"{below[-1]} {line}"
        else:
            below.append(line)
    if not (_OFF.match(title) or any(_LATER.match(line) or prose_when.cut(line) for line in below[:2])):
        return []
    return [Block("heading", _block("para", title).text, level=ITEM), *(_of_item(_block("bullet", line)) for line in below)]


def _of_item(block: Block) -> Block:
    return Block("para", block.text, block.strong, block.marked, ITEM)


def between(made: list[Block]) -> list[Block]:
    """Give entries of a list the paragraphs that stand between them, and the last one as the others."""
    heads = [i for i, b in enumerate(made) if b.sort == "heading" and b.level == ITEM]
    is_apart = False
    for first, after in itertools.pairwise([*heads, len(made)]):
        stop = next((i for i in range(first + 1, after) if made[i].sort == "heading"), after)
        own = [i for i in range(first + 1, stop) if made[i].level != ITEM]
        if stop < after or after == len(made):
            own = own[:1] if is_apart and own and made[own[0]].sort == "para" else []
        is_apart = is_apart or bool(own)
        for at in own:
            made[at] = _of_item(made[at])
    return made


def _is_heading(line: str) -> bool:
    text = line.strip()
    return (
        not (_KEYED.match(text) and headers.guess(text.split(":")[0]) not in ("", "title"))
        and 2 < len(text) <= 70
        and text[-1] not in ".!?,;"
        and (text[0].isupper() or text[0].isdigit() or text[0] == "#")
        and "://" not in text
    )


def _unwrapped(group: list[str], widest: int) -> Iterator[str]:
    """Join wrapped lines; a line such as "When: ..." stands by itself, and so does one that was ended on purpose."""
    open_line = before = ""
    for line in group:
        is_keyed = _KEYED.match(line) or (_KEYED.match(open_line) and len(open_line) < 0.75 * widest)
        if open_line and (is_keyed or _is_ended(before, line, widest)):
            yield open_line
            open_line = line.strip()
        else:
            open_line = f"{open_line} {line.strip()}".strip()
        before = line
    if open_line:
        yield open_line


def _is_ended(line: str, after: str, widest: int) -> bool:
    """Tell whether a line was ended on purpose: the next word would have fitted, and it begins something."""
    words = after.split()
    if not words or not (words[0][0].isupper() or words[0][0] in "0123456789£(#"):
        return False
    if prose_lines.read(line) is not None and prose_when.cut(after):
        return True  # one entry of a list under another
    if widest and len(line) + 1 + len(words[0]) >= 0.8 * widest:
        return False
    return len(line) <= 45 or line.rstrip()[-1:] in ".!?:" or any(prose_when.cut(t) for t in (line, after))


def of_lines(text: str) -> list[str]:
    """Cut a paragraph at the lines that somebody ended on purpose."""
    return list(_unwrapped([line for line in text.split("\n") if line.strip()], 0))


def _block(sort: Literal["para", "bullet"], text: str) -> Block:
    """Read the stars and underscores that people put round words in plain text."""
    marked = tuple(m[2] for m in re.finditer(r"(?<!\w)(\*{1,2}|_)(\S(?:[^*_\n]*\S)?)\1(?!\w)", text))
    first = re.match(r"^(\*{1,2}|_)(\S(?:[^*_\n]*\S)?)\1(?!\w)", text)
    bare = re.sub(r"(?<!\w)(\*{1,2}|_)(\S(?:[^*_\n]*\S)?)\1(?!\w)", r"\2", text)
    if sort == "para" and first and is_title(bare, first[2]):
        return Block("heading", bare.rstrip(":"), level=3)
    return Block(sort, plain.one_line(bare), first[2] if first else "", (*marked, *_quoted(bare)))


def is_title(text: str, strong: str) -> bool:
    """Tell whether a line is strong from end to end and short: a heading that somebody made by hand."""
    return strong == text and len(text) < 80 and text[-1] not in ".?!" and not text.startswith("#")


def _quoted(text: str) -> tuple[str, ...]:
    return tuple(
        m[1] or m[2] or m[3]
        for m in re.finditer(r"“([^”]{3,120})”|\"([^\"]{3,120})\"|(?<!\w)[‘']([^‘’']{3,120})[’'](?!\w)", text)
    )


def of_markdown(text: str) -> list[Block]:
    """Read Markdown, by way of HTML without raw tags."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    return of_html(parser.render(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)))


def of_html(markup: str) -> list[Block]:
    """Read a web page or newsletter; navigation, headers of the site and footers are left out."""
    from bs4 import BeautifulSoup
    from bs4.element import Tag

    from kiosk.store.sources import block_tables

    soup = BeautifulSoup(plain.without_comments(markup), "html.parser")
    for tag in soup(["script", "style", "nav", "footer", "aside", "form", "template", "noscript", "svg", "button", "head"]):
        tag.decompose()
    root: Any = soup.find("article") or soup.find("main") or soup.body or soup
    found: list[Block] = []
    open_words: list[Any] = []

    def close() -> None:
        if open_words:
            found.extend(_html_para(open_words, "para"))
            open_words.clear()

    todo: list[Any] = [root]
    while todo and len(found) < MOST_BLOCKS:
        node = todo.pop()
        if node == "close":
            close()
        elif not isinstance(node, Tag):
            open_words.append(node)
        elif re.fullmatch(r"h[1-6]", node.name):
            close()
            text = plain.one_line(node.get_text(" ", strip=False))
            found += [Block("heading", text, level=int(node.name[1]))] if text else []
        elif node.name == "table" and (rows := block_tables.of_html(node)) is not None:
            close()
            found += rows
        elif node.name == "li" and not node.find(["ul", "ol", "p", "div"]):
            close()
            found += _html_para([node], "bullet")
        elif node.name == "p" or (
            node.name in ("div", "td", "section", "blockquote", "dd", "dt", "li") and not _holds_blocks(node)
        ):
            close()
            found += _html_para([node], "bullet" if node.name == "li" or node.find_parent("li") else "para")
        elif node.name in _OUTER:
            close()
            todo.append("close")
            todo.extend(reversed(list(node.children)))
        else:
            open_words.append(node)
    close()
    return found


_INNER = ["p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "blockquote"]
_PARTS = ["tbody", "thead", "tr", "td", "th", "dl", "dd", "dt", "li", "center", "figure", "figcaption"]
_OUTER = frozenset([*_INNER, *_PARTS, "body", "html", "article", "main", "header", "[document]"])


def _holds_blocks(node: Any) -> bool:
    """Tell whether a tag has blocks inside; the library's own search walks the whole depth each time."""
    todo: list[Any] = list(node.children)
    while todo:
        one = todo.pop()
        if getattr(one, "name", None) in _INNER:
            return True
        todo.extend(getattr(one, "children", ()))
    return False


def _html_para(nodes: list[Any], sort: Literal["para", "bullet"]) -> Iterator[Block]:
    """Read one paragraph; lines broken by <br><br> are paragraphs of their own."""
    from bs4 import BeautifulSoup
    from bs4.element import Tag

    # A text's own < must not become a tag when it is parsed again.
    inner = "".join(str(n) if isinstance(n, Tag) else n.output_ready("minimal") for n in nodes)
    for piece in re.split(r"(?:<br\s*/?>\s*){2,}", inner):
        soup = BeautifulSoup(piece, "html.parser")
        strong = [plain.one_line(t.get_text()) for t in soup(["strong", "b", "em", "i"])]
        lines = plain.from_html(f"<div>{soup}</div>").lstrip("- ").split("\n")
        if sort == "bullet" and (entry := item([line for line in lines if line], 0)):
            yield from entry
            continue
        if (
            sort == "para"
            and any(map(prose_when.has_time, lines[1:3]))
            and (entry := item([line for line in lines if line], 0, is_listed=False))
        ):
            yield from entry
            continue
        if sort == "para" and len(lines) == 1 and strong and is_title(lines[0], strong[0]):
            yield Block("heading", lines[0].rstrip(":"), level=3)
            continue
        for at, text in enumerate(map(plain.one_line, _unwrapped([line for line in lines if line], 0))):
            if not at and sort == "para" and strong and is_title(text, strong[0]) and not _KEYED.match(text):
                yield Block("heading", text.rstrip(":"), level=3)
                continue
            first = strong[0] if strong and strong[0] and text.startswith(strong[0]) else ""
            yield Block(sort, text, first, (*(s for s in strong if s), *_quoted(text)))
