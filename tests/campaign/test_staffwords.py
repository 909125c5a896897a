"""What the command line says in the words of the file is said otherwise where staff read it."""

import ast
import re

import pytest

from kiosk.campaign import retelling
from kiosk.campaign.staffwords import SAID
from tests.tooling.checkout import ROOT

FILE = re.compile(
    r"\[\[|\[\w+(\.\w+)?\]|--[a-z]|campaign\.toml|pip install|\bstarts\b(?! with)|\bshow\.\w|\balt\b|translations\.|\w+ = \["
)
"""What only somebody who looks into the file, or types commands, can follow."""
AUTHORS = ("family.toml", "[[placement]]")
"""What is said to those who write templates, or ask by commands for what the desk has not."""


def cures():
    """List the cures of findings as the code has them, with X for what is filled in."""
    for room in ("campaign", "compose", "export", "store/folder"):
        for file in sorted((ROOT / "kiosk" / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and "Finding" in ast.unparse(node.func):
                    yield from (text for k in node.keywords if k.arg == "cure" for text in texts(k.value))
                elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "cure":
                    yield from texts(node.value)


def texts(node):
    match node:
        case ast.Constant(value=str(said)):
            yield said
        case ast.JoinedStr(values=parts):
            yield "".join(p.value if isinstance(p, ast.Constant) else "X" for p in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from texts(one)
            yield from texts(other)


def test_no_cure_speaks_of_the_file_to_staff():
    found = [c for c in dict.fromkeys(cures()) if not any(a in c for a in AUTHORS)]
    assert sum(FILE.search(c) is not None for c in found) > 15
    assert [c for c in found if FILE.search(retelling.retold(c, str))] == []


@pytest.mark.parametrize("said", SAID)
def test_every_sentence_that_is_replaced_still_comes_with_its_places(said):
    assert set(re.findall(r"\{(\w+)\}", SAID[said])) <= set(re.findall(r"\{(\w+)\}", said))
    filled = re.sub(r"\{(\w+)\}", r"<\1>", said)
    assert retelling.retold(filled, str) == re.sub(r"\{(\w+)\}", r"<\1>", SAID[said])
