"""Shared brands: a brand.toml from elsewhere comes into a campaign with its logos and typefaces, or a kit is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from kiosk.campaign.brand import Brand
from kiosk.store.folder import brands, files, inside, schema, telling, writing
from kiosk.store.folder.reading import Reading
from kiosk.store.folder.value import Context

NAME = "brand.toml"
"""What a brand file is called in a campaign."""


class Error(Exception):
    """A brand that cannot be brought in: one sentence; nothing was written."""


def choose(folder: Path, kit: str) -> tuple[str, ...]:
    """Let a campaign use one of the kits; return what was done, in sentences. Raise Error or files.Error."""
    if brands.kit(kit) is None:
        raise Error(f'There is no brand "{kit[:40]}"; there are {", ".join(brands.names())}.')
    home = files.locate(folder)
    _noted(home, {"use": kit})
    return (f'The campaign uses the brand "{kit}".',)


def bring(folder: Path, source: Path) -> tuple[str, ...]:
    """Copy a brand file with what it names into a campaign and point the campaign to it; return what was done.

    Files of the campaign that differ are never overwritten; an earlier brand.toml is kept as a previous state.
    Raise Error or files.Error.
    """
    home = files.locate(folder)
    source = source / NAME if source.is_dir() else source
    if not source.is_file():
        raise Error(f"{source} is not there; name a brand.toml, or the folder that holds one.")
    text = files.load_text(source)[0]
    brand = _understood(text, source)
    copies = dict(_named(source.parent, brand))
    for name, path in copies.items():
        there = home / name
        if there.exists() and there.read_bytes() != path.read_bytes():
            raise Error(f"{name} is in the campaign already and is another file; rename one of them.")
    target = home / NAME
    if target.exists() and target.resolve() != source.resolve():
        writing.keep_previous(target)
    try:
        for name, path in copies.items():
            there = home / name
            there.parent.mkdir(parents=True, exist_ok=True)
            if not there.exists():
                writing.put(there, path.read_bytes())
        if target.resolve() != source.resolve():
            writing.write(target, text)
    except writing.Error as error:
        raise Error(str(error)) from None
    except OSError as error:
        raise Error(f"The brand cannot be copied into {home}: {error.strerror or error}.") from None
    _noted(home, {"file": NAME})
    with_it = f", with {', '.join(sorted(copies))}" if copies else ""
    return (f"{NAME} is in the campaign now{with_it}.",)


def _understood(text: str, source: Path) -> Brand:
    """Read a brand file, or raise Error with every fault in it."""
    raw = files.parse(text, source.name)
    reading = Reading(Context(ZoneInfo("UTC")))
    made = reading.table(schema.BRAND_FILE, raw, ("brand",))
    wrong = [f for f in reading.faults if f.severity in (None, "error")]
    if made is None or wrong:
        told = telling.tell(source.name, wrong, text, {"brand": {}}, text, source.name)
        raise Error("\n".join(told[id(f)] for f in wrong) or f"{source.name} cannot be understood.")
    return cast(Brand, made)


def _named(home: Path, brand: Brand) -> Iterator[tuple[str, Path]]:
    """List the files that a brand brings: its logos, and all typefaces in the folder fonts beside it."""
    for logo in (*brand.logos, *brand.partners):
        try:
            yield logo.file, inside.resolve(home, logo.file)
        except inside.Error as error:
            raise Error(str(error).replace("the campaign folder", "the brand's folder")) from None
    fonts = home / brands.FONT_FOLDERS[0]
    if fonts.is_dir():
        for path in sorted(fonts.iterdir()):
            if path.suffix.lower() in brands.ENDINGS and path.is_file():
                yield f"{fonts.name}/{path.name}", path


def _noted(home: Path, keys: dict[str, str]) -> None:
    """Write keys into the campaign's [brand], if the file can be read with them; raise files.Error."""
    import tomlkit

    path = home / files.NAME
    text, _ = files.load_text(path)
    files.parse(text, files.NAME)
    tree = tomlkit.parse(text)
    table = tree.get("brand")
    if table is None:
        table = tree["brand"] = tomlkit.table()
    for key, value in keys.items():
        cast("dict[str, object]", table)[key] = value
    made = tomlkit.dumps(tree)
    if made == text:
        return
    writing.keep_previous(path)
    try:
        writing.write(path, made, crlf=writing.has_crlf(path))
    except writing.Error as error:
        raise Error(str(error)) from None
