"""veraPDF, the reference checker of PDF/UA, asked for its opinion where it is installed; one call for all files."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kiosk.campaign.finding import Finding

PROGRAM = "verapdf"
PATIENCE = 300
"""Seconds after which nobody waits any more."""


def check(files: Sequence[Path], out: Path) -> tuple[Mapping[str, tuple[Finding, ...]], bool]:
    """Let veraPDF judge files by PDF/UA-1; findings by path below `out`, and whether it could be asked."""
    program = shutil.which(PROGRAM)
    if program is None or not files:
        return {}, False
    command = [program, "--format", "json", "--flavour", "ua1", *map(str, files)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL)
        jobs: list[dict[str, Any]] = json.loads(done.stdout)["report"]["jobs"]
        found = {name: tuple(_findings(job)) for job in jobs if (name := _below(job, out))}
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return {}, False
    return found, True


def _below(job: dict[str, Any], out: Path) -> str:
    path = Path(str(job["itemDetails"]["name"])).resolve()
    return path.relative_to(out.resolve()).as_posix() if path.is_relative_to(out.resolve()) else ""


def _findings(job: dict[str, Any]) -> Iterator[Finding]:
    results: Any = job.get("validationResult") or []
    for result in results if isinstance(results, list) else [results]:
        if result.get("compliant"):
            continue
        for rule in result["details"]["ruleSummaries"]:
            if str(rule.get("ruleStatus", rule.get("status", ""))).upper().startswith("FAIL"):
                where = f"{rule.get('specification', 'PDF/UA')}, clause {rule.get('clause')}, test {rule.get('testNumber')}"
                sentence = f"veraPDF: {' '.join(str(rule.get('description', 'a rule is broken')).split())} ({where})"
                yield Finding(id="verapdf", severity="error", sentence=sentence, cure="Please report it with the campaign.")
