"""Compile the catalogues of the program's own words: `python -m kiosk.campaign.catalogues`. For translators only."""

from __future__ import annotations

import io
from pathlib import Path

from kiosk.resources import assets_dir


def compiled(po: Path) -> bytes:
    """Compile one catalogue."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as file:
        catalogue = read_po(file)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def catalogues(domain: str = "kiosk") -> tuple[Path, ...]:
    """List the catalogues in the assets folder: those of words on pages (`kiosk`), or of the desk's own (`studio`)."""
    return tuple(sorted((assets_dir() / "locale").glob(f"*/LC_MESSAGES/{domain}.po")))


if __name__ == "__main__":
    for path in catalogues("*"):
        path.with_suffix(".mo").write_bytes(compiled(path))
