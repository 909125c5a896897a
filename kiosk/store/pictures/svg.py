"""SVG text made safe: no entities, scripts or outside references; style sheets folded in, what has no vector form named."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST = 2_000_000
"""Bytes a logo may have."""
MOST_ELEMENTS = 20_000
DEEPEST = 60
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"

_DANGEROUS = {"script", "foreignobject", "iframe", "handler", "set", "animate", "animatetransform", "animatemotion"}
_LOST = {
    "text": "words that are not outlines were left out",
    "image": "a picture inside it was left out",
    "filter": "a filter (shadow or blur) was left out",
    "mask": "a mask was left out",
    "pattern": "a pattern was left out",
    "marker": "arrow heads were left out",
}
_KEPT = {
    *("svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "symbol", "clipPath"),
    *("linearGradient", "radialGradient", "stop"),
}
_SIMPLE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!\s*#)|@import|expression\(|javascript:", re.IGNORECASE)


class Error(Exception):
    """A drawing that cannot be used: one sentence, and the cure."""

    def __init__(self, sentence: str, cure: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.cure = cure


def cleaned(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Give SVG text that holds nothing but drawing, and a note for each thing left out; raise Error when it may not be used."""
    import defusedxml
    from defusedxml import ElementTree

    cure = "Ask for the logo as plain paths, or use a PNG of it."
    try:
        root = ElementTree.fromstring(data, forbid_external=True)
    except defusedxml.EntitiesForbidden:
        raise Error("declares entities, which are not read.", "Save it as plain SVG, without entities.") from None
    except (defusedxml.DefusedXmlException, ElementTree.ParseError, ValueError, LookupError, RecursionError):
        raise Error("is not well-formed SVG.", cure) from None
    if root.tag not in (f"{_SVG}svg", "svg"):
        raise Error("is XML, but no SVG drawing.", cure)
    if _depth(root) > DEEPEST or sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise Error("is more complicated than a logo can be.", "Ask for a simpler version of the logo.")
    if not root.tag.startswith(_SVG):
        for element in root.iter():
            element.tag = _SVG + str(element.tag)
    for element in root.iter():
        _judge(element)
    if _uses(root) > MOST_ELEMENTS:
        raise Error("copies its own parts too often.", "Ask for a simpler version of the logo.")
    _fold_styles(root)
    notes: dict[str, None] = {}
    _prune(root, lambda note: notes.setdefault(note))
    _settle_size(root)
    return _written(root), tuple(notes)


def _written(root: Element) -> str:
    """Write the tree with SVG as the default namespace, as picosvg wants it."""
    from xml.etree.ElementTree import tostring

    for element in root.iter():
        element.tag = _local(element)
        if _XLINK in element.attrib:
            element.attrib["xlink:href"] = element.attrib.pop(_XLINK)
    root.attrib |= {"xmlns": _SVG[1:-1], "xmlns:xlink": _XLINK[1:].rpartition("}")[0]}
    return tostring(root, encoding="unicode")


def _judge(element: Element) -> None:
    """Raise Error for what may never be in a logo."""
    name = _local(element)
    if name.lower() in _DANGEROUS:
        raise Error(f"holds <{name}>, which a logo must not.", "Save it as plain SVG, without scripts and animation.")
    for key, value in element.attrib.items():
        bare = key.rpartition("}")[2].lower()
        if bare.startswith("on") and len(bare) > 2:
            raise Error(f"holds a script ({bare}).", "Save it as plain SVG, without scripts.")
        fetched = bare in ("href", "src") and not value.startswith("#") and not (name == "image" and value.startswith("data:"))
        if (fetched and name != "a") or _OUTSIDE.search(value):
            raise Error("refers to something outside itself.", "Save it with everything inside, as plain SVG.")
    if name == "style" and _OUTSIDE.search("".join(element.itertext())):
        raise Error("refers to something outside itself.", "Save it with everything inside, as plain SVG.")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _depth(root: Element) -> int:
    deepest, level = 0, [root]
    while level and deepest <= DEEPEST:
        deepest += 1
        level = [child for element in level for child in element]
    return deepest


def _uses(root: Element) -> int:
    """Count the elements after all copies by <use> are made, at most a little over the limit."""
    by_id = {e.get("id"): e for e in root.iter() if e.get("id")}
    sizes: dict[int, int] = {}

    def size(element: Element, chain: frozenset[int]) -> int:
        if id(element) in sizes:
            return sizes[id(element)]
        if id(element) in chain:
            raise Error("copies itself without end.", "Save it as plain SVG.")
        inner = chain | {id(element)}
        total = 1 + sum(size(child, inner) for child in element)
        if _local(element) == "use":
            target = by_id.get((element.get(_XLINK) or element.get("href") or "")[1:])
            total += size(target, inner) if target is not None else 0
        sizes[id(element)] = min(total, MOST_ELEMENTS + 1)
        return sizes[id(element)]

    return size(root, frozenset())


def _fold_styles(root: Element) -> None:
    """Fold style sheets and style attributes into attributes; selectors of one tag, class or id are understood."""
    rules: list[tuple[int, str, dict[str, str]]] = []
    for sheet in root.iter(f"{_SVG}style"):
        text = re.sub(r"/\*.*?\*/", "", "".join(sheet.itertext()), flags=re.DOTALL)
        for selectors, body in _SIMPLE.findall(text):
            for selector in selectors.split(","):
                rank = {"#": 2, ".": 1}.get(selector.strip()[:1], 0)
                rules.append((rank, selector.strip(), _declarations(body)))
    rules.sort(key=lambda r: r[0])
    for element in root.iter():
        names = {_local(element), "*", f"#{element.get('id')}", *(f".{c}" for c in (element.get("class") or "").split())}
        for _, selector, body in rules:
            bare = re.sub(rf"^{_local(element)}(?=[.#])", "", selector)
            if bare in names:
                element.attrib.update(body)
        if "style" in element.attrib:
            element.attrib.update(_declarations(element.attrib.pop("style")))
        element.attrib.pop("class", None)


def _declarations(text: str) -> dict[str, str]:
    pairs = (p.partition(":") for p in text.split(";"))
    return {k.strip().lower(): v.replace("!important", "").strip() for k, colon, v in pairs if colon and k.strip()}


def _prune(element: Element, note: Callable[[str], object]) -> None:
    """Take out what has no vector form, and attributes that are no drawing."""
    for child in list(element):
        name = _local(child)
        if name in _LOST:
            note(_LOST[name])
        if name == "symbol" and child.get("viewBox"):
            note("a symbol with a frame of its own may stand at another size")
        if name == "switch" or name == "a":
            child.tag = f"{_SVG}g"
        elif name not in _KEPT or not str(child.tag).startswith(_SVG) or _hidden(child):
            element.remove(child)
            continue
        _prune(child, note)
    for key in list(element.attrib):
        if (key.startswith("{") and key != _XLINK) or key in ("filter", "mask"):
            del element.attrib[key]
    # picosvg knows the older way of writing a reference only.
    if _local(element) == "use" and "href" in element.attrib:
        element.attrib[_XLINK] = element.attrib.pop("href")


def _hidden(element: Element) -> bool:
    return element.get("display") == "none" or element.get("visibility") == "hidden"


def _settle_size(root: Element) -> None:
    """Give a drawing without a viewBox one from its width and height."""
    if root.get("viewBox"):
        return
    sizes = [re.fullmatch(r"\s*([\d.]+)\s*(?:px|pt|mm|cm|in)?\s*", root.get(k) or "") for k in ("width", "height")]
    if sizes[0] and sizes[1]:
        root.set("viewBox", f"0 0 {sizes[0][1]} {sizes[1][1]}")
