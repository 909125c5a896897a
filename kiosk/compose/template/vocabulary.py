"""The words a template may use: tags, their attributes, and what each attribute's value must look like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

NUMBER: Final = re.compile(r"-?(\d+(\.\d*)?|\.\d+)")
LENGTH: Final = re.compile(r"-?(\d+(\.\d*)?|\.\d+)(mm|%)?")
PLACE: Final = re.compile(r"[rb]?-?(\d+(\.\d*)?|\.\d+)(mm|%)?")

# What a value may look like; the words after the dash are what a message says was expected.
FORMS: Final[Mapping[str, str]] = {
    "number": "a number such as 1.2",
    "length": "a length in u such as 7, or 7mm, or 50%",
    "lengths": "one, two or four lengths such as 1 or 1,2 or 1,2,1,2 (top, end, bottom, start)",
    "pair": "two places such as 7,34.5 or r7,b7",
    "box": "four places x,y,w,h such as 7,34.5,84,43 or r7,b7,28,28; * leaves one open",
    "width": "a length such as 40, or hug",
    "range": "smallest-largest such as 7.2-13.6",
    "numbers": "numbers such as 1.2,.8",
    "stops": "offsets with their alpha, 0 to 1, such as 0 .8, .3 .1, 1 .9",
    "shares": "x,y,w,h as shares of the box, such as .15,.1,.7,.8",
    "columns": "a count such as 4, or widths such as 15,*",
    "ink": "the name of an ink of family.toml, or #RRGGBB",
    "role": "the name of a type role of family.toml",
    "flag": "yes or no",
    "count": "a whole number",
    "fields": "dotted field names such as event.speakers, separated by spaces (all) or | (any)",
    "words": "names separated by spaces",
    "value": "text, with fields in braces such as {link.url}",
    "field": "one dotted field name such as agenda.rows",
    "path": "an SVG-like path of M, L, C and Z in u, such as M0,0 L10,0 L10,10 Z",
    "avoid": "yes, no, or a box x,y,w,h",
    "any": "text",
}

PLACING: Final = {
    "box": "box",
    "at": "pair",
    "width": "width",
    "height": "length",
    "start": "length",
    "end": "length",
    "top": "length",
    "bottom": "length",
    "grow": "number",
    "before": "length",
    "avoid": "avoid",
}
SHOWING: Final = {
    "kind": "words",
    "if": "fields",
    "unless": "fields",
    "when": "normal|long",
    "drop": "count",
    "name": "any",
}
LOOK: Final = {
    "fill": "ink",
    "stroke": "ink",
    "thick": "length",
    "dash": "numbers",
    "radius": "length",
    "alpha": "number",
    "pad": "lengths",
    "bleed": "flag",
}
MEANING: Final = {"as": "h1|h2|h3|p|list|item|figure|note|artifact", "order": "count", "alt": "value", "link": "value"}
FLOW: Final = {"gap": "length", "valign": "top|middle|bottom|baseline", "align": "start|center|end|stretch"}
TYPE: Final = {
    "role": "role",
    "size": "number",
    "fit": "range",
    "fit-group": "any",
    "lines": "count",
    "ink": "ink",
    "face": "any",
    "weight": "count",
    "italic": "flag",
    "leading": "number",
    "tracking": "number",
    "word-space": "number",
    "balance": "flag",
    "align": "start|center|end",
    "valign": "top|middle|bottom",
    "cut": "number",
    "strike": "ink",
    "strike-if": "fields",
    "strike-thick": "length",
    "reach": "title|detail|near|none",
}
INLINE: Final = {
    "ink": "ink",
    "face": "any",
    "weight": "count",
    "italic": "flag",
    "scale": "number",
    "link": "value",
    "kind": "words",
    "if": "fields",
    "unless": "fields",
    "when": "normal|long",
    "drop": "count",
    "name": "any",
}

_box = PLACING | SHOWING | LOOK | MEANING
TAGS: Final[Mapping[str, Mapping[str, str]]] = {
    "template": {"name": "any"},
    "part": {"name": "any"},
    "page": SHOWING | {"side": "any", "ground": "ink"},
    "column": _box | FLOW,
    "row": _box | FLOW,
    "grid": _box | FLOW | {"columns": "columns", "row-gap": "length", "row-height": "length"},
    "stack": _box,
    "box": _box,
    "variant": SHOWING,
    "text": PLACING | SHOWING | MEANING | TYPE,
    "span": INLINE,
    "b": INLINE,
    "i": INLINE,
    "join": INLINE | {"sep": "any"},
    "br": SHOWING,
    "qr": PLACING | SHOWING | {"of": "value", "ink": "ink", "panel": "ink", "radius": "length", "alt": "value", "order": "count"},
    "picture": PLACING
    | SHOWING
    | {"fit": "cover|contain", "radius": "length", "alpha": "number", "order": "count", "bleed": "flag"}
    | {"fx": "number", "fy": "number", "zoom": "number"}
    | {"form": "rect|ellipse|path", "d": "path", "grid": "number", "inner": "shares", "cut": "number"},
    "scrim": PLACING | SHOWING | {"ink": "ink", "dir": "x|y", "stops": "stops", "over": "number", "bleed": "flag"},
    "logos": PLACING
    | SHOWING
    | {
        "which": "host|partners|all",
        "on": "light|dark",
        "gap": "length",
        "ink": "ink",
        "align": "start|center|end",
        "order": "count",
    },
    "motif": PLACING | SHOWING | {"alt": "value", "order": "count", "bleed": "flag"},
    "rule": PLACING
    | SHOWING
    | {"ink": "ink", "thick": "length", "dash": "numbers", "alpha": "number", "dir": "x|y", "cap": "butt|round|square"},
    "shape": PLACING
    | SHOWING
    | {"form": "rect|ellipse|path", "d": "path", "bleed": "flag", "grid": "number", "cap": "butt|round|square"}
    | {k: LOOK[k] for k in ("fill", "stroke", "thick", "dash", "radius", "alpha")},
    "progress": PLACING | SHOWING | {"of": "field", "fill": "ink", "ground": "ink", "ground-alpha": "number", "radius": "length"},
    "space": PLACING | SHOWING,
    "avoid": PLACING | SHOWING,
    "for": SHOWING | {"each": "field", "as": "any", "skip": "count", "limit": "count"},
    "use": SHOWING | {"file": "any", "part": "any"},
}
"""Attributes by tag. `motif`, `part` and `use` take further attributes of any name (parameters)."""

OPEN: Final = frozenset({"motif", "use", "part"})
"""Tags that take any further attribute as a parameter."""
INLINES: Final = frozenset({"span", "b", "i", "join", "br"})
"""Tags that stand inside a text."""
NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "part": ("name",),
    "for": ("each",),
    "use": ("part",),
    "motif": ("name",),
    "progress": ("of",),
    "qr": ("of",),
}
"""Attributes a tag cannot do without."""


def expected(form: str, value: str, inks: frozenset[str], roles: frozenset[str]) -> str | None:
    """Say what was expected where a value has not the right form; None when it has."""
    good: bool
    match form:
        case "number" | "count":
            good = bool(NUMBER.fullmatch(value)) and (form == "number" or value.isdigit())
        case "length":
            good = bool(LENGTH.fullmatch(value))
        case "width":
            good = value == "hug" or bool(LENGTH.fullmatch(value))
        case "lengths":
            parts = value.split(",")
            good = len(parts) in (1, 2, 4) and all(LENGTH.fullmatch(p.strip()) for p in parts)
        case "pair":
            parts = value.split(",")
            good = len(parts) == 2 and all(PLACE.fullmatch(p.strip()) for p in parts)
        case "box":
            good = _is_box(value)
        case "avoid":
            good = value in ("yes", "no") or _is_box(value)
        case "range":
            low, dash, high = value.partition("-")
            good = bool(dash and NUMBER.fullmatch(low) and NUMBER.fullmatch(high)) and 0 < float(low) <= float(high)
        case "numbers":
            good = all(NUMBER.fullmatch(p.strip()) for p in value.split(","))
        case "stops":
            good = all(len(p.split()) == 2 and all(_is_share(v) for v in p.split()) for p in value.split(","))
        case "shares":
            parts = value.split(",")
            good = len(parts) == 4 and all(_is_share(p.strip()) for p in parts)
        case "columns":
            parts = value.split(",")
            good = (value.isdigit() and int(value) > 0) or (
                len(parts) > 1 and all(p.strip() == "*" or LENGTH.fullmatch(p.strip()) for p in parts)
            )
        case "ink":
            good = value in inks or bool(re.fullmatch(r"#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3}", value))
        case "role":
            good = value in roles
        case "flag":
            good = value in ("yes", "no")
        case "path":
            good = bool(re.fullmatch(r"\s*M[\sMLCZ\d.,-]*", value))
        case "fields" | "words" | "field":
            good = bool(value.strip())
        case "value" | "any":
            good = True
        case _:
            return None if value in form.split("|") else "one of " + ", ".join(form.split("|"))
    return None if good else FORMS[form]


def _is_share(value: str) -> bool:
    return bool(NUMBER.fullmatch(value)) and 0 <= float(value) <= 1


def _is_box(value: str) -> bool:
    parts = [p.strip() for p in value.split(",")]
    return len(parts) == 4 and all(p == "*" or PLACE.fullmatch(p) for p in parts)
