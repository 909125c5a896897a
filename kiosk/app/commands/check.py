"""`kiosk check`: what is wrong with a campaign and its pages, or with files that were exported; mended with `--fix`."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.app.arguments import Usage
from kiosk.app.commands.telling import count, tell
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import title_of
from kiosk.export import job
from kiosk.export.manifest import finding_as_json
from kiosk.store.folder import files

if TYPE_CHECKING:
    from kiosk.export.files.audit import Audit

_MOST = 3
"""Files that are named one by one."""
_SEVERITIES = ("error", "warning", "info")


def run(chosen: Namespace) -> int:
    """Compose every product on its first stock, measure the contrast of its words, list what was found, write nothing."""
    from kiosk.export.files import audit

    if audit.is_exports(chosen.campaign):
        if chosen.files or chosen.fix:
            raise Usage(f"{chosen.campaign} holds exports, no campaign; leave out {'--files' if chosen.files else '--fix'}")
        return _told_of_files(audit.check(chosen.campaign), chosen)
    fixed = _fixed(chosen) if chosen.fix else ()
    found = job.check(job.Order(campaign=chosen.campaign, out=Path("."), at=chosen.at, press=chosen.press))
    looked = audit.check(chosen.files, chosen.campaign) if chosen.files else None
    every = (*found, *(looked.all if looked else ()))
    if chosen.json:
        told: dict[str, Any] = grouped(every)
        if chosen.fix:
            told["fixed"] = [finding_as_json(f) for f in fixed]
        _print({**told, **(_files_as_json(looked) if looked else {})})
        return _code(every, chosen)
    items = files.read(chosen.campaign, lenient=True)
    tell(found, sys.stdout, {i.id: title_of(i) for i in (*items.partial, *items.campaign.items)})
    print(_counted(found))
    if looked:
        _tell_files(looked)
    return _code(every, chosen)


def grouped(found: Iterable[Finding]) -> dict[str, Any]:
    """Sort findings by severity, as the contract names them."""
    found = tuple(found)
    return {f"{s}s": [finding_as_json(f) for f in found if f.severity == s] for s in _SEVERITIES}


def _fixed(chosen: Namespace) -> Sequence[Finding]:
    """Mend what can be mended, save the campaign, and say what was done; the state before is kept as with every save."""
    from kiosk.export import mending

    try:
        done = mending.mend(chosen.campaign, chosen.at, press=chosen.press)
    except files.Conflict:
        raise
    except files.Error as error:
        raise files.Error(
            *error.sentences, "Nothing was mended: put this right first, then run kiosk check --fix again."
        ) from None
    if not chosen.json:
        for slip in done.slips:
            print(f"fixed: {slip.said} ({slip.finding.sentence.rstrip('.')})")
        for found in done.done:
            where = f"[{found.item}] " if found.item else ""
            print(f"fixed: {where}{mending.said(found)} ({found.sentence.rstrip('.')})")
        for found, why in done.left:
            print(f"not fixed: {found.sentence} {why}", file=sys.stderr)
        if done.done or done.slips:
            print(f"{chosen.campaign} was saved; as it was before: {done.before}")
        else:
            print("Nothing was mended: what is told below wants somebody's judgement.")
    if done.unread is not None:
        raise files.Error(*done.unread.sentences, "What could be mended in the file was; put this right, then run it again.")
    return (*(slip.finding for slip in done.slips), *done.done)


def _told_of_files(looked: Audit, chosen: Namespace) -> int:
    if chosen.json:
        _print({**grouped(looked.all), **_files_as_json(looked)})
    else:
        _tell_files(looked)
    return _code(looked.all, chosen)


def _files_as_json(looked: Audit) -> dict[str, Any]:
    from dataclasses import asdict

    told = [
        {
            "path": file.path,
            "state": file.state,
            "qr": [asdict(code) for code in file.codes],
            "findings": [finding_as_json(f) for f in file.findings],
        }
        for file in looked.files
    ]
    return {"files": told, "verapdf": looked.verapdf}


def _tell_files(looked: Audit) -> None:
    """Write what was found file by file, the worst first, then what is well."""
    told: dict[tuple[str, str], list[str]] = {}
    for path, found in (*((file.path, f) for file in looked.files for f in file.findings), *(("", f) for f in looked.findings)):
        text = " ".join(s for s in (found.sentence, found.cure) if s)
        told.setdefault((found.severity, text), []).append("" if path in text else path)
    # The same sentence about ten files is one line.
    for (severity, text), paths in sorted(told.items(), key=lambda one: _SEVERITIES.index(one[0][0])):
        more = f" and {len(paths) - _MOST} more" if len(paths) > _MOST else ""
        print(f"{severity}: " + (f"[{', '.join(paths[:_MOST])}{more}] " if paths[0] else "") + text)
    states = [f"{n} {state}" for state in ("altered", "missing", "stale") if (n := sum(f.state == state for f in looked.files))]
    print(f"{count(len(looked.files), 'file')} in {looked.out}: {', '.join(states) or 'all as they were made'}.")
    read = [code for file in looked.files for code in file.codes]
    if read:
        far = sorted({code.readable_to_m for code in read})
        distance = f"{far[0]:g} m" if len(far) == 1 else f"{far[0]:g} to {far[-1]:g} m"
        print(f"{count(len(read), 'QR code')} read from the finished pixels, readable to {distance}.")
    print(_counted(looked.all))


def _counted(found: Iterable[Finding]) -> str:
    """Count findings as they were told: a sentence about ten slides is one."""
    found = tuple(found)
    said = {s: len({(f.sentence, f.cure) for f in found if f.severity == s}) for s in _SEVERITIES}
    return ", ".join(count(number, severity) for severity, number in said.items()) + "."


def _code(found: Sequence[Finding], chosen: Namespace) -> int:
    worst = {f.severity for f in found}
    return 1 if "error" in worst or (chosen.strict and "warning" in worst) else 0


def _print(told: dict[str, Any]) -> None:
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
    print()
