"""imports.json: the value last imported of each field, for each source and item; the base of every three-way merge."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, cast

from kiosk.store.folder import writing

NAME = "imports.json"
"""The file beside campaign.toml."""
SCHEMA = 1
LARGEST = 100_000_000
Fields: TypeAlias = dict[str, Any]
"""Field names and values as JSON; a field that is missing was empty."""


class Error(Exception):
    """A memory of imports that cannot be read or written, in one sentence."""


@dataclass(slots=True)
class Known:
    """One item as it was last imported; `deleted` = the user has taken it out since, or, without an id, never let it in."""

    id: str
    kind: str
    fields: Fields
    deleted: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether somebody looked at it and did not want it."""
        return self.deleted and not self.id


@dataclass(slots=True)
class Past:
    """What was imported from one source."""

    kind: str = ""
    campaign: Fields = field(default_factory=dict[str, Any])
    items: dict[str, Known] = field(default_factory=dict[str, Known])


Ledger: TypeAlias = dict[str, Past]
"""What was imported, by source id."""


def read(folder: Path) -> Ledger:
    """Read the memory of a campaign's imports; empty if there is none."""
    path = folder / NAME
    cure = f"put back a copy of {NAME} or delete it (edits are then no longer told from imports)"
    try:
        if not path.exists():
            return {}
        if path.stat().st_size > LARGEST:
            raise Error(f"{path} is far too large; {cure}.")
        raw: Any = json.loads(path.read_text("utf-8"))
        if raw["schema"] > SCHEMA:
            raise Error(f"{path} was made by a newer program (schema {raw['schema']}); install the newest Kiosk.")
        return {str(s): _past(past) for s, past in raw["sources"].items()}
    except json.JSONDecodeError as error:
        raise Error(f"{path}, line {error.lineno}: not JSON; {cure}.") from None
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, RecursionError):
        raise Error(f"{path} is not what an import has written; {cure}.") from None
    except OSError as error:
        raise Error(f"{path} cannot be read: {error.strerror or error}.") from None


def _past(raw: Any) -> Past:
    items = {
        str(uid): Known(str(k["id"]), str(k["kind"]), cast(Fields, dict(k["fields"])), bool(k.get("deleted", False)))
        for uid, k in raw["items"].items()
    }
    return Past(str(raw["kind"]), cast(Fields, dict(raw.get("campaign", {}))), items)


def spell(ledger: Ledger) -> str:
    """Write the memory as JSON, the same bytes for the same content."""
    sources = {
        source: {
            "kind": past.kind,
            "campaign": past.campaign,
            "items": {
                uid: {"id": k.id, "kind": k.kind, "fields": k.fields, **({"deleted": True} if k.deleted else {})}
                for uid, k in sorted(past.items.items())
            },
        }
        for source, past in sorted(ledger.items())
    }
    return json.dumps({"schema": SCHEMA, "sources": sources}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write(folder: Path, ledger: Ledger) -> None:
    """Replace the memory in one step; nothing is written when nothing changed."""
    path = folder / NAME
    text = spell(ledger)
    try:
        if not path.exists() or path.read_text("utf-8") != text:
            writing.write(path, text)
    except (OSError, UnicodeDecodeError, writing.Error) as error:
        raise Error(f"{error} The campaign itself is saved; import again when this is mended.") from None
