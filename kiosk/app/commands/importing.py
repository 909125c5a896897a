"""`kiosk new` and `kiosk import`: sources become items of a campaign."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from kiosk.store.folder import files
from kiosk.store.importing import imports


def run(chosen: Namespace) -> int:
    """Import and report; whatever the source holds and is not taken is named, and that is no fault."""
    if chosen.command == "new":
        report = imports.new(chosen.folder, chosen.source, kind=chosen.kind, allow_private=chosen.allow_private)
        folder = chosen.folder
    else:
        report = imports.import_into(chosen.source, chosen.campaign, kind=chosen.kind, allow_private=chosen.allow_private)
        folder = chosen.campaign
    if chosen.json:
        json.dump(report.as_json(), sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    empty = [f"An empty campaign was made in {folder}."] if chosen.command == "new" and not chosen.source else []
    for sentence in empty or report.sentences():
        print(sentence)
    if chosen.command == "new":
        print(f"Look over {folder / files.NAME}: its title, and what only you know (website, opening hours, screens).")
    print(f"Then: kiosk check {folder}")
    return 0
