"""`python -m bench`: measure everything, print the table, and write it into docs/benchmarks.md.

`--quick` plays for 30 seconds instead of 120; `--only` measures a part and writes nothing;
`soak` changes slides by the thousand, looks at every frame, and kills parts at random; `--hours` says for how long,
`--kills` kills so many times and does nothing else.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import families, peers, plans, playing, posters, starts, stores, studio
from bench.measure import ROOT, Row, machine

_PAGE = ROOT / "docs" / "benchmarks.md"
_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"


def main() -> int:
    """Measure what was asked for; 1 when a limit does not hold."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("what", nargs="?", choices=("all", "soak"), default="all")
    words.add_argument("--quick", action="store_true")
    words.add_argument("--hours", type=float, default=0.25)
    words.add_argument("--kills", type=int, default=0)
    words.add_argument("--only", choices=("posters", "families", "stores", "plans", "studio", "player", "peers"))
    chosen = words.parse_args()
    if chosen.what == "soak":
        from bench import soak

        return soak.kill(chosen.kills) if chosen.kills else soak.run(hours=chosen.hours, quick=chosen.quick)
    rows: list[Row] = []
    for row in _rows(chosen.only, 30 if chosen.quick else 120):
        rows.append(row)
        print(
            f"{_mark(row):<8} {row.what}: {row.ours}" + (f", {row.peer}" if row.peer else "") + f", {row.ratio} ({row.wanted})",
            flush=True,
        )
    if chosen.only is None:
        write(_PAGE, rows)
        print(f"Written to {_PAGE.relative_to(ROOT)}.")
    return 1 if any(row.holds is False for row in rows) else 0


def _rows(only: str | None, seconds: float) -> Iterator[Row]:
    if only in (None, "posters"):
        yield from posters.rows()
    if only in (None, "families"):
        yield from families.rows()
    if only in (None, "stores"):
        yield from stores.rows()
    if only in (None, "plans"):
        yield from plans.rows()
    if only in (None, "studio"):
        yield from studio.rows()
    if only in (None, "player"):
        yield from playing.rows(seconds)
        yield from starts.rows()
    if only in (None, "peers"):
        yield from peers.rows(min(seconds, 60))


def write(page: Path, rows: list[Row]) -> None:
    """Put the table between the page's markers."""
    text = page.read_text("utf-8")
    before, rest = text.split(_BEGIN, 1)
    after = rest.split(_END, 1)[1]
    page.write_text(f"{before}{_BEGIN}\n{table(rows)}\n{_END}{after}", "utf-8")


def table(rows: list[Row]) -> str:
    """Lay the rows out as Markdown."""
    lines = [
        f"Measured on {machine()}.",
        "",
        "| what | ours | beside | ratio | wanted | |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    lines += [f"| {r.what} | {r.ours} | {r.peer or '(limit)'} | {r.ratio} | {r.wanted} | {_mark(r)} |" for r in rows]
    return "\n".join(lines)


def _mark(row: Row) -> str:
    return "told" if row.holds is None else "holds" if row.holds else "missed"


if __name__ == "__main__":
    sys.exit(main())
