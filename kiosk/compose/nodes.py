"""Template files as nodes: read under limits, with the line of everything for messages."""

from __future__ import annotations

import xml.sax
import xml.sax.handler
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from xml.sax.xmlreader import AttributesImpl, Locator

import defusedxml
import defusedxml.sax

from kiosk.record import record

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


@record
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


@record
class Words:
    """The names a family gives to its inks and type roles, to check templates against."""

    inks: frozenset[str]
    roles: frozenset[str]
