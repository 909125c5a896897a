"""Publishing: a campaign becomes a release in a folder, a share or a stick; what may not be seen stays out, and is named."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kiosk.campaign.brand import whole
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Item, title_of
from kiosk.campaign.outdated import outdated
from kiosk.campaign.slide import DEFAULT
from kiosk.page import typefaces
from kiosk.record import record
from kiosk.store import templates
from kiosk.store.folder import files, inside, writing
from kiosk.store.importing import imports
from kiosk.store.pictures import pictures
from kiosk.store.release import places, release


class Error(Exception):
    """A campaign that cannot be published; what was published before is untouched."""


@record(kw_only=True)
class Published:
    """What a publishing did: the release, whether it is new, what changed, what is out of date, what stays out.

    What is out of date lies in the release, but no screen will ever show it: it is neither added nor changed. `place` is as it
    was found before: perhaps not there, or with another campaign that made way.
    """

    release: release.Release
    folder: Path
    place: places.Place
    fresh: bool
    before: datetime | None
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    outdated: tuple[str, ...]
    settings: bool
    drafts: tuple[str, ...]
    withheld: tuple[Finding, ...]
    notes: tuple[str, ...]


def publish(
    campaign_folder: Path, place: Path, now: datetime | None = None, judged: Callable[[], Iterable[Finding]] = tuple
) -> Published:
    """Make a release of a campaign and let `place` show it; raise files.Error or Error, and then nothing has changed.

    `judged` finds what is wrong with the slides themselves; an item whose slide has an error stays out, and so does a page
    of the campaign's own. The default slide is shown whatever is wrong with it: there is nothing else to show.
    """
    folder = files.locate(campaign_folder)
    root = folder.resolve()
    if place.resolve() == root or place.resolve().is_relative_to(root):
        raise Error(f"{place} lies in the campaign folder; publish into a folder outside of it.")
    opened = files.read(folder, lenient=True)
    gathered, troubles = pictures.gather(opened.campaign, folder, place_for_pictures())
    errors = [f for f in dict.fromkeys((*opened.findings, *troubles, *judged())) if f.severity == "error"]
    errors = [f for f in errors if f.page != DEFAULT]
    general = [f for f in errors if f.item is None and not f.page]
    if general:
        raise Error("\n".join(f"{f.sentence} {f.cure}".strip() for f in general) + "\nNothing was published.")
    bad = {f.item for f in errors if f.item is not None}
    campaign, notes = _fit(opened.campaign, bad, frozenset(gathered))
    campaign = replace(campaign, unshown=tuple(dict.fromkeys(f.page for f in errors if f.item is None)))
    before, found = _before(place), places.look(place, campaign.id)
    taken = dict(_files(campaign, folder, frozenset(gathered)))
    listed = tuple(
        release.File(name, path.stat().st_size, release.digest(path)) for name, path in sorted(taken.items()) if path.is_file()
    )
    made = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    id, text = release.text(campaign, listed, made)
    home = release.folder_of(place, id)
    fresh = not _is_whole(home)
    try:
        if fresh:
            _write(home, text, {f.path: taken[f.path] for f in listed}, listed)
        if fresh or before is None or before.id != id:
            writing.write(place / release.CURRENT, f"{id}\n")
        release.sweep(place)
    except (writing.Error, OSError) as error:
        why = writing.why_not(home, error) if isinstance(error, OSError) else str(error)
        raise Error(f"{why.rstrip('.')}. Screens go on with the release before.") from None
    done = release.read(home)
    old = {i.id: i for i in before.campaign.items} if before else {}
    new = {i.id: i for i in done.campaign.items}
    over = {i.id: i for i in outdated(done.campaign, now or datetime.now(UTC))}
    return Published(
        release=done,
        folder=home,
        place=found,
        fresh=fresh,
        before=before.made if before else None,
        added=tuple(title_of(i) for k, i in new.items() if k not in old and k not in over),
        changed=tuple(title_of(i) for k, i in new.items() if k in old and old[k] != i and k not in over),
        removed=tuple(title_of(i) for k, i in old.items() if k not in new),
        outdated=tuple(title_of(i) for i in over.values()),
        settings=before is not None and _settings(before.campaign) != _settings(done.campaign),
        drafts=tuple(title_of(i) for i in opened.campaign.items if i.draft),
        withheld=tuple(errors),
        notes=notes,
    )


def place_for_pictures() -> Path:
    """Choose where normalised pictures may lie: in the user's cache, so that publishing writes nothing into the campaign."""
    import platformdirs

    return platformdirs.user_cache_path("kiosk", appauthor=False)


def _fit(campaign: Campaign, bad: set[str], found: frozenset[str]) -> tuple[Campaign, tuple[str, ...]]:
    """Leave out drafts, items with errors, sources with keys, and pictures that cannot be used."""
    notes: list[str] = []

    def fit(item: Item) -> Item:
        if item.picture is not None and item.picture.file and item.picture.file not in found:
            notes.append(f'"{title_of(item)[:60]}" goes without its picture {item.picture.file}, which cannot be used.')
            return replace(item, picture=None)
        return item

    def rows(table: str) -> tuple[Item, ...]:
        return tuple(fit(i) for i in getattr(campaign, table) if not i.draft and i.id not in bad)

    tables = ("events", "articles", "techniques", "prompts", "notices")
    open_ = tuple(s for s in campaign.sources if imports.is_open(s.location))
    if len(open_) < len(campaign.sources):
        shut = [s.id for s in campaign.sources if s not in open_]
        notes.append(f"The source {', '.join(shut)} stays out: its address holds a key, or it is a file of this computer.")
    brand = replace(campaign.brand, file="")
    return replace(campaign, sources=open_, brand=brand, **{t: rows(t) for t in tables}), tuple(notes)


def _files(campaign: Campaign, folder: Path, usable: frozenset[str]) -> Iterator[tuple[str, Path]]:
    """List what goes into a release: pictures and logos, the campaign's own typefaces and families that it uses."""
    for use in pictures.uses(campaign):
        if use.file in usable:
            yield use.file, inside.resolve(folder, use.file)
    names = {campaign.family, *campaign.families.values(), *(i.family for i in campaign.items if i.family)}
    own = folder / "templates"
    faces = set(whole(campaign.brand).faces.values())
    for name in sorted(n for n in names if (own / n / "family.toml").is_file()):
        try:
            texts = templates.load(name, folder)
        except templates.Error as error:
            raise Error(f"{error} Nothing was published.") from None
        faces |= _faces(texts["family.toml"])
        for file in texts:
            yield f"templates/{name}/{file}", own / name / file
    root = folder.resolve()
    for place in campaign.brand.fonts:
        for face in sorted(faces):
            for path, _, _ in typefaces.files(place, face):
                found = Path(path).resolve()
                if found.is_relative_to(root):
                    yield Path(path).relative_to(root).as_posix(), found


def _faces(family: str) -> set[str]:
    """Read which typefaces a family names; a family that cannot be read names none, and is not shown either."""
    import tomli

    try:
        faces = tomli.loads(family).get("faces", {})
    except tomli.TOMLDecodeError:
        return set()
    return {str(v) for v in faces.values()} if isinstance(faces, dict) else set()


def _write(home: Path, text: str, taken: dict[str, Path], listed: tuple[release.File, ...]) -> None:
    """Write a release whole or not at all: beside its place first, every file read back, release.json last."""
    part = home.with_name(f".{home.name}.{os.getpid()}.part")
    with contextlib.suppress(OSError):
        for old in home.parent.glob(".*.part"):
            if old.stat().st_mtime < time.time() - 3600:  # a younger one may be somebody else's, at this moment
                shutil.rmtree(old, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        for name, source in taken.items():
            target = part / name
            target.parent.mkdir(parents=True, exist_ok=True)
            writing.put(target, source.read_bytes())
        for file in listed:
            if release.digest(part / file.path) != file.sha256:
                raise Error(f"{file.path} changed while it was published; publish again.")
        writing.put(part / release.NAME, text.encode())
        if home.exists():  # one that is damaged makes room
            shutil.rmtree(home)
        os.replace(part, home)
        writing.settle(home.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _is_whole(home: Path) -> bool:
    try:
        release.verify(home, release.read(home))
    except release.Error:
        return False
    return True


def _before(place: Path) -> release.Release | None:
    """Read the release that is shown until now; one that cannot be read counts as none."""
    with contextlib.suppress(release.Error):
        return release.read(release.folder_of(place, release.current(place)))
    return None


def _settings(campaign: Campaign) -> Campaign:
    bare = replace(campaign, events=(), articles=(), techniques=(), prompts=(), notices=())
    return replace(bare, brand=replace(bare.brand, fonts=()), unshown=())
