"""The soak: slide changes by the thousand, every frame looked at, parts killed at random moments.

Usage: python -m bench soak [--hours 0.25 | --kills 500] writes the figures into docs/reliability.md; `--quick` is a try that
writes nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import soak_kills
from bench.measure import ROOT, Row, below, machine

PAGE = ROOT / "docs" / "reliability.md"
SOAKED, KILLED = (tuple(f"<!-- {name}: {edge} -->" for edge in ("begin", "end")) for name in ("soaked", "killed"))
_USUAL = 0.25
_SEED = 20221101


def run(*, hours: float = _USUAL, quick: bool = False) -> int:
    """Soak for about so many hours, and at least as long as the numbers that were promised take; 1 when one does not hold."""
    share = max(hours / _USUAL, 1.0)
    small, full, kills = (3000, 100, 8) if quick else (round(100_000 * share), round(5000 * share), _kills(share))
    rows: list[Row] = []
    rows += _told(_changes("320 x 180", small, (320, 180)))
    rows += _told(_changes("1920 x 1080, every frame looked at", full, (1920, 1080), "frames"))
    rows += _told(_killed(kills))
    if not quick:
        write(rows, f"make soak HOURS={hours:g}", SOAKED)
    return 0 if all(row.holds for row in rows) else 1


def kill(count: int) -> int:
    """Kill parts so many times, and nothing else; 1 when a number that was promised does not hold."""
    rows = _told(_killed(count))
    write(rows, f"python -m bench soak --kills {count}", KILLED)
    return 0 if all(row.holds for row in rows) else 1


def _kills(share: float) -> int:
    """Sixty in the usual quarter of an hour, five hundred in an hour or more."""
    return round(60 * share) if share < 4 else 500


def _changes(name: str, count: int, size: tuple[int, int], *more: str) -> list[Row]:
    command = [sys.executable, "-m", "bench.soak_changes", str(count), *map(str, size), *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return of_changes(name, json.loads(done.stdout))


def of_changes(name: str, seen: dict[str, Any]) -> list[Row]:
    """Judge what a run of changes saw."""
    rows = [
        _none(f"Slides that were not live, in {seen['changes']:,} changes of a simulated year, {name}", seen["wrong"]),
        _none(f"The same slide twice though two were live, {name}", seen["twice"]),
    ]
    if "mb_per_10000" in seen:
        note = f"{seen['memory_mb']} MB at the end, {seen['samples']} samples"
        rows += [
            below(f"Memory in 10,000 changes, {name}", max(seen["mb_per_10000"], 0.0), 1.0, "MB", note),
            _none(
                f"Handles and threads that came to stay, {name}", max(seen["handles_grown"], 0) + max(seen["threads_grown"], 0)
            ),
        ]
    if seen["frames"]:
        rows.append(_none(f"Blank frames between slides, of {seen['frames']:,} that were painted", seen["blank"]))
    return rows


def _killed(kills: int) -> list[Row]:
    with soak_kills.quiet_screen() as env, tempfile.TemporaryDirectory() as root:
        return of_kills(soak_kills.run(Path(root), env, kills, _SEED, lambda line: print(line, file=sys.stderr, flush=True)))


def of_kills(seen: dict[str, Any]) -> list[Row]:
    """Judge what became of the kills."""
    count = sum(seen["kills"].values())
    parts = ", ".join(f"{n} {soak_kills.NAMES[part]}" for part, n in seen["kills"].items())
    back, on = seen["comes_back_s"], seen["goes_on_s"]
    return [
        below(f"Next slide after the player was killed, longest of {seen['kills']['supervised']}", back["longest"],
              soak_kills.COMES_BACK, "s", f"half within {back['median']:.2f} s"),
        below(f"Next slide after another part was killed, longest of {count - seen['kills']['supervised']}", on["longest"],
              soak_kills.GOES_ON, "s", f"half within {on['median']:.2f} s"),
        _none(f"Wrong slides among {seen['slides']:,} after {count} kills ({parts})", seen["wrong"]),
        _none("Releases lost, on the share or on the machine", seen["lost"]),
        _none("Newest release or live slides that did not come on in the end",
              (not seen["newest_shown"]) + (not seen["all_live_shown"])),
    ]  # fmt: skip


def _none(what: str, count: float) -> Row:
    return Row(what, f"{count:g}", "", "", "0", count == 0)


def _told(rows: list[Row]) -> list[Row]:
    for row in rows:
        print(f"{'holds' if row.holds else 'missed':<8} {row.what}: {row.ours} ({row.wanted})", flush=True)
    return rows


def write(rows: list[Row], command: str, marks: tuple[str, ...]) -> None:
    """Put the figures between two marks of the page."""
    lines = [
        f"Measured on {machine()}, `{command}`.",
        "",
        "| what | seen | wanted | |",
        "| --- | ---: | ---: | --- |",
        *(
            f"| {r.what}{f' ({r.peer})' if r.peer else ''} | {r.ours} | {r.wanted} | {'holds' if r.holds else 'missed'} |"
            for r in rows
        ),
    ]
    text = PAGE.read_text("utf-8")
    before, after = text.split(marks[0], 1)[0], text.split(marks[1], 1)[1]
    PAGE.write_text(f"{before}{marks[0]}\n" + "\n".join(lines) + f"\n{marks[1]}{after}", "utf-8")
    print(f"Written to {PAGE.relative_to(ROOT)}.")
