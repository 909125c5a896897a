"""Names of people out of prose: titles before, honours and posts after."""

from __future__ import annotations

import re

from kiosk.campaign.item import Speaker
from kiosk.store.sources import plain

_HONOURS = r"MBE|OBE|CBE|KBE|DBE|BEM|FRS|FRSE|FRCP|FRCN|FRCGP|MRCP|QN|RN|RM|PhD|DPhil|MSc|MCLIP|FCLIP|MD|MP|KC"
_TITLE = r"(?:Dr|Prof(?:essor)?|Mr|Mrs|Ms|Mx|Miss|Sir|Dame|Lord|Lady|Baroness|Rev(?:d)?|Cllr)\.?"
_NAME_WORD = rf"(?!(?:{_HONOURS})\b)[A-ZÀ-ÞŁŚŻČŠŽ][\w'’-]+"
_PARTICLE = r"(?:van|von|de|der|den|del|di|da|bin|binti|ap|ab|al|el|la|le|ó|o)\b"
_FULL = rf"{_NAME_WORD}(?:\s+(?:[A-Z]\.|{_PARTICLE}|{_NAME_WORD}))*\s+{_NAME_WORD}"
_WITH_HONOURS = re.compile(rf"(?P<name>(?:{_TITLE}\s+)?{_FULL}),?\s+(?P<honours>(?:{_HONOURS})(?:,?\s+(?:{_HONOURS}))*)\b")
_WITH_TITLE = re.compile(rf"\b(?P<name>{_TITLE}\s+{_NAME_WORD}(?:\s+(?:[A-Z]\.|{_PARTICLE}|{_NAME_WORD}))*)")
_BEFORE = r"(?:[Ww]ith|(?:[Ll]ed|[Pp]resented|[Hh]osted|[Ff]acilitated) by|[Ss]peakers?:|[Jj]oin|[Gg]yda)"
_AFTER = re.compile(rf"\b{_BEFORE}\s+(?P<name>{_FULL})(?P<rest>[^.;:\n]*)")
_AND = re.compile(rf"\s+and\s+(?P<name>{_FULL})")
_ORGANISATION = re.compile(
    r"\b(?:NHS|University|College|Trust|Library|Libraries|Services?|Institute|Council|Team|Health|Hospital|Society|Network|Centre|Foundation|"
    r"Department|School|Association|Group|England|Wales|Scotland|Ireland|Royal|National|Committee|Review|Research|Care|Assist|Action|Knowledge|"
    r"Learning|Reviews|Caf[eé]|Systems?|Exchange|Microsoft|Teams)\b"
)


_BODY = re.compile(r"\b(?:[Ww]ith|[Bb]y|gyda)\s+(?:the\s+)?(?P<name>[A-Z]{3,}[A-Za-z]*)\b")


def of_event(title: str, body: str) -> tuple[Speaker, ...]:
    """Find who speaks at an event: people by name, and bodies by their acronym ("with the NIHR")."""
    named = in_prose(f"{title}. {body}")
    bodies = [m["name"] for text in (title, body) for m in _BODY.finditer(text)]
    known = " ".join(f"{s.name} {s.honours} {s.role}" for s in named)
    return (*named, *(Speaker(name=b) for b in dict.fromkeys(bodies) if b not in known and not b.startswith("KNOW")))


def in_prose(text: str) -> tuple[Speaker, ...]:
    """Find speakers in prose: names with honours or titles, and full names after "with" and the like; never an organisation."""
    # A line that was ended on purpose ends a name as well.
    flat = plain.one_line(re.sub(r"(?<=[^\s,;:.&-])[ \t]*\n\s*", "; ", text.strip()))[:5_000]
    found: dict[str, tuple[int, Speaker]] = {}
    for match in _WITH_HONOURS.finditer(flat):
        name = _trimmed(match["name"])
        found.setdefault(_bare(name), (match.start(), Speaker(name=name, honours=match["honours"].replace(",", ""))))
    for match in _WITH_TITLE.finditer(flat):
        name = _trimmed(match["name"])
        found.setdefault(_bare(name), (match.start(), Speaker(name=name, role=_role(flat[match.end() :]))))
    for match in _AFTER.finditer(flat):
        name = re.sub(rf"(?:,?\s+(?:{_HONOURS}))+$", "", match["name"])
        if " " in name and not _ORGANISATION.search(name):
            found.setdefault(_bare(name), (match.start(), Speaker(name=name, role=_role(match["rest"]))))
    for match in _AND.finditer(flat) if found else ():
        before = flat[: match.start()].rstrip()
        if not _ORGANISATION.search(match["name"]) and any(
            before.endswith((s.name, s.honours or s.name)) for _, s in found.values()
        ):
            found.setdefault(_bare(match["name"]), (match.start(), Speaker(name=match["name"])))
    return tuple(speaker for _, speaker in sorted(found.values(), key=lambda f: f[0]))


def listed(text: str) -> tuple[Speaker, ...]:
    """Read a list of speakers as a cell holds it: "Dr Tom Foley (Newcastle); Judith Dando MBE"."""
    names = re.split(r"\n|;|\s+&\s+|\s+and\s+(?=[A-Z])|,\s*(?=(?:" + _TITLE + r")\s)", text)
    if len(names) == 1 and "," in text and all(re.fullmatch(rf"\s*(?:{_TITLE}\s+)?{_FULL}\s*", p) for p in text.split(",")):
        names = text.split(",")
    return tuple(one for name in names if (one := _one(plain.one_line(name))) is not None)


def are_names(text: str) -> bool:
    """Tell whether a cell holds names of people and nothing else, with or without their posts."""
    return bool(text) and all(
        re.fullmatch(rf"(?:{_TITLE}\s+{_NAME_WORD}|(?:{_TITLE}\s+)?{_FULL})", s.name) and not _ORGANISATION.search(s.name)
        for s in listed(text)
    )


def _one(text: str) -> Speaker | None:
    if not text:
        return None
    role = ""
    bracket = re.fullmatch(r"(?P<name>[^()]+?)\s*\((?P<role>[^()]+)\)", text) or re.fullmatch(
        r"(?P<name>[^,–]+?)(?:,|\s[–-])\s+(?P<role>.+)", text
    )
    if bracket and not re.fullmatch(_HONOURS, bracket["role"]):
        text, role = bracket["name"], bracket["role"]
    honours = re.search(rf",?\s+(?P<h>(?:{_HONOURS})(?:,?\s+(?:{_HONOURS}))*)$", text)
    if honours:
        return Speaker(name=text[: honours.start()], honours=honours["h"].replace(",", ""), role=role)
    return Speaker(name=text, role=role)


def _role(rest: str) -> str:
    """Take the post or organisation that follows a name: ", Chief Nurse at X" or "from the NIHR"."""
    match = re.match(
        r"(?:,\s+|\s*\()(?:the\s+)?(?P<role>[A-Z][\w &'’/-]{2,70}?)(?=[,.;:)]|\s+(?:on|about|who|and|will)\b|$)", rest
    )
    match = match or re.match(
        r"\s+(?:from|of|at)\s+(?:the\s+)?(?P<role>[A-Z][\w &'’/-]{1,60}?)(?=[,.;:)]|\s+(?:on|about|who|and|will)\b|$)", rest
    )
    return match["role"].strip() if match else ""


def _trimmed(name: str) -> str:
    """Take off words before a name that only begin a sentence."""
    return re.sub(r"^(?:With|Join|Meet|Hear|And|By|From|Our|The)\s+", "", name).rstrip(".,")


def _bare(name: str) -> str:
    return re.sub(rf"^{_TITLE}\s+", "", name).casefold()
