"""The manifest: which files of a folder are ours, what each one is, and what was found in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.campaign.campaign import Placement
from kiosk.campaign.finding import Finding
from kiosk.record import record

NAME = "manifest.json"
ASIDE = "earlier"
"""The folder of copies from an earlier run that could not be made anew."""
SCHEMA = 1
_FINDING = ("id", "severity", "item", "product", "sentence", "cure", "fix", "of")


@record(kw_only=True)
class Code:
    """One code of a file: what it should say, what the final pixels say, its width, and how far off it reads.

    `half` and `blurred` say whether it reads at half its size and slightly out of focus, `contrast` and `quiet` how it stands on
    its ground, `level` its error correction.
    """

    text: str
    decoded: str | None
    code_mm: float
    readable_to_m: float
    half: bool = False
    blurred: bool = False
    contrast: float = 0.0
    quiet: bool = False
    level: str = ""


@record(kw_only=True)
class Distance:
    """How far a PDF lies from the picture that a screen shows: its worst block, 0 to 255, and the share of blocks that differ."""

    worst: float
    share: float


@record(kw_only=True)
class Entry:
    """One file: path below the folder, what it is, how large, and its proof.

    `post` are the words to post with it, `press` says that it is for the print shop, `until` when a copy for a place comes down.
    """

    path: str
    product: str
    stock: str
    item: str | None
    family: str
    lang: str
    bytes: int
    sha256: str
    page_size_mm: tuple[float, float] | None
    pixels: tuple[int, int] | None
    link: str | None
    qr: tuple[Code, ...]
    alt: str
    findings: tuple[Finding, ...]
    post: str = ""
    press: bool = False
    difference: Distance | None = None
    placement: Placement | None = None
    until: date | None = None


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Lay a finding out as the contract names its fields, with the name of what mends it."""
    laid: dict[str, Any] = {
        "id": finding.id,
        "severity": finding.severity,
        "item": finding.item,
        "product": finding.product,
        "sentence": finding.sentence,
        "cure": finding.cure,
        "fix": finding.fix,
    }
    return {**laid, **{name: said for name in ("of", "page") if (said := getattr(finding, name))}}


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """Lay an entry out as the contract names its fields."""
    laid: dict[str, Any] = {
        "path": entry.path,
        "product": entry.product,
        "stock": entry.stock,
        "item": entry.item,
        "family": entry.family,
        "lang": entry.lang,
        "bytes": entry.bytes,
        "sha256": entry.sha256,
    }
    if entry.page_size_mm:
        laid["page_size_mm"] = list(entry.page_size_mm)
    if entry.pixels:
        laid["pixels"] = list(entry.pixels)
    laid["link"] = entry.link
    laid["qr"] = [asdict(code) for code in entry.qr]
    laid["alt"] = entry.alt
    if entry.post:
        laid["post"] = entry.post
    if entry.press:
        laid["press"] = True
    if entry.difference:
        laid["difference"] = {"worst": entry.difference.worst, "share": entry.difference.share}
    if entry.placement:
        until = entry.until.isoformat() if entry.until else None
        laid["placement"] = {"id": entry.placement.id, "name": entry.placement.name, "until": until}
    laid["findings"] = [finding_as_json(f) for f in entry.findings]
    return laid


def entry_of(told: Mapping[str, Any]) -> Entry | None:
    """Read an entry back as it was laid out; None for one that says something else."""
    try:
        apart, at = told.get("difference"), told.get("placement")
        return Entry(
            **{
                name: told[name]
                for name in ("path", "product", "stock", "item", "family", "lang", "bytes", "sha256", "link", "alt")
            },
            page_size_mm=tuple(told["page_size_mm"]) if "page_size_mm" in told else None,
            pixels=tuple(told["pixels"]) if "pixels" in told else None,
            qr=tuple(Code(**code) for code in told["qr"]),
            findings=tuple(Finding(**{k: v for k, v in f.items() if k in _FINDING}) for f in told["findings"]),
            post=str(told.get("post", "")),
            press=bool(told.get("press")),
            difference=Distance(**apart) if apart else None,
            placement=Placement(id=at["id"], name=at["name"]) if at else None,
            until=date.fromisoformat(at["until"]) if at and at["until"] else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def text(campaign: str, at: str, files: Iterable[dict[str, Any]]) -> str:
    """Write a manifest, its files in order of path, so that equal runs give equal bytes."""
    ordered = sorted(files, key=lambda f: str(f["path"]))
    return json.dumps({"schema": SCHEMA, "campaign": campaign, "at": at, "files": ordered}, ensure_ascii=False, indent=1) + "\n"


def earlier(out: Path) -> list[dict[str, Any]]:
    """Read which files an earlier run left here; nothing when there is no manifest that can be read."""
    try:
        read = json.loads((out / NAME).read_text("utf-8"))
        files: list[dict[str, Any]] = read["files"]
        return [f for f in files if is_inside(str(f["path"]))]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def earlier_at(out: Path) -> str:
    """Read which moment an earlier run was made for; empty when there is none."""
    try:
        return str(json.loads((out / NAME).read_text("utf-8"))["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def is_inside(path: str) -> bool:
    """Tell whether a path out of a manifest stays in its folder: product/name, perhaps put aside, nothing else."""
    parts = home(path).split("/")
    return len(parts) == 2 and all(p and p not in (".", "..") and "\\" not in p and ":" not in p for p in parts)


def is_aside(path: str) -> bool:
    """Tell whether a path is that of a copy that was put aside."""
    return path.startswith(f"{ASIDE}/")


def home(path: str) -> str:
    """Find where a file stands when it is not put aside."""
    return path.removeprefix(f"{ASIDE}/")
