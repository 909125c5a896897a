"""Templates: a file's pages with every shared part put in its place and every word checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from kiosk.compose.template import vocabulary
from kiosk.compose.template.check import check, check_fields, fail, near
from kiosk.compose.template.nodes import DEEPEST, MOST, Child, Error, Node, Words, read

__all__ = ["Child", "Error", "Node", "Words", "pages"]


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
                fail(user, f"there is no file {name!r} in the family{near(name, known)}")
            roots[name] = read(name, known[name])
        return roots[name]

    def part(user: Node) -> Node:
        file = user.get("file") or user.file
        source = root(file if file.endswith(".xml") else file + ".xml", user)
        parts = {n.get("name"): n for n in source.elements() if n.tag == "part"}
        if user.get("part") not in parts:
            fail(user, f"{source.file} has no part {user.get('part')!r}{near(user.get('part'), parts)}")
        return parts[user.get("part")]

    budget = [MOST]

    def expand(node: Node, args: Mapping[str, str], depth: int) -> tuple[Child, ...]:
        budget[0] -= 1
        if depth > DEEPEST or budget[0] < 0:
            fail(node, "parts use each other in a circle or too deeply; flatten them")
        node = _filled(node, args)
        if node.tag == "use":
            check(node, words)
            source = part(node)
            own = {k: v for k, v in source.attrs.items() if k != "name"}
            given = {k: v for k, v in node.attrs.items() if k not in vocabulary.TAGS["use"]}
            inner = tuple(c for child in source.children for c in _each(child, own | given, depth + 1, expand))
            showing = {k: v for k, v in node.attrs.items() if k in vocabulary.SHOWING}
            return (Node("variant", showing, inner, node.file, node.line),) if showing else inner
        check(node, words)
        inner = tuple(c for child in node.children for c in _each(child, args, depth + 1, expand))
        return (replace(node, children=inner),)

    top = root(file)
    for child in top.elements():
        if child.tag not in ("page", "part"):
            fail(child, f"<{child.tag}> cannot stand here; a template holds <page> and <part>")
    out = tuple(n for p in top.elements() if p.tag == "page" for n in expand(p, {}, 1) if isinstance(n, Node))
    if not out:
        raise Error(file, top.line, "there is no <page> in this template; add one")
    for page in out:
        check_fields(page, frozenset())
    return out


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
            fail(node, f"{k}={v!r} asks for a value that <use> does not give; add it there or as a default on <part>")
    # An attribute whose parameter is given as nothing is left out, so that parts can have optional attributes.
    return replace(node, attrs={k: v for k, v in filled.items() if v or not node.attrs[k].startswith("$")})
