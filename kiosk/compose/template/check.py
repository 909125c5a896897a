"""Checks of a template word by word: tags, attributes, values and fields, each mistake with a cure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from kiosk.compose.template import binding, vocabulary
from kiosk.compose.template.nodes import Error, Node, Words

_FIELDS = ("if", "unless", "strike-if")
_ONE = ("each",)


def check_fields(node: Node, rows: frozenset[str]) -> None:
    """Raise Error for a field that is not on the whitelist; `rows` are the names that `<for>` gives to its rows."""
    for name, value in node.attrs.items():
        if name in _FIELDS:
            for field in value.replace("|", " ").split():
                _check_field(node, field, rows)
        elif name in _ONE or (node.tag == "progress" and name == "of"):
            _check_field(node, value, rows)
        elif "{" in value:
            _check_filled(node, value, rows)
    if node.tag == "for":
        rows |= {node.get("as", "row")}
    for child in node.children:
        if isinstance(child, str):
            _check_filled(node, child, rows)
        else:
            check_fields(child, rows)


def _check_filled(node: Node, text: str, rows: frozenset[str]) -> None:
    for m in binding.FIELD.finditer(text):
        _check_field(node, m[1], rows)
    rest = binding.FIELD.sub("", text)
    if "{" in rest or "}" in rest:
        fail(node, f"a brace stands alone in {' '.join(rest.split())[:40]!r}; write fields as {{item.title}}")


def _check_field(node: Node, field: str, rows: frozenset[str]) -> None:
    first, _, second = field.partition(".")
    if field.startswith("ui:") or (first in rows and second) or second in binding.NAMES.get(first, ()):
        return
    known = {f"{group}.{name}": None for group, names in binding.NAMES.items() for name in names}
    fail(node, f"there is no field {field!r}{near(field, known)}")


def check(node: Node, words: Words) -> None:
    """Raise Error for an unknown tag, attribute or value, and for text where none may stand."""
    known = vocabulary.TAGS.get(node.tag)
    if known is None:
        fail(node, f"there is no tag <{node.tag}>{near(node.tag, vocabulary.TAGS)}")
    for name, value in node.attrs.items():
        if name not in known:
            if node.tag in vocabulary.OPEN:
                continue
            fail(node, f"<{node.tag}> has no attribute {name!r}{near(name, known)}")
        wanted = vocabulary.expected(known[name], value, words.inks, words.roles)
        if wanted is not None:
            fail(node, f'{name}="{value}" on <{node.tag}> should be {wanted}')
    for name in vocabulary.NEEDS.get(node.tag, ()):
        if not node.get(name):
            fail(node, f"<{node.tag}> needs the attribute {name}")
    if node.tag in ("variant", "for"):  # they stand for what is in them, in a text as well as round boxes
        return
    textual = node.tag == "text" or node.tag in vocabulary.INLINES
    for child in node.children:
        if isinstance(child, str):
            if child.strip() and not textual:
                fail(node, f"words stand in <{node.tag}>; put them into a <text>")
        elif child.tag not in ("use", "variant", "for") and textual != (child.tag in vocabulary.INLINES):
            fail(child, f"<{child.tag}> cannot stand in <{node.tag}>")


def near(word: str, known: Mapping[str, object]) -> str:
    """Suggest the known word that is most like an unknown one."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else f"; there are {', '.join(sorted(known)[:12]) or 'none'}"


def fail(node: Node, sentence: str) -> NoReturn:
    """Raise Error at an element's place."""
    raise Error(node.file, node.line, sentence)
