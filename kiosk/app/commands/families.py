"""`kiosk families`: contact sheets of every family on every stock, with the campaign's own words."""

from __future__ import annotations

import sys
from argparse import Namespace

from kiosk.app.commands.export import progress_bar, stoppable
from kiosk.app.commands.telling import count, tell
from kiosk.export.contact import contact
from kiosk.export.job import Progress
from kiosk.resources import templates_dir


def run(chosen: Namespace) -> int:
    """Make the sheets; 1 when a family is broken or a sheet cannot be written, 130 when somebody stopped it."""
    wish = contact.Wish(
        campaign=chosen.campaign,
        out=chosen.out,
        families=chosen.families,
        stress=chosen.stress,
        formats=chosen.format or contact.FORMATS[:1],
        at=chosen.at,
        workers=chosen.jobs,
    )
    with stoppable() as should_stop, progress_bar() as on_progress:

        def show(done: int, total: int, name: str) -> None:
            on_progress(Progress(done=done, total=total, name=name))

        result = contact.run(wish, show, should_stop)
    print(f"{count(len(result.paths), 'contact sheet')} in {result.out}: {', '.join(result.paths) or 'none'}.")
    if not chosen.families:
        print(f"For a family of your own copy one of {templates_dir()} into {chosen.campaign / 'templates'}.")
    tell(result.findings, sys.stderr)
    for failure in result.failures:
        print(f"failed: {failure.path}: {failure.sentence}", file=sys.stderr)
    if result.cancelled:
        print("kiosk: Cancelled; the sheets that were written are whole", file=sys.stderr)
        return 130
    return 0 if result.clean else 1
