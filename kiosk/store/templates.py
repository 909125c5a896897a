"""Template families: the text of their files, from the campaign's own templates folder or the program's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from kiosk.resources import templates_dir

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_ENDINGS = (".toml", ".xml")
LARGEST = 1_000_000
"""Bytes a template file may have."""
MOST = 100
"""Files a family may have."""

NEUTRAL = "civic"
"""The program's family that makes a page when the one it was meant for cannot: quiet, and in need of no picture."""


class Error(Exception):
    """A family that is not there or cannot be read."""


def names(campaign_folder: Path | None) -> tuple[str, ...]:
    """List the families that can be used: the program's and the campaign's own."""
    found: set[str] = set()
    for root in _roots(campaign_folder):
        try:
            found.update(p.name for p in root.iterdir() if _NAME.fullmatch(p.name) and (p / "family.toml").is_file())
        except OSError:
            continue
    return tuple(sorted(found))


def load(name: str, campaign_folder: Path | None) -> Mapping[str, str]:
    """Read the files of a family by name; the campaign's own family of that name wins over the program's."""
    if _NAME.fullmatch(name):
        for root in _roots(campaign_folder):
            if (root / name / "family.toml").is_file():
                return _files(root / name, root)
    there = ", ".join(names(campaign_folder)) or "none"
    raise Error(f'There is no template family "{name[:40]}"; choose one of: {there}.')


def card() -> Mapping[str, str]:
    """Read the templates of detail cards, which are the program's alone."""
    return _files(templates_dir() / "card", templates_dir())


def _roots(campaign_folder: Path | None) -> tuple[Path, ...]:
    own = templates_dir()
    return (campaign_folder / "templates", own) if campaign_folder is not None else (own,)


def _files(folder: Path, root: Path) -> dict[str, str]:
    home = root.resolve()
    files: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix not in _ENDINGS or not path.is_file():
            continue
        label = f"{folder.name}/{path.name}"
        if not path.resolve().is_relative_to(home):
            raise Error(f"{label} is a link to a file outside the templates folder; copy the file there.")
        if path.stat().st_size > LARGEST:
            raise Error(f"{label} is larger than 1 MB; a template holds boxes only.")
        if len(files) >= MOST:
            raise Error(f"The family {folder.name} has more than {MOST} files; take some out.")
        try:
            files[path.name] = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise Error(f"{label} is not UTF-8 text; save the file as UTF-8.") from None
        except OSError as error:
            raise Error(f"{label} cannot be read: {error.strerror or error}.") from None
    return files
