"""A template family: its inks, faces and type roles, with the brand's own in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from functools import lru_cache
from typing import Any, Literal, TypeAlias, cast

from kiosk.campaign.brand import ROLES, Brand, rules, whole
from kiosk.campaign.finding import Finding
from kiosk.compose.template import brand as brands
from kiosk.compose.template.template import Error, Node, Words, pages
from kiosk.page import ink as inks
from kiosk.page.ink import Ink
from kiosk.page.stock import Stock
from kiosk.record import record

Reach: TypeAlias = Literal["title", "detail", "near", "none"]


@record(kw_only=True)
class Type:
    """A type role: face, weight, ink, leading (of the size), tracking and word space (em), and where it is read from."""

    face: str = "text"
    weight: int = 400
    italic: bool = False
    ink: str = "ink"
    leading: float = 1.25
    tracking: float = 0.0
    word_space: float = 0.0
    balance: bool = False
    reach: Reach = "detail"
    meaning: str = "p"


@record
class Family:
    """A family ready for use: XML texts by file name, inks, face names and type roles by name.

    `recipes` make its inks from a brand's roles; `contrast` is the least ratio that the brand wants for words, 0 for the usual;
    `picture` is the share of the page's sides that an item's picture takes.
    """

    name: str
    texts: tuple[tuple[str, str], ...]
    inks: Mapping[str, Ink]
    faces: Mapping[str, str]
    types: Mapping[str, Type]
    words: Words = field(repr=False)
    recipes: Mapping[str, str] = field(default_factory=dict[str, str])
    contrast: float = 0.0
    picture: float = 1.0
    findings: tuple[Finding, ...] = ()

    @property
    def worded(self) -> tuple[Ink, ...]:
        """The inks that words are set in."""
        return tuple(dict.fromkeys(self.ink(t.ink) for t in self.types.values()))

    def ink(self, name: str) -> Ink:
        """Find an ink by name, or read #RRGGBB."""
        return inks.ink(name) if name.startswith("#") else self.inks[name]

    def pages(self, product: str, stock: Stock) -> tuple[Node, ...]:
        """Read the pages of the file that fits product and stock best; raise template.Error when there is none."""
        known = dict(self.texts)
        products = (product, "slide") if product == "screensaver" else (product,)
        tries = [f"{p}{tail}.xml" for p in products for tail in (f"-{stock.name}", f"-{stock.shape}", "")]
        for file in tries:
            if file in known:
                return pages(file, self.texts, self.words)
        raise Error(tries[-1], 0, f"the family has no template for this product; add {tries[-1]} or choose another family")


def read(name: str, files: Mapping[str, str], brand: Brand) -> Family:
    """Read a family's folder and let the brand's inks and faces replace its own; raise template.Error."""
    family = _read(name, tuple(sorted(files.items())))
    known = _dressed.get((id(family), id(brand)))
    if known is not None and known[0] is family and known[1] is brand:
        return known[2]
    made = _dress(family, whole(brand))
    _dressed[id(family), id(brand)] = (family, brand, made)
    while len(_dressed) > 32:
        del _dressed[next(iter(_dressed))]
    return made


_dressed: dict[tuple[int, int], tuple[Family, Brand, Family]] = {}
"""Families with brands on, by identity: brands hold dictionaries, which have no hash. Both are kept, so that ids stay theirs."""


def _dress(family: Family, brand: Brand) -> Family:
    locked = rules(brand)
    if not (brand.inks or brand.faces or locked.faces or locked.contrast):
        return family
    try:
        own = brands.palette(family.inks, family.recipes, brand)
    except brands.Error as e:
        raise Error("campaign.toml", 0, str(e)) from None
    faces = brands.faces(family.faces, brand, locked)
    words = Words(frozenset(own), family.words.roles)
    found = list(faces.findings)
    if not family.recipes and any(name in brand.inks for name in ROLES):
        sentence = f"The family {family.name} does not say which of its inks follow a brand's, so it keeps its own colours."
        cure = "Add a [brand] table to its family.toml."
        found.append(Finding(id="brand-inks-unused", severity="warning", sentence=sentence, cure=cure))
    types = family.types
    if family.faces.get("display", "") != faces.names.get("display", ""):
        # A typeface for headlines is dark at its regular weight; what stands in for it must be bold to carry a title.
        types = {k: replace(t, weight=700) if t.face == "display" and t.weight < 600 else t for k, t in types.items()}
    return replace(family, inks=own, faces=faces.names, types=types, words=words, contrast=locked.contrast, findings=tuple(found))


@lru_cache(maxsize=32)
def _read(name: str, files: tuple[tuple[str, str], ...]) -> Family:
    import tomli

    known = dict(files)
    if "family.toml" not in known:
        raise Error("family.toml", 0, f"the family {name!r} has no such file; copy one from another family")
    try:
        table: dict[str, Any] = tomli.loads(known["family.toml"])
    except tomli.TOMLDecodeError as e:
        raise Error("family.toml", getattr(e, "lineno", 0), f"this is not valid TOML ({getattr(e, 'msg', e)})") from None
    try:
        return _made(name, table, files)
    except Error as e:
        raise Error(e.file, e.line or _line(known["family.toml"], e.sentence), e.sentence) from None


def _line(text: str, sentence: str) -> int:
    """Find the line that a sentence such as "[inks] sky0: ..." is about: the key's below that heading, else the heading's."""
    named = re.match(r"\[([\w-]+)(?:\.([\w-]+))?\]", sentence)
    if named is None:
        return 0
    words, headings = set(re.findall(r"[\w-]+", sentence)), (named[1], f"{named[1]}.{named[2]}")
    found, here = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        heading = re.match(r"\s*\[([^\[\]]+)\]", line)
        key = re.match(r"\s*([\w-]+)\s*[.=]", line)
        if heading:
            here = heading[1].strip()
            found = number if here == headings[bool(named[2])] else found
        elif key and here in headings and key[1] in words and (here != named[1] or not named[2] or key[1] == named[2]):
            return number
    return found


def _made(name: str, table: dict[str, Any], files: tuple[tuple[str, str], ...]) -> Family:
    colours = {key: _ink(key, value) for key, value in _table(table, "inks").items()}
    faces = {key: str(value) for key, value in _table(table, "faces").items()}
    types = {key: _type(key, value, colours, faces) for key, value in _table(table, "type").items()}
    recipes = {key: _recipe(key, value, colours) for key, value in _table(table, "brand").items()}
    texts = tuple((file, text) for file, text in files if file.endswith(".xml"))
    words = Words(frozenset(colours), frozenset(types))
    picture = table.get("picture", 1.0)
    if not isinstance(picture, int | float) or not 0 < picture <= 1:
        raise Error("family.toml", 0, "picture should be the share of the page's sides that a picture takes, such as 0.5")
    return Family(str(table.get("name", name)), texts, colours, faces, types, words, recipes, picture=float(picture))


def _recipe(key: str, value: Any, colours: Mapping[str, Ink]) -> str:
    if key not in colours:
        raise Error("family.toml", 0, f"[brand] names the ink {key!r}, which [inks] does not have")
    if not isinstance(value, str) or not brands.is_recipe(value):
        known = ", ".join(ROLES)
        raise Error("family.toml", 0, f'[brand] {key} should be a role ({known}), or such as "primary + 90% white"')
    return value


def _table(table: dict[str, Any], key: str) -> dict[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise Error("family.toml", 0, f"[{key}] should be a table")
    return cast("dict[str, Any]", found)


def _ink(key: str, value: Any) -> Ink:
    try:
        if isinstance(value, dict):
            entry = cast("dict[str, Any]", value)
            cmyk = tuple(float(v) / 100 for v in entry["cmyk"]) if entry.get("cmyk") else None
            return inks.ink(str(entry.get("screen", "")), key, cast("inks.Cmyk | None", cmyk), entry.get("spot"))
        return inks.ink(str(value), key)
    except (inks.Error, TypeError, ValueError) as e:
        raise Error("family.toml", 0, f"[inks] {key}: {e}") from None


_KINDS: Mapping[str, tuple[str, type]] = {
    "face": ("text", str),
    "weight": ("a whole number", int),
    "italic": ("true or false", bool),
    "ink": ("text", str),
    "leading": ("a number", float),
    "tracking": ("a number", float),
    "word-space": ("a number", float),
    "balance": ("true or false", bool),
    "reach": ("text", str),
    "as": ("text", str),
}


def _type(key: str, value: Any, colours: Mapping[str, Ink], faces: Mapping[str, str]) -> Type:
    if not isinstance(value, dict):
        raise Error("family.toml", 0, f"[type.{key}] should be a table")
    made: dict[str, Any] = {}
    for name, given in cast("dict[str, Any]", value).items():
        if name not in _KINDS:
            raise Error("family.toml", 0, f"[type.{key}] has no key {name!r}; there are {', '.join(_KINDS)}")
        wanted, kind = _KINDS[name]
        if kind is float and isinstance(given, int):
            given = float(given)
        if not isinstance(given, kind):
            raise Error("family.toml", 0, f"[type.{key}] {name} should be {wanted}")
        made["meaning" if name == "as" else name.replace("-", "_")] = given
    role = Type(**made)
    if role.ink not in colours and not role.ink.startswith("#"):
        raise Error("family.toml", 0, f"[type.{key}] names the ink {role.ink!r}, which [inks] does not have")
    if role.face not in faces:
        raise Error("family.toml", 0, f"[type.{key}] names the face {role.face!r}, which [faces] does not have")
    if role.reach not in ("title", "detail", "near", "none"):
        raise Error("family.toml", 0, f"[type.{key}] reach should be title, detail, near or none")
    return role
