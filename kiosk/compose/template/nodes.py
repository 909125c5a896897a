"""Template files as nodes: read under limits, with the line of everything for messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NoReturn, TypeAlias
from xml.parsers import expat

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
        """List all elements inside, outer ones first; asked for so often that a stack pays."""
        waiting = [c for c in reversed(self.children) if not isinstance(c, str)]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [c for c in reversed(node.children) if not isinstance(c, str)]


Child: TypeAlias = Node | str


class _Builder:
    """Builds nodes with line numbers, and takes nothing but elements, attributes and text."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.stack: list[tuple[str, dict[str, str], list[Child], int]] = []
        self.root: Node | None = None
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.parser.StartElementHandler = self.start
        self.parser.CharacterDataHandler = self.characters
        self.parser.EndElementHandler = self.end

    def refuse(self, *_: object) -> NoReturn:
        """Stop before anything is declared, so that there is no entity to grow and nothing outside to read."""
        raise Error(self.file, 1, "document types and entities are not allowed; remove the <!DOCTYPE ...> part")

    def start(self, name: str, attrs: dict[str, str]) -> None:
        """Open an element."""
        line = self.parser.CurrentLineNumber
        self.count += 1
        if len(self.stack) >= DEEPEST:
            raise Error(self.file, line, f"elements are nested more than {DEEPEST} deep; flatten the boxes")
        if self.count > MOST:
            raise Error(self.file, line, f"there are more than {MOST} elements; split the file")
        self.stack.append((name, attrs, [], line))

    def characters(self, content: str) -> None:
        """Add text to the element that is open."""
        if self.stack:
            children = self.stack[-1][2]
            if children and isinstance(children[-1], str):
                children[-1] += content
            else:
                children.append(content)

    def end(self, _: str) -> None:
        """Close the element that is open."""
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
    builder = _Builder(file)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as e:
        what = expat.ErrorString(e.code)
        raise Error(file, e.lineno, f"this is not well-formed XML ({what}); close or correct the tag") from None
    if builder.root is None or builder.root.tag != "template":
        raise Error(file, 1, "the outermost element must be <template>; wrap the pages in it")
    return builder.root


@record
class Words:
    """The names a family gives to its inks and type roles, to check templates against."""

    inks: frozenset[str]
    roles: frozenset[str]
