"""What there is to say of a brand before any page is made: typefaces and their licences, inks that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.campaign.brand import Brand, rules, whole
from kiosk.campaign.finding import Finding
from kiosk.compose.template import family
from kiosk.compose.template.template import Error
from kiosk.page import face as faces
from kiosk.page import typefaces

LONGEST = 140
"""Characters of a licence that are quoted."""


def told(brand: Brand, families: Mapping[str, Mapping[str, str]]) -> tuple[Finding, ...]:
    """List what putting a brand on the families brought up; a family that cannot be read is told of elsewhere."""
    found: dict[Finding, None] = {}
    for name, files in families.items():
        try:
            found |= dict.fromkeys(family.read(name, files, brand).findings)
        except Error:
            continue
    return tuple(found)


def licences(brand: Brand, families: Mapping[str, Mapping[str, str]]) -> tuple[Finding, ...]:
    """Show the licence of every typeface that the brand brings, as its font file states it."""
    found: dict[Finding, None] = {}
    complete = whole(brand)
    if not complete.faces and not rules(complete).faces:
        return ()
    for name, files in families.items():
        try:
            own, dressed = family.read(name, files, Brand()), family.read(name, files, brand)
        except Error:
            continue
        for role, face in dressed.faces.items():
            if role in complete.faces or own.faces.get(role) != face:
                found |= dict.fromkeys(_licence(face))
    return tuple(found)


def _licence(name: str) -> Iterator[Finding]:
    try:
        face = faces.find(name)
    except faces.Error as e:
        yield Finding(id="brand-face", severity="error", sentence=str(e))
        return
    stated = typefaces.licence(face)
    text = stated.text or stated.copyright
    short = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    what = " ".join(p for p in (short, f"({stated.url})" if stated.url and stated.url not in short else "") if p)
    named = name.rpartition("|")[2]
    if what:
        yield Finding(id="face-licence", severity="info", sentence=f"The typeface {named}: {what}")
    else:
        cure = "Make sure that you may use it."
        yield Finding(id="face-licence", severity="info", sentence=f"The typeface {named} states no licence.", cure=cure)
    if stated.restricted:
        sentence = f"The typeface {named} says that it must not be embedded in files such as PDF."
        cure = "Ask its maker for a licence that allows it, or use another typeface."
        yield Finding(id="face-restricted", severity="warning", sentence=sentence, cure=cure)
