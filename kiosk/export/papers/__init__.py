"""Papers that go with an export: a report of what was made, and sheets that ask for a signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from pathlib import Path

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.export.manifest import Entry
from kiosk.export.order import Failure, Withheld
from kiosk.record import record

FOLDER = "report"
"""Where papers lie beside the products; it is their product in the manifest, too."""


@record(kw_only=True)
class Run:
    """What papers tell of: the files of a folder, what was found, what was held back; `proof`: the files were read back.

    `earlier` says of which moment files of earlier runs are, `maps` are pictures of where a PDF differs too much from the
    screen, both by path.
    """

    campaign: Campaign
    at: datetime
    out: Path
    entries: tuple[Entry, ...]
    earlier: Mapping[str, str] = field(default_factory=dict[str, str])
    findings: tuple[Finding, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    failures: tuple[Failure, ...] = ()
    maps: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    proof: bool = True
