"""Nothing that people read at the desk is said past the catalogue."""

import ast
import re

import pytest

from tests.tooling.checkout import ROOT

SILENT = ("setObjectName", "setProperty", "property", "compile", "strftime", "removeprefix", "getLogger", "error", "warning")
"""Calls whose texts nobody reads: names for Qt, patterns, the log."""
NAMES = {
    "Fusion": "a style of Qt's",
    "Kiosk": "what the program is called",
    "Phosphor": "a typeface",
    "Del": "a key's name for Qt, which translates it",
    "New event": "the title in the campaign, which is in the campaign's language",
    "Sample campaign": "a folder's name",
    "Riverside Library": "an example",
    "to until till at from on in the of and next this am pm noon midday midnight": "words that people type",
    "hyd tan at am yn ar y canol dydd nos bore prynhawn": "words that people type",
    "font-size: {}px": "a style sheet's",
    "Python {}, Qt {}, {}": "names with their numbers",
    '<span style="color: {}">{}</span>&nbsp;{}': "a colour beside words",
    "background: {}; border-radius: 4px;": "a style sheet's",
    **dict.fromkeys(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "how opening hours are written in the file"),
    **{f"Ctrl {key}": "a key's name" for key in "NOI"},
}
READS = re.compile(
    r"[A-Za-zé]{2,}[ ,.!?:…]+(\{\}|[A-Za-z“\"&])"  # words beside words
    r"|^[A-Z][a-z]+$"  # a word on a button
    r"|\{\} [a-z]{3,}|^, [a-z]|[A-Za-z]{3,} “?\{\}"  # a word beside a value
)
PATHS = re.compile(r"[a-z-]+(\.[a-z-]+)+|\{?\}?[a-z.]*:\{\}(:\{\})?|\{\}\.picture\.\{\}|-\w+\.pdf")


def unsaid(code):
    """List texts of a module that look as if people read them and do not go through the catalogue, with their lines."""
    tree = ast.parse(code)
    heard = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                heard.add(id(node.value))
            case ast.Call(func=ast.Name(id="_" | "counted" | "later" | "find_spec" | "QSettings" | "Face")):
                heard |= {id(inside) for inside in ast.walk(node)}
            case ast.Call(func=ast.Attribute(attr=attr)) if attr in SILENT:
                heard |= {id(inside) for argument in node.args for inside in ast.walk(argument)}
            case ast.Subscript(slice=part) | ast.AnnAssign(annotation=part) | ast.match_case(pattern=part):
                heard |= {id(inside) for inside in ast.walk(part)}
            case ast.Compare():
                heard |= {id(inside) for inside in ast.walk(node)}
            case ast.JoinedStr(values=values):
                heard |= {id(value) for value in values if isinstance(value, ast.Constant)}
                heard |= {
                    id(i) for v in values if isinstance(v, ast.FormattedValue) and v.format_spec for i in ast.walk(v.format_spec)
                }
    for node in ast.walk(tree):
        text = None
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)
            text = re.sub("<[^>]*>", "", text)
        if text and id(node) not in heard and READS.search(text) and text not in NAMES and not PATHS.fullmatch(text):
            yield node.lineno, text


@pytest.mark.parametrize("file", sorted((ROOT / "kiosk/studio").rglob("*.py")), ids=lambda f: f.stem)
def test_whatever_people_read_goes_through_the_catalogue(file):
    assert list(unsaid(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    [
        'window.say("Nothing was written.")',
        'window.say(f"{count} files were made")',
        'button("Publish")',
        'label(f"Seed {seed}")',
        "label(f\"Open {_('the door')}\")",
        'said += f", {n} not made"',
    ],
)
def test_what_is_said_past_it_is_found(code):
    assert list(unsaid(code))


@pytest.mark.parametrize(
    "code",
    [
        'window.say(_("Nothing was written."))',
        'counted("{n} file", "{n} files", n)',
        'row.setObjectName("Panel body")',
        'name == "Poster"',
    ],
)
def test_what_nobody_reads_is_let_be(code):
    assert list(unsaid(code)) == []
