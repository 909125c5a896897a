"""Detail cards ready to show: one file each, a line of JSON and then the pixels, packed; disposable like slides.

`<key>.card` begins with a line that says what the card is: size in pixels, boxes that can be touched, checksum. After it come
premultiplied 32-bit pixels, packed by zlib: a card is mostly plain and shrinks to a fiftieth, and unpacks in the time of a tap.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from kiosk.player import cache
from kiosk.record import record

FOLDER = "cards"
KEPT = 2 * 86400
"""Seconds that a card stays which no playlist asks for any more."""
PIN = ("pin", "pin-wrong", "pin-wait")


class Error(Exception):
    """A card that is missing, cut short or altered."""


@record(kw_only=True)
class Facts:
    """What a card is: size, boxes by name (x, y, w, h in pixels), colours of idle bar and focus, one sentence that tells it."""

    width: int
    height: int
    boxes: Mapping[str, tuple[float, float, float, float]]
    bar: str
    ring: str
    digest: str = ""
    alt: str = ""


def name(key: str, lang: str, look: str) -> str:
    """Name the card of a slide (or of a list's page) in a language and a look."""
    return f"{key}-{lang}-{look}"


def write(root: Path, name: str, facts: Facts, pixels: cache.Pixels) -> None:
    """Store a card, complete or not at all."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    packed = zlib.compress(pixels, 1)
    said = {**asdict(facts), "digest": hashlib.blake2b(packed, digest_size=16).hexdigest()}
    cache.replace(folder / f"{name}.card", json.dumps(said, ensure_ascii=False).encode() + b"\n" + packed)


def has(root: Path, name: str) -> bool:
    """Tell whether a card is there."""
    return (root / FOLDER / f"{name}.card").is_file()


def read(root: Path, name: str) -> tuple[Facts, bytes]:
    """Read a card and its pixels; raises Error, and removes one that is damaged so that it is made again."""
    path = root / FOLDER / f"{name}.card"
    try:
        line, _, packed = path.read_bytes().partition(b"\n")
    except OSError as e:
        raise Error(f"there is no card {name}: {e.strerror}") from e
    try:
        facts = Facts(**json.loads(line))
        if hashlib.blake2b(packed, digest_size=16).hexdigest() != facts.digest:
            raise ValueError("it was altered")
        pixels = zlib.decompress(packed, bufsize=facts.width * facts.height * 4)
        if len(pixels) != facts.width * facts.height * 4:
            raise ValueError("it is cut short")
    except (ValueError, TypeError, zlib.error) as e:
        with contextlib.suppress(OSError):
            path.unlink()
        raise Error(f"the card {name} is damaged: {e}") from e
    return facts, pixels


def sweep(root: Path, keep: Iterable[str]) -> None:
    """Remove the cards that nobody asked for over two days; `keep` are keys of slides."""
    kept = tuple(keep)
    with contextlib.suppress(OSError):
        for path in (root / FOLDER).glob("*.card"):
            if path.name.startswith(kept):
                with contextlib.suppress(OSError):
                    os.utime(path)
            elif path.stat().st_mtime < time.time() - KEPT:
                path.unlink(missing_ok=True)
