"""Slips in a campaign file that are mended in its text, before it is read strictly: a mistyped key, a link without https://.

Comments and order stay. Every edit is proved: the text must read as the old one does, but for what was mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias, cast

from kiosk.campaign.check_joining import lacks_scheme
from kiosk.campaign.finding import Finding
from kiosk.record import record
from kiosk.store.folder import files, places, telling, writing
from kiosk.store.folder.reading import Fault, Place

RENAME, SCHEME = "rename-key", "add-scheme"
"""Names of the two fixes, as findings carry them."""
_SURE = 0.8
_MAIL = re.compile(r"[^@\s:/]+@[^@\s:/]+\.[^@\s:/]+")
_SCHEME = re.compile(r"(https?)(?::/?|:?//?)(?!/)", re.IGNORECASE)
_Raw: TypeAlias = dict[str, Any]


@record
class Slip:
    """One slip that was mended: what was found, and what was done, in words that follow "Fixed:"."""

    finding: Finding
    said: str


@record
class _Edit:
    """A change of the text: its places, the new key or value, whether it is the key, and the finding of each place."""

    places: tuple[Place, ...]
    new: str
    key: bool
    findings: tuple[Finding, ...]


def mend(folder: Path) -> tuple[Slip, ...]:
    """Mend the slips of a campaign's file and save it, with the state before kept; raise files.Error if that cannot be."""
    folder = files.locate(folder)
    path = (folder / files.NAME).resolve()
    text = files.load_text(path)[0]
    made, slips = mended(text, folder)
    if slips:
        if files.load_text(path)[0] != text:
            raise files.Conflict(f"{path} was changed by somebody else at this very moment; nothing was mended, try again.")
        writing.keep_previous(path)
        try:
            writing.write(path, made, crlf=writing.has_crlf(path))
        except writing.Error as error:
            raise files.Error(str(error)) from None
    return slips


def mended(text: str, folder: Path) -> tuple[str, tuple[Slip, ...]]:
    """Mend the slips of a text; what cannot be proved to be mended stays as it is."""
    slips: list[Slip] = []
    # What a mistyped table holds is read only once its name is right.
    for _ in range(3):
        before = text
        raw = cast(_Raw, files.parse(text, files.NAME))
        _, faults = files.understand(raw, folder)
        told = telling.tell(files.NAME, faults, text, raw, "", "")
        for edit in _edits(raw, faults, told):
            wanted = deepcopy(cast(_Raw, files.parse(text, files.NAME)))
            for place in edit.places:
                _put(wanted, place, edit)
            new = _edited(text, edit)
            if new != text and _reads(new) == wanted and _is_sound(wanted, edit, folder):
                text = new
                slips += (Slip(f, f"{edit.new} written instead") for f in edit.findings)
        if text == before:
            break
    return text, tuple(slips)


def _edits(raw: _Raw, faults: Sequence[Fault], told: Mapping[int, str]) -> Iterator[_Edit]:
    keys: dict[tuple[tuple[str, ...], str], list[Fault]] = {}
    for fault in faults:
        table = _at(raw, fault.place[:-1])
        if not isinstance(table, dict) or (fault.place[-1:] and fault.place[-1] not in table):
            continue  # it stands in the brand's own file
        if fault.id == "unknown-key" and fault.instead not in ("", *table) and _alike(str(fault.place[-1]), fault.instead):
            names = tuple(p for p in fault.place if isinstance(p, str))
            keys.setdefault((names, fault.instead), []).append(fault)
        elif fault.id == "link-refused" and isinstance(value := cast(_Raw, table)[str(fault.place[-1])], str):
            link = _link(value.strip())
            if link:
                yield _Edit((fault.place,), link, False, (_finding(fault, told, raw, SCHEME),))
    for (_, new), some in keys.items():
        # Two slips in one table may mean the same key; then somebody has to say which.
        tables = [fault.place[:-1] for fault in some]
        meant = [f.place[:-1] for f in faults if f.id == "unknown-key" and f.instead == new]
        if all(meant.count(table) == 1 for table in tables):
            yield _Edit(tuple(f.place for f in some), new, True, tuple(_finding(f, told, raw, RENAME) for f in some))


def _alike(a: str, b: str) -> bool:
    """Tell whether two keys differ by no more than a slip of the finger."""
    from difflib import SequenceMatcher

    return sorted(a) == sorted(b) or SequenceMatcher(None, a, b).ratio() >= _SURE


def _finding(fault: Fault, told: Mapping[int, str], raw: _Raw, fix: str) -> Finding:
    return replace(telling.finding(fault, told[id(fault)], raw), fix=fix)


def _link(value: str) -> str:
    """Complete a link that lacks its scheme, or has a slip in it; nothing for what may be anything else."""
    if _MAIL.fullmatch(value):
        return f"mailto:{value}"
    slip = _SCHEME.match(value)
    scheme, rest = (slip[1].lower(), value[slip.end() :]) if slip else ("https", value)
    return f"{scheme}://{rest}" if lacks_scheme(rest) else ""


def _at(raw: object, place: Place) -> object:
    for part in place:
        if isinstance(raw, dict):
            raw = cast(_Raw, raw).get(str(part))
        elif isinstance(raw, list) and isinstance(part, int) and part < len(cast(list[object], raw)):
            raw = cast(list[object], raw)[part]
        else:
            return None
    return raw


def _put(raw: _Raw, place: Place, edit: _Edit) -> None:
    table, key = _at(raw, place[:-1]), str(place[-1])
    if isinstance(table, dict):
        if edit.key:
            cast(_Raw, table)[edit.new] = cast(_Raw, table).pop(key)
        else:
            cast(_Raw, table)[key] = edit.new


def _edited(text: str, edit: _Edit) -> str:
    """Change the lines where a key or a value stands, and the headers of its tables."""
    found = places.lines(text)
    rows = text.split("\n")
    for place in edit.places:
        line, key = places.line_of(place, found), str(place[-1])
        if line is None:
            continue
        if edit.key:
            rows[line - 1] = re.sub(rf'(?<![\w-])(["\']?){re.escape(key)}\1(?=\s*[=.])', edit.new, rows[line - 1], count=1)
        else:
            old = re.compile(rf'({re.escape(key)}["\']?\s*=\s*)(["\'])\s*{re.escape(str(_value(text, place)).strip())}\s*\2')
            rows[line - 1] = old.sub(lambda m: f'{m[1]}"{edit.new}"', rows[line - 1], count=1)
    if edit.key:
        names = [p for p in edit.places[0] if isinstance(p, str)]
        path = "".join(rf"{re.escape(n)}\s*\.\s*" for n in names[:-1])
        head = re.compile(rf"^(\s*\[\[?\s*{path}){re.escape(names[-1])}(?=\s*[.\]])")
        rows = [head.sub(lambda m: f"{m[1]}{edit.new}", row) for row in rows]
    return "\n".join(rows)


def _value(text: str, place: Place) -> object:
    return _at(files.parse(text, files.NAME), place)


def _is_sound(raw: _Raw, edit: _Edit, folder: Path) -> bool:
    """Tell whether what stands under the new keys is what belongs there."""
    named = {(*place[:-1], edit.new) for place in edit.places} if edit.key else set[Place]()
    return not any(fault.severity is None and fault.place in named for fault in files.understand(raw, folder)[1])


def _reads(text: str) -> Mapping[str, object]:
    try:
        return files.parse(text, files.NAME)
    except files.Error:
        return {}
