"""Campaign folders on disk: read into typed data with every fault named, and saved without losing anybody's work."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast
from zoneinfo import ZoneInfo

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.check import check
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Item
from kiosk.campaign.slug import slug
from kiosk.record import record
from kiosk.store.folder import brands, broken, ids, inside, patched, schema, spoilt, telling, values, writing
from kiosk.store.folder.reading import Fault, Reading
from kiosk.store.folder.value import Context, says

NAME = "campaign.toml"
"""The file that makes a folder a campaign."""
_PUBLISHED = ("release.json", "releases")
"""What lies in a published folder; `store.release` writes it."""
LARGEST = 5_000_000
"""Bytes a campaign file may have."""


class Error(Exception):
    """A campaign that cannot be read or saved: one sentence for each fault."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Conflict(Error):
    """A campaign that somebody else saved in the meantime; nothing was written, both versions still exist."""


Choice: TypeAlias = Literal["refuse", "mine", "beside"]
"""What to do when somebody else saved first: refuse, write mine over theirs (theirs is kept), or write mine beside."""


@record
class Stamp:
    """The state of a campaign's files when they were read: time and hash, so that a second writer is noticed."""

    mtime_ns: int
    sha256: str
    brand: str = ""


@record
class Opened:
    """A campaign as it was read, what was noticed, and the state of its files.

    `partial` are items that were left out of the campaign because a value in them cannot be read, without that value. `spoilt`
    says which errors spoil the pages of which item (by id; spoilt.OWN and spoilt.EVERY for more). Both only of a lenient read.
    """

    campaign: Campaign
    findings: tuple[Finding, ...]
    stamp: Stamp
    partial: tuple[Item, ...] = ()
    spoilt: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict[str, tuple[Finding, ...]])


def read(folder: Path, *, lenient: bool = False, mending: bool = False) -> Opened:
    """Read a campaign folder; raise Error with every fault at once.

    A lenient read is for all that shows or prints: an item with a fault is left out and becomes an error finding, the rest
    works. One for mending is for where faults are mended: such an item is there without the value, which stays in the file until
    there is another. What nothing can be made of still raises Error: no TOML, no title, a newer schema.
    """
    folder = locate(folder)
    text, mtime = load_text(folder / NAME)
    return read_text(folder, text, mtime, lenient=lenient, mending=mending)


def read_text(folder: Path, text: str, mtime: int = 0, *, lenient: bool = False, mending: bool = False) -> Opened:
    """Read what a campaign file of this folder says, or would say; raise Error with every fault at once."""
    raw = parse(text, NAME)
    brand_text = ""
    brand_file = _brand_file(raw)
    if brand_file:
        brand_text = _brand_text(folder, brand_file)
    brand = parse(brand_text, brand_file) if brand_file else None
    campaign, faults = understand(raw, folder, brand)
    errors = [f for f in faults if f.severity is None]
    told = telling.tell(NAME, faults, text, raw, brand_text, brand_file)
    rows = ids.assign(raw)[0] if faults else raw
    if errors and mending:
        rows = patched.patched(rows, errors)
        campaign = _mendable(rows, errors, folder, brand)
    if campaign is None or (errors and not lenient and not mending):
        raise Error(*(told[id(f)] for f in errors))
    stamp = Stamp(mtime, digest(text), digest(brand_text) if brand_file else "")
    # Ids as they were given out, so that of two items with one title the right one is blamed.
    findings = [telling.finding(f, told[id(f)], rows) for f in faults]
    if not errors or mending:
        return Opened(campaign, (*findings, *check(campaign)), stamp)
    whole = understand(spoilt.without(rows, errors), folder, brand)[0] or campaign
    partial = {item.id: item for item in campaign.items if whole.item(item.id) is None}
    blamed: dict[str, tuple[Finding, ...]] = {}
    for fault, found in zip(faults, findings, strict=True):
        touched = spoilt.by(fault.place, rows) if fault.severity is None else ()
        # Of an id that stands twice, the first keeps it and is not to blame.
        for name in (n for n in touched if fault.place[0] not in ids.ITEMS or whole.item(n) is None):
            blamed[name] = (*blamed.get(name, ()), found)
    return Opened(whole, (*findings, *check(whole)), stamp, tuple(partial.values()), blamed)


def save(folder: Path, campaign: Campaign, stamp: Stamp, choice: Choice = "refuse") -> Stamp:
    """Save what changed since the stamp, whole or not at all, and keep the state before; raise Conflict or Error.

    The text is checked by reading it back: what would not come back the same is never written.
    """
    from kiosk.store.folder import saving

    folder = locate(folder)
    path = (folder / NAME).resolve()
    text, mtime = load_text(path)
    opened = read(folder, mending=True)
    theirs = digest(text) != stamp.sha256
    if theirs and choice == "refuse":
        raise Conflict(
            f"{path} was changed by somebody else since it was opened; nothing was saved. "
            "Save yours beside it, or save yours over it (theirs is kept as the previous state)."
        )
    if opened.campaign.brand.file and opened.stamp.brand != stamp.brand:
        # The brand file was changed by its own keeper; that is no edit of ours.
        campaign = replace(campaign, brand=opened.campaign.brand)
    if campaign.brand != opened.campaign.brand and opened.campaign.brand.file:
        raise Error(f"The brand is kept in {opened.campaign.brand.file}; change it there, then open the campaign again.")
    try:
        made = saving.edited(text, opened.campaign, campaign)
    except saving.Error as error:
        raise Error(f"{path} cannot be edited: {error}.") from None
    if made == text:
        return Stamp(mtime, digest(text), opened.stamp.brand)
    _prove(made, folder, campaign)
    if digest(load_text(path)[0]) != digest(text):
        raise Conflict(f"{path} was changed by somebody else at this very moment; nothing was saved, save again.")
    if theirs and choice == "beside":
        path = writing.free_name(path)
    else:
        writing.keep_previous(path)
    try:
        writing.write(path, made, crlf=writing.has_crlf(folder / NAME))
    except writing.Error as error:
        raise Error(str(error)) from None
    return Stamp(path.stat().st_mtime_ns, digest(made), opened.stamp.brand)


def changed(folder: Path, campaign: Campaign) -> str:
    """Write what a campaign file would say with this campaign saved into it; raise Error."""
    from kiosk.store.folder import saving

    text, _ = load_text(folder / NAME)
    try:
        return saving.edited(text, read_text(folder, text, mending=True).campaign, campaign)
    except saving.Error as error:
        raise Error(f"{folder / NAME} cannot be edited: {error}.") from None


def _prove(text: str, folder: Path, campaign: Campaign) -> None:
    """Raise Error when a text does not read back as the campaign it was made from."""
    raw = parse(text, NAME)
    brand_file = _brand_file(raw)
    brand = parse(_brand_text(folder, brand_file), brand_file) if brand_file else None
    again, faults = understand(raw, folder, brand)
    errors = [f for f in faults if f.severity is None]
    if errors:  # of what could not be read before, either
        again = _mendable(patched.patched(ids.assign(raw)[0], errors), errors, folder, brand)
    if again != campaign and again != _tidy(campaign):
        wrong = next((telling.tell(NAME, [f], text, raw, "", "")[id(f)] for f in faults if f.severity != "warning"), "")
        differs = [f.name for f in fields(campaign) if again is None or getattr(again, f.name) != getattr(campaign, f.name)]
        reason = wrong or f"{', '.join(differs)} would not read back the same."
        raise Error(f"{NAME} was not saved, since it could not be read again afterwards: {reason}")


def _tidy(made: Any) -> Any:
    """Clean every text in a campaign as reading would."""
    match made:
        case str():
            return values.clean(made)
        case tuple():
            return tuple(_tidy(part) for part in cast(tuple[Any, ...], made))
        case dict():
            return {key: _tidy(part) for key, part in cast(dict[Any, Any], made).items()}
        case _ if is_dataclass(made) and not isinstance(made, type):
            return replace(made, **{f.name: _tidy(getattr(made, f.name)) for f in fields(made)})
        case _:
            return made


def locate(folder: Path) -> Path:
    """Find the campaign folder that a path means: the folder itself, or the one with the campaign.toml named."""
    folder = Path(folder)
    if folder.name == NAME and not folder.is_dir():
        folder = folder.parent
    if not folder.exists():
        raise Error(f"{folder} does not exist; check the path, or make a campaign there with: kiosk new {folder}")
    if not folder.is_dir():
        raise Error(f"{folder} is a file, not a campaign folder; name the folder that holds {NAME}.")
    if not (folder / NAME).exists() and any((folder / name).exists() for name in _PUBLISHED):
        raise Error(f"{folder} is where a campaign was published, not the campaign; name the folder that holds its {NAME}.")
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
        raise Error(f"{path.name}, line {line}: not UTF-8 text; save it as UTF-8 (Notepad: Save as, Encoding).") from None


def parse(text: str, name: str) -> Mapping[str, object]:
    """Parse TOML; raise Error with the line."""
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        line = text.splitlines()[error.lineno - 1 : error.lineno]
        reason = broken.told(error.msg, "".join(line))
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
        faults.append(Fault(("schema",), f"expected {schema.VERSION}, got {says(version)}"))
    elif version > schema.VERSION:
        sentence = f"made by a newer program (schema {version}, this one reads {schema.VERSION}); install the newest Kiosk"
        return None, [Fault(("schema",), sentence)]
    zone = raw.get("timezone")
    if zone is None:
        zone = raw["timezone"] = system_zone()
    found = values.find_zone(zone) if isinstance(zone, str) else None
    raw, doubled = ids.assign(raw)
    raw.setdefault("id", slug(folder.resolve().name, "campaign"))
    reading = Reading(Context(found or ZoneInfo("UTC")), [*faults, *doubled])
    if brand is not None:
        # One table made of both files, so that a key of campaign.toml wins over the brand file's.
        raw["brand"] = brands.together(cast(Mapping[str, object], raw["brand"]), brand)
    if "languages" not in raw and (spoken := brands.languages(raw.get("brand"))):
        raw["languages"] = list(spoken)
    made = cast("Campaign | None", reading.table(schema.CAMPAIGN, raw))
    if made is not None:
        made = replace(made, brand=brands.dressed(made.brand, folder, reading.faults))
    return made, reading.faults


def _mendable(
    rows: Mapping[str, object], errors: Sequence[Fault], folder: Path, brand: Mapping[str, object] | None
) -> Campaign | None:
    """Make a campaign with every item of patched rows, without what cannot be read; None where saving it would lose any."""
    made, _ = understand(rows, folder, brand)
    return made if made is not None and patched.is_whole(rows, errors, made) else None


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
