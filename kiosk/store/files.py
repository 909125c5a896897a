"""Campaign folders on disk: read into typed data with every fault named, and saved without losing anybody's work."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.check import check
from kiosk.campaign.finding import Finding
from kiosk.campaign.slug import slug
from kiosk.store import ids, inside, places, schema, values
from kiosk.store.reading import Fault, Place, Reading

NAME = "campaign.toml"
"""The file that makes a folder a campaign."""
LARGEST = 5_000_000
"""Bytes a campaign file may have."""


class Error(Exception):
    """A campaign that cannot be read or saved: one sentence for each fault."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Stamp:
    """The state of a campaign's files when they were read: time and hash, so that a second writer is noticed."""

    mtime_ns: int
    sha256: str
    brand: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A campaign as it was read, what was noticed, and the state of its files."""

    campaign: Campaign
    findings: tuple[Finding, ...]
    stamp: Stamp


def read(folder: Path, *, lenient: bool = False) -> Opened:
    """Read a campaign folder; raise Error with every fault at once.

    A lenient read is for screens: an item with a fault is left out and becomes an error finding, the rest works.
    """
    folder = locate(folder)
    path = folder / NAME
    text, mtime = load_text(path)
    raw = parse(text, NAME)
    brand_text = ""
    brand_file = _brand_file(raw)
    if brand_file:
        brand_text = _brand_text(folder, brand_file)
    campaign, faults = understand(raw, folder, parse(brand_text, brand_file) if brand_file else None)
    errors = [f for f in faults if f.severity is None]
    told = _tell(faults, text, raw, brand_text, brand_file)
    if campaign is None or (errors and not lenient):
        raise Error(*(told[id(f)] for f in errors))
    findings = [_finding(f, told[id(f)], raw) for f in faults]
    stamp = Stamp(mtime, digest(text), digest(brand_text) if brand_file else "")
    return Opened(campaign, (*findings, *check(campaign)), stamp)


def locate(folder: Path) -> Path:
    """Find the campaign folder that a path means: the folder itself, or the one with the campaign.toml named."""
    folder = Path(folder)
    if folder.name == NAME and not folder.is_dir():
        folder = folder.parent
    if not folder.exists():
        raise Error(f"{folder} does not exist; check the path, or make a campaign there with: kiosk new {folder}")
    if not folder.is_dir():
        raise Error(f"{folder} is a file, not a campaign folder; name the folder that holds {NAME}.")
    if not (folder / NAME).exists():
        raise Error(f"{folder} holds no {NAME}, so it is not a campaign; make one with: kiosk new {folder}")
    return folder


def load_text(path: Path) -> tuple[str, int]:
    """Read a TOML file as text, with its time of change in nanoseconds; raise Error when it cannot be."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        mtime = path.stat().st_mtime_ns
    except PermissionError:
        raise Error(f"{path} may not be read; ask its owner for permission.") from None
    except OSError as error:
        raise Error(f"{path} cannot be read: {error.strerror or error}.") from None
    if len(data) > LARGEST:
        raise Error(f"{path} is larger than 5 MB; a campaign file holds words only, keep pictures beside it.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n"), mtime
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Error(f"{path.name}, line {line}: not UTF-8 text; save the file as UTF-8.") from None


def parse(text: str, name: str) -> Mapping[str, object]:
    """Parse TOML; raise Error with the line."""
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise Error(f"{name}, line {error.lineno}: {reason}; mend this line, everything before it can be read.") from None
    except (RecursionError, ValueError):
        raise Error(f"{name} cannot be read as TOML; look for a number or a list that is far too long.") from None


def digest(text: str) -> str:
    """Hash a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def understand(
    raw: Mapping[str, object], folder: Path, brand: Mapping[str, object] | None = None
) -> tuple[Campaign | None, list[Fault]]:
    """Make a campaign out of a parsed file, with everything that was found wrong."""
    raw = dict(raw)
    faults: list[Fault] = []
    version = raw.pop("schema", 1)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        faults.append(Fault(("schema",), f"expected {schema.VERSION}, got {values.says(version)}"))
    elif version > schema.VERSION:
        sentence = f"made by a newer program (schema {version}, this one reads {schema.VERSION}); install the newest Kiosk"
        return None, [Fault(("schema",), sentence)]
    zone = raw.get("timezone")
    if zone is None:
        zone = raw["timezone"] = system_zone()
    found = values.find_zone(zone) if isinstance(zone, str) else None
    raw, doubled = ids.assign(raw)
    raw.setdefault("id", slug(folder.resolve().name, "campaign"))
    reading = Reading(values.Context(found or values.ZoneInfo("UTC")), [*faults, *doubled])
    if brand is not None:
        # One table made of both files, so that a key of campaign.toml wins over the brand file's.
        raw["brand"] = {**brand, **cast(Mapping[str, object], raw["brand"])}
    return reading.table(schema.CAMPAIGN, raw), reading.faults


def system_zone() -> str:
    """Find the name of the computer's own time zone; UTC when it has none."""
    from babel.localtime import get_localzone

    try:
        name = getattr(get_localzone(), "key", "UTC")
    except (LookupError, OSError, ValueError):
        return "UTC"
    return name if values.find_zone(name) else "UTC"


def _brand_file(raw: Mapping[str, object]) -> str:
    brand = raw.get("brand")
    name = cast(Mapping[str, object], brand).get("file", "") if isinstance(brand, dict) else ""
    return name if isinstance(name, str) else ""


def _brand_text(folder: Path, name: str) -> str:
    try:
        return load_text(inside.resolve(folder, name))[0]
    except inside.Error as error:
        raise Error(f"{NAME}, brand.file: {error}") from None


def _tell(faults: list[Fault], text: str, raw: Mapping[str, object], brand_text: str, brand_file: str) -> dict[int, str]:
    """Write each fault as one sentence with file, line, item and field."""
    if not faults:
        return {}
    found = places.lines(text)
    of_brand = {("brand", *p): n for p, n in places.lines(brand_text).items()} if brand_file else {}
    told: dict[int, str] = {}
    for fault in faults:
        name, line = NAME, places.line_of(fault.place, found)
        if fault.place[:1] == ("brand",) and fault.place in of_brand:
            name, line = brand_file, of_brand[fault.place]
        words = [name + (f", line {line}" if line else ""), *_label(fault.place, raw)]
        told[id(fault)] = ", ".join(w for w in words if w) + ": " + fault.sentence.rstrip(".") + "."
    return told


def _label(place: Place, raw: Mapping[str, object]) -> tuple[str, str]:
    """Name the row and the field of a place in plain words."""
    if len(place) < 2 or not isinstance(place[1], int):
        return "", ".".join(str(p) for p in place)
    title = _row(place, raw).get("question" if place[0] == "prompt" else "title", "")
    quoted = f' "{title[:60]}"' if isinstance(title, str) and title else ""
    inner = ".".join(str(p + 1) if isinstance(p, int) else p for p in place[2:])
    return f"{place[0]} {place[1] + 1}{quoted}", inner


def _row(place: Place, raw: Mapping[str, object]) -> Mapping[str, object]:
    rows = raw.get(str(place[0]))
    row = cast(list[object], rows)[cast(int, place[1])] if isinstance(rows, list) else None
    return cast(Mapping[str, object], row) if isinstance(row, dict) else {}


def _finding(fault: Fault, sentence: str, raw: Mapping[str, object]) -> Finding:
    item = None
    if len(fault.place) > 1 and fault.place[0] in ids.ITEMS and isinstance(fault.place[1], int):
        row = _row(fault.place, raw)
        given = row.get("id")
        item = given if isinstance(given, str) else ids.made_from(str(fault.place[0]), row)
    return Finding(
        id=fault.id or "unreadable", severity=fault.severity or "error", sentence=sentence, cure=fault.cure, item=item
    )
