"""The state of a campaign that a file was made from, as a short mark, so that a file that says something old can be told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from kiosk.store.folder import files, ids

_HEAD = frozenset((
    "title", "theme", "summary", "hashtag", "website", "short", "contact", "organisation", "timezone", "languages", "family",
    "families", "seed", "translations", "brand", "venue", "starts", "ends", "sample", "utm",
))  # fmt: skip
"""Keys of the campaign file that every page may show."""


class States:
    """Marks of a campaign's items as they are in its file now; raise files.Error as reading does."""

    def __init__(self, folder: Path) -> None:
        folder = files.locate(folder)
        raw = ids.assign(files.parse(files.load_text(folder / files.NAME)[0], files.NAME))[0]
        self._head = {key: raw[key] for key in sorted(raw) if key in _HEAD}
        brand = raw.get("brand")
        if isinstance(brand, dict) and cast("dict[str, Any]", brand).get("file"):
            path = folder / str(cast("dict[str, Any]", brand)["file"])
            self._head["brand.file"] = path.read_text("utf-8", "replace") if path.is_file() else ""
        listed = [cast("list[object]", rows) for kind in ids.ITEMS if isinstance(rows := raw.get(kind), list)]
        items = [cast("dict[str, Any]", row) for rows in listed for row in rows if isinstance(row, dict)]
        self._items = {str(item.get("id")): item for item in items}
        self._all = dict(raw)

    def of(self, item: str | None) -> str:
        """Mark the state of an item with all that its pages share, or of the campaign as a whole."""
        said: object = [self._head, self._items.get(item)] if item else self._all
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def outdated(self, told: Mapping[str, Any]) -> str:
        """Say why a manifest's file is out of date; empty when it is not, or nobody knows."""
        item, state = told.get("item"), told.get("state")
        if item and str(item) not in self._items:
            return f'shows "{item}", which is not in the campaign any more'
        if state and state != self.of(str(item) if item else None):
            return "was made before the campaign was changed, and may say what is no longer true"
        return ""
