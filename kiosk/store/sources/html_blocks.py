"""Web pages and Markdown as blocks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any, Literal

from kiosk.store.sources import listings, plain, prose_when
from kiosk.store.sources.blocks import KEYED, Block, is_title, item, quoted, unwrapped
from kiosk.store.sources.listing_order import Part

MOST_BLOCKS = 3_000
"""Blocks of a page that are read; a long newsletter has a hundred."""
_NEAR = 12
"""Tags round a paragraph that tell which paragraphs belong together."""
_INNER = ["p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "blockquote"]
_PARTS = ["tbody", "thead", "tr", "td", "th", "dl", "dd", "dt", "li", "center", "figure", "figcaption"]
_OUTER = frozenset([*_INNER, *_PARTS, "body", "html", "article", "main", "header", "[document]"])


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
    found: list[Part] = []
    open_words: list[Any] = []

    def close() -> None:
        if open_words:
            found.append(_part(open_words, "para"))
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
            found += [Part((Block("heading", text, level=int(node.name[1])),), (text,), _boxes(node))] if text else []
        elif node.name == "table" and (rows := block_tables.of_html(node)) is not None:
            close()
            found.append(Part(tuple(rows)))
        elif node.name == "li" and not node.find(["ul", "ol", "p", "div"]):
            close()
            found.append(_part([node], "bullet"))
        elif node.name == "p" or (
            node.name in ("div", "td", "section", "blockquote", "dd", "dt", "li") and not _holds_blocks(node)
        ):
            close()
            found.append(_part([node], "bullet" if node.name == "li" or node.find_parent("li") else "para"))
        elif node.name in _OUTER:
            close()
            todo.append("close")
            todo.extend(reversed(list(node.children)))
        else:
            open_words.append(node)
    close()
    return listings.blocks([p for p in found if p.blocks])


def _holds_blocks(node: Any) -> bool:
    """Tell whether a tag has blocks inside; the library's own search walks the whole depth each time."""
    todo: list[Any] = list(node.children)
    while todo:
        one = todo.pop()
        if getattr(one, "name", None) in _INNER:
            return True
        todo.extend(getattr(one, "children", ()))
    return False


def _boxes(node: Any) -> tuple[int, ...]:
    """List the tags round a node, the innermost first; of those that nest beyond reason the nearest."""
    return tuple(id(parent) for parent in itertools.islice(node.parents, _NEAR))


def _part(nodes: list[Any], sort: Literal["para", "bullet"]) -> Part:
    inner = "".join(map(str, nodes))
    lines = plain.from_html(f"<div>{inner}</div>").split("\n")
    return Part(
        tuple(_html_para(nodes, sort)), tuple(text for ln in lines if (text := ln.removeprefix("- ").strip())), _boxes(nodes[0])
    )


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
        for at, text in enumerate(map(plain.one_line, unwrapped([line for line in lines if line], 0))):
            if not at and sort == "para" and strong and is_title(text, strong[0]) and not KEYED.match(text):
                yield Block("heading", text.rstrip(":"), level=3)
                continue
            first = strong[0] if strong and strong[0] and text.startswith(strong[0]) else ""
            yield Block(sort, text, first, (*(s for s in strong if s), *quoted(text)))
