"""Template files: read under limits, checked word by word, with the line of everything for messages."""

from __future__ import annotations

import difflib
import xml.sax
import xml.sax.handler
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NoReturn, Protocol, TypeAlias
from xml.sax.xmlreader import AttributesImpl, Locator

import defusedxml
import defusedxml.sax

from kiosk.compose import binding, vocabulary

LARGEST = 256 * 1024
"""Bytes of one template file."""
DEEPEST = 32
"""Elements within elements, after parts are put in their places."""
MOST = 4000
"""Elements of one template, after parts are put in their places."""


class Error(Exception):
    """A template that cannot be used; tells file, line and cure."""

    def __init__(self, file: str, line: int, sentence: str) -> None:
        super().__init__(f"{file}, line {line}: {sentence}" if line else f"{file}: {sentence}")
        self.file, self.line, self.sentence = file, line, sentence


@dataclass(frozen=True, slots=True)
class Node:
    """One element: tag, attributes, children (elements and strings in order), and where it stands."""

    tag: str
    attrs: Mapping[str, str]
    children: tuple[Child, ...]
    file: str
    line: int

    def get(self, name: str, default: str = "") -> str:
        """Read an attribute."""
        return self.attrs.get(name, default)

    def elements(self) -> tuple[Node, ...]:
        """List the children that are elements."""
        return tuple(c for c in self.children if isinstance(c, Node))

    def inside(self) -> Iterator[Node]:
        """List all elements inside, outer ones first."""
        for child in self.elements():
            yield child
            yield from child.inside()


Child: TypeAlias = Node | str


class _Handler(xml.sax.handler.ContentHandler):
    """Builds nodes with line numbers."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self.stack: list[tuple[str, dict[str, str], list[Child], int]] = []
        self.root: Node | None = None
        self.count = 0
        self.locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        self.locator = locator

    def line(self) -> int:
        return (self.locator.getLineNumber() or 0) if self.locator else 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self.count += 1
        if len(self.stack) >= DEEPEST:
            raise Error(self.file, self.line(), f"elements are nested more than {DEEPEST} deep; flatten the boxes")
        if self.count > MOST:
            raise Error(self.file, self.line(), f"there are more than {MOST} elements; split the file")
        self.stack.append((name, {str(k): str(attrs[k]) for k in attrs.getNames()}, [], self.line()))

    def characters(self, content: str) -> None:
        if self.stack:
            children = self.stack[-1][2]
            if children and isinstance(children[-1], str):
                children[-1] += content
            else:
                children.append(content)

    def endElement(self, name: str) -> None:
        tag, attrs, children, line = self.stack.pop()
        node = Node(tag, attrs, tuple(children), self.file, line)
        if self.stack:
            self.stack[-1][2].append(node)
        else:
            self.root = node


def read(file: str, text: str) -> Node:
    """Read one file into nodes, unchecked but for size, depth and forbidden XML; raise Error."""
    data = text.encode()
    if len(data) > LARGEST:
        raise Error(file, 0, f"the file has {len(data) // 1024} KB; {LARGEST // 1024} KB is the most a template may have")
    handler = _Handler(file)
    try:
        defusedxml.sax.parseString(data, handler, forbid_dtd=True)
    except xml.sax.SAXParseException as e:
        raise Error(
            file, e.getLineNumber() or 0, f"this is not well-formed XML ({e.getMessage()}); close or correct the tag"
        ) from None
    except defusedxml.DefusedXmlException:
        raise Error(file, 1, "document types and entities are not allowed; remove the <!DOCTYPE ...> part") from None
    if handler.root is None or handler.root.tag != "template":
        raise Error(file, 1, "the outermost element must be <template>; wrap the pages in it")
    return handler.root


@dataclass(frozen=True, slots=True)
class Words:
    """The names a family gives to its inks and type roles, to check templates against."""

    inks: frozenset[str]
    roles: frozenset[str]


@lru_cache(maxsize=256)
def pages(file: str, texts: tuple[tuple[str, str], ...], words: Words) -> tuple[Node, ...]:
    """Read a file's `<page>` elements with every `<use>` put in its place and every word checked; raise Error.

    `texts` are the XML files of the family: those that the file uses are read with it.
    """
    known = dict(texts)
    roots: dict[str, Node] = {}

    def root(name: str, user: Node | None = None) -> Node:
        if name not in roots:
            if name not in known:
                assert user is not None
                _fail(user, f"there is no file {name!r} in the family{_near(name, known)}")
            roots[name] = read(name, known[name])
        return roots[name]

    def part(user: Node) -> Node:
        file = user.get("file") or user.file
        source = root(file if file.endswith(".xml") else file + ".xml", user)
        parts = {n.get("name"): n for n in source.elements() if n.tag == "part"}
        if user.get("part") not in parts:
            _fail(user, f"{source.file} has no part {user.get('part')!r}{_near(user.get('part'), parts)}")
        return parts[user.get("part")]

    budget = [MOST]

    def expand(node: Node, args: Mapping[str, str], depth: int) -> tuple[Child, ...]:
        budget[0] -= 1
        if depth > DEEPEST or budget[0] < 0:
            _fail(node, "parts use each other in a circle or too deeply; flatten them")
        node = _filled(node, args)
        if node.tag == "use":
            _check(node, words)
            source = part(node)
            own = {k: v for k, v in source.attrs.items() if k != "name"}
            given = {k: v for k, v in node.attrs.items() if k not in vocabulary.TAGS["use"]}
            inner = tuple(c for child in source.children for c in _each(child, own | given, depth + 1, expand))
            showing = {k: v for k, v in node.attrs.items() if k in vocabulary.SHOWING}
            return (Node("variant", showing, inner, node.file, node.line),) if showing else inner
        _check(node, words)
        inner = tuple(c for child in node.children for c in _each(child, args, depth + 1, expand))
        return (replace(node, children=inner),)

    top = root(file)
    for child in top.elements():
        if child.tag not in ("page", "part"):
            _fail(child, f"<{child.tag}> cannot stand here; a template holds <page> and <part>")
    out = tuple(n for p in top.elements() if p.tag == "page" for n in expand(p, {}, 1) if isinstance(n, Node))
    if not out:
        raise Error(file, top.line, "there is no <page> in this template; add one")
    for page in out:
        _check_fields(page, frozenset())
    return out


_FIELDS = ("if", "unless", "strike-if")
_FILLED = ("of", "link", "alt")
_ONE = ("each",)


def _check_fields(node: Node, rows: frozenset[str]) -> None:
    """Raise Error for a field that is not on the whitelist; `rows` are the names that `<for>` gives to its rows."""
    for name, value in node.attrs.items():
        if name in _FIELDS:
            for field in value.replace("|", " ").split():
                _check_field(node, field, rows)
        elif name in _ONE or (node.tag == "progress" and name == "of"):
            _check_field(node, value, rows)
        elif name in _FILLED:
            _check_filled(node, value, rows)
    if node.tag == "for":
        rows |= {node.get("as", "row")}
    for child in node.children:
        if isinstance(child, str):
            _check_filled(node, child, rows)
        else:
            _check_fields(child, rows)


def _check_filled(node: Node, text: str, rows: frozenset[str]) -> None:
    for m in binding.FIELD.finditer(text):
        _check_field(node, m[1], rows)
    rest = binding.FIELD.sub("", text)
    if "{" in rest or "}" in rest:
        _fail(node, f"a brace stands alone in {' '.join(rest.split())[:40]!r}; write fields as {{item.title}}")


def _check_field(node: Node, field: str, rows: frozenset[str]) -> None:
    first, _, second = field.partition(".")
    if field.startswith("ui:") or (first in rows and second) or second in binding.NAMES.get(first, ()):
        return
    known = {f"{group}.{name}": None for group, names in binding.NAMES.items() for name in names}
    _fail(node, f"there is no field {field!r}{_near(field, known)}")


def _each(child: Child, args: Mapping[str, str], depth: int, expand: _Expand) -> tuple[Child, ...]:
    return (_put(child, args),) if isinstance(child, str) else expand(child, args, depth)


class _Expand(Protocol):
    def __call__(self, node: Node, args: Mapping[str, str], depth: int) -> tuple[Child, ...]: ...


def _put(text: str, args: Mapping[str, str]) -> str:
    if "$" in text:
        for name in sorted(args, key=len, reverse=True):
            text = text.replace("$" + name, args[name])
    return text


def _filled(node: Node, args: Mapping[str, str]) -> Node:
    if not any("$" in v for v in node.attrs.values()):
        return node
    filled = {k: _put(v, args) for k, v in node.attrs.items()}
    for k, v in filled.items():
        if "$" in v:
            _fail(node, f"{k}={v!r} asks for a value that <use> does not give; add it there or as a default on <part>")
    # An attribute whose parameter is given as nothing is left out, so that parts can have optional attributes.
    return replace(node, attrs={k: v for k, v in filled.items() if v or not node.attrs[k].startswith("$")})


def _check(node: Node, words: Words) -> None:
    """Raise Error for an unknown tag, attribute or value, and for text where none may stand."""
    known = vocabulary.TAGS.get(node.tag)
    if known is None:
        _fail(node, f"there is no tag <{node.tag}>{_near(node.tag, vocabulary.TAGS)}")
    for name, value in node.attrs.items():
        if name not in known:
            if node.tag in vocabulary.OPEN:
                continue
            _fail(node, f"<{node.tag}> has no attribute {name!r}{_near(name, known)}")
        wanted = vocabulary.expected(known[name], value, words.inks, words.roles)
        if wanted is not None:
            _fail(node, f'{name}="{value}" on <{node.tag}> should be {wanted}')
    for name in vocabulary.NEEDS.get(node.tag, ()):
        if not node.get(name):
            _fail(node, f"<{node.tag}> needs the attribute {name}")
    if node.tag in ("variant", "for"):  # they stand for what is in them, in a text as well as round boxes
        return
    textual = node.tag == "text" or node.tag in vocabulary.INLINES
    for child in node.children:
        if isinstance(child, str):
            if child.strip() and not textual:
                _fail(node, f"words stand in <{node.tag}>; put them into a <text>")
        elif child.tag not in ("use", "variant", "for") and textual != (child.tag in vocabulary.INLINES):
            _fail(child, f"<{child.tag}> cannot stand in <{node.tag}>")


def _near(word: str, known: Mapping[str, object]) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(sorted(known)[:12]) or 'none'}"


def _fail(node: Node, sentence: str) -> NoReturn:
    raise Error(node.file, node.line, sentence)
