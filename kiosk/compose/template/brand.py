"""A brand put on a family: its inks by role, its typefaces where they can be found, and the rules it locks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from kiosk.campaign.brand import ROLES, Brand, BrandInk, Rules
from kiosk.campaign.finding import Finding
from kiosk.page import ink as inks
from kiosk.page import typefaces
from kiosk.page.ink import Ink
from kiosk.record import record

WHITE = inks.ink("#FFFFFF", "white", (0.0, 0.0, 0.0, 0.0))
BLACK = inks.ink("#000000", "black", (0.0, 0.0, 0.0, 1.0))
ON_DARK, ON_LIGHT = 8.0, 12.0
"""Contrast that white words have on a `dark` made from `primary`, and a `text` made from it on white."""
RECIPE = re.compile(r"([a-z]+)((?:\s*\+\s*\d{1,3}%\s*[a-z]+)*)")
_PART = re.compile(r"\+\s*(\d{1,3})%\s*([a-z]+)")
_NAMES = frozenset((*ROLES, "white", "black"))


class Error(Exception):
    """An ink of a brand that cannot be read: one sentence."""


@record
class Faces:
    """Typefaces of a family under a brand: names to find them by, and what was noticed on the way."""

    names: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def is_recipe(text: str) -> bool:
    """Tell whether a text says how to make an ink: a role, or a role and shares of others, "primary + 90% white"."""
    found = RECIPE.fullmatch(text.strip())
    if not found or found[1] not in _NAMES:
        return False
    return all(name in _NAMES and int(share) <= 100 for share, name in _PART.findall(found[2]))


def palette(own: Mapping[str, Ink], recipes: Mapping[str, str], brand: Brand) -> dict[str, Ink]:
    """Make a family's inks anew from a whole brand's: by recipe from its roles, then by name; raise Error.

    A recipe whose role the brand does not give leaves the family's ink as it is.
    """
    given = {name: _ink(name, value) for name, value in brand.inks.items()}
    roles = _roles({name: value for name, value in given.items() if name in ROLES})
    made = dict(own)
    for name, recipe in recipes.items():
        cooked = _cooked(recipe, roles)
        if cooked is not None:
            made[name] = Ink(name, cooked.screen, cooked.cmyk, cooked.spot)
    for name, value in given.items():
        if name not in ROLES or (name in own and name not in recipes):
            made[name] = value
    return made


def _ink(name: str, value: BrandInk) -> Ink:
    try:
        cmyk = cast("inks.Cmyk", tuple(v / 100 for v in value.cmyk)) if value.cmyk else None
        return inks.ink(value.screen, name, cmyk, value.spot or None)
    except inks.Error as e:
        raise Error(f"brand ink {name}: {e}") from None


def _roles(given: Mapping[str, Ink]) -> dict[str, Ink]:
    """Make the roles that a brand with a primary ink leaves out; accents are never made up."""
    roles = dict(given)
    if "primary" in roles:
        main = roles["primary"]
        roles.setdefault("dark", _until(main, BLACK, WHITE, ON_DARK))
        roles.setdefault("light", WHITE)
        roles.setdefault("text", _until(roles["dark"], BLACK, WHITE, ON_LIGHT))
    if "accent" in roles:
        roles.setdefault("second", roles["accent"])
    return roles | {"white": WHITE, "black": BLACK} if given else {}


def _until(ink: Ink, towards: Ink, ground: Ink, ratio: float) -> Ink:
    """Mix an ink towards another in steps of 5 % until it stands out from a ground."""
    return next(
        (m for i in range(20) if inks.contrast(m := inks.mix(ink, towards, i / 20), ground) >= ratio),
        towards,
    )


def _cooked(recipe: str, roles: Mapping[str, Ink]) -> Ink | None:
    found = RECIPE.fullmatch(recipe.strip())
    if found is None or found[1] not in roles:
        return None
    ink = roles[found[1]]
    for share, name in _PART.findall(found[2]):
        if name not in roles:
            return None
        ink = inks.mix(ink, roles[name], int(share) / 100)
    return ink


def faces(own: Mapping[str, str], brand: Brand, locked: Rules) -> Faces:
    """Choose a family's typefaces under a whole brand: its own, but none that its rules do not allow."""
    names: dict[str, str] = {}
    found: list[Finding] = []
    for role, usual in own.items():
        wanted = brand.faces.get(role) or usual
        if locked.faces and not _allowed(wanted, locked.faces):
            swapped, said = _swapped(role, wanted, brand, locked)
            found += said
            names[role] = swapped or usual
            continue
        if wanted == usual and role not in brand.faces:
            names[role] = usual
            continue
        at = typefaces.locate(wanted, brand.fonts)
        if at is None:
            found.append(_missing(role, wanted, usual))
            names[role] = usual
        else:
            names[role] = at.name
            found += _twin(wanted, at)
    return Faces(names, tuple(dict.fromkeys(found)))


def _allowed(name: str, allowed: tuple[str, ...]) -> bool:
    return typefaces.plain(name) in {typefaces.plain(a) for a in allowed}


def _swapped(role: str, wanted: str, brand: Brand, locked: Rules) -> tuple[str, list[Finding]]:
    """Find the nearest typeface that the rules allow: the brand's own for another role, then the first that is there."""
    own = [f for f in brand.faces.values() if _allowed(f, locked.faces)]
    for name in (*own, *locked.faces):
        at = typefaces.locate(name, brand.fonts)
        if at is not None:
            sentence = f"The brand allows only {_list(locked.faces)}; {wanted} is set in {name} instead."
            note = Finding(id="brand-face-swapped", severity="info", sentence=sentence)
            return at.name, [note, *_twin(name, at)]
    sentence = f"The brand allows only {_list(locked.faces)}, and none of them is installed; {wanted} stays."
    cure = "Put the font files into the campaign's folder fonts, or install a package of them."
    return "", [Finding(id="brand-face", severity="error", sentence=sentence, cure=cure)]


def _missing(role: str, wanted: str, usual: str) -> Finding:
    sentence = f"The brand's typeface {wanted} ({role}) is not installed; {usual} is used."
    cure = f"Put its .ttf or .otf into the campaign's folder fonts, or run: pip install {typefaces.package(wanted)}"
    return Finding(id="brand-face-missing", severity="warning", sentence=sentence, cure=cure)


def _twin(wanted: str, at: typefaces.Located) -> Iterator[Finding]:
    if at.twin:
        sentence = f"{wanted} is set in {at.twin}, which is drawn to the same measures."
        cure = "Put the font files into the campaign's folder fonts if it must be the original."
        yield Finding(id="brand-face-twin", severity="info", sentence=sentence, cure=cure)


def _list(names: tuple[str, ...]) -> str:
    return " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + " and " + names[-1]
