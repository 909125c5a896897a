"""A folder of exports looked at again: which files are altered, missing or out of date, and what is wrong in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

from kiosk.campaign.finding import Finding
from kiosk.export import manifest
from kiosk.export.files import audit_files, states
from kiosk.export.manifest import Code
from kiosk.record import record

State: TypeAlias = Literal["whole", "altered", "missing", "stale"]
_OURS = (".pdf", ".png", ".jpg")
AGAIN = "Export it again."


class Error(Exception):
    """A folder that holds no exports."""


@record(kw_only=True)
class Looked:
    """One file: its path below the folder, what state it is in, what its codes say now, and what was found."""

    path: str
    state: State
    codes: tuple[Code, ...] = ()
    findings: tuple[Finding, ...] = ()


@record(kw_only=True)
class Audit:
    """What was found in a folder: every file of the manifest, and what concerns the folder as a whole."""

    out: Path
    files: tuple[Looked, ...]
    findings: tuple[Finding, ...] = ()
    verapdf: bool = False

    @property
    def all(self) -> tuple[Finding, ...]:
        """Everything that was found."""
        return (*self.findings, *(f for file in self.files for f in file.findings))


def is_exports(folder: Path) -> bool:
    """Tell whether a folder holds exports and is no campaign."""
    return (folder / manifest.NAME).is_file() and not (folder / "campaign.toml").exists()


def check(out: Path, campaign: Path | None = None) -> Audit:
    """Look at every file that a folder's manifest names, and compare it with its campaign when one is given; raise Error."""
    told = manifest.earlier(out)
    if not told:
        missing = "cannot be read" if (out / manifest.NAME).exists() else "is not there"
        raise Error(f"{out} holds no exports: its {manifest.NAME} {missing} or names no files; make some with: kiosk export")
    now = states.States(campaign) if campaign else None
    files = tuple(_look(out, entry, now) for entry in told)
    from kiosk.export.files import verapdf

    found, ran = verapdf.check([out / f.path for f in files if f.state != "missing" and _is_ua(told, f.path)], out)
    merged = tuple(_with(f, found.get(f.path, ())) for f in files)
    return Audit(out=out, files=merged, findings=tuple(_strangers(out, told)), verapdf=ran)


def _is_ua(told: Sequence[dict[str, Any]], path: str) -> bool:
    return path.endswith(".pdf") and not any(e.get("press") for e in told if e["path"] == path)


def _with(file: Looked, more: tuple[Finding, ...]) -> Looked:
    return Looked(path=file.path, state=file.state, codes=file.codes, findings=(*file.findings, *more)) if more else file


def _look(out: Path, told: dict[str, Any], now: states.States | None) -> Looked:
    path = str(told["path"])
    item, product = told.get("item"), str(told.get("product", "")) or None

    def finding(id: str, severity: Literal["error", "warning"], sentence: str, cure: str = AGAIN) -> Finding:
        return Finding(id=id, severity=severity, sentence=sentence, cure=cure, item=item, product=product)

    try:
        data = (out / path).read_bytes()
    except FileNotFoundError:
        return Looked(path=path, state="missing", findings=(finding("file-missing", "error", f"{path} is not there any more."),))
    except OSError as trouble:
        sentence = f"{path} cannot be read: {trouble.strerror or trouble}."
        return Looked(path=path, state="missing", findings=(finding("file-unreadable", "error", sentence, "Check who may."),))
    found: list[Finding] = []
    state: State = "whole"
    if manifest.is_aside(path) or told.get("stale"):
        state = "stale"
        why = f": {told['stale']}" if told.get("stale") else "."
        found.append(finding("file-stale", "warning", f"{path} is of an earlier run and could not be made anew{why}"))
    elif now is not None and (reason := now.outdated(told)):
        state = "stale"
        found.append(finding("file-stale", "warning", f"{path} {reason}."))
    if hashlib.sha256(data).hexdigest() != told.get("sha256"):
        state = "altered"
        found.append(finding("file-altered", "warning", f"{path} was altered after it was made."))
    codes, wrong = audit_files.judged(path, data, told)
    if state == "whole" and manifest.entry_of(told) is not None:
        # With --force a file was written although this was known.
        found += [f for f in known(told) if f.severity == "error" and f.id not in {w.id for w in wrong}]
    found += [Finding(id=f.id, severity=f.severity, sentence=f.sentence, cure=f.cure, item=item, product=product, fix=f.fix)
              for f in wrong]  # fmt: skip
    return Looked(path=path, state=state, codes=codes, findings=tuple(dict.fromkeys(found)))


def known(told: dict[str, Any]) -> tuple[Finding, ...]:
    """Read what was found in a file when it was made."""
    entry = manifest.entry_of(told)
    return entry.findings if entry else ()


def _strangers(out: Path, told: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    """Name files in the folders of ours that no manifest knows: they may pass for current."""
    named = {str(e["path"]) for e in told}
    folders = {path.rpartition("/")[0] for path in named}
    strangers = sorted(
        f"{folder}/{file.name}"
        for folder in folders
        if (out / folder).is_dir()
        for file in (out / folder).iterdir()
        if file.suffix in _OURS and f"{folder}/{file.name}" not in named
    )
    if strangers:
        more = f" and {len(strangers) - 3} more" if len(strangers) > 3 else ""
        sentence = (
            f"{', '.join(strangers[:3])}{more} lie here, too, but are not named in {manifest.NAME}, so nothing is known of them."
        )
        yield Finding(id="file-unknown", severity="info", sentence=sentence, cure="Move them elsewhere if they are old.")
