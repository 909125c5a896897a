"""The state of the program that made a slide: what another one made is made anew."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from kiosk import resources


def of_program() -> str:
    """Compute what names this state of the program and its templates: slides of another state are made anew."""
    found: list[str] = []
    for root in (Path(__file__).parents[1], resources.templates_dir()):
        for path, folders, names in os.walk(root):
            folders[:] = sorted(f for f in folders if not f.startswith(("_", ".")))
            for name in sorted(n for n in names if n.endswith((".py", ".toml", ".xml"))):
                facts = os.stat(os.path.join(path, name))
                found.append(f"{name} {facts.st_mtime_ns} {facts.st_size}")
    return hashlib.blake2b("\n".join(found).encode(), digest_size=8).hexdigest()
