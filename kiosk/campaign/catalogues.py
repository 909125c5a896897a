"""Catalogues of the program's own words, for translators only: `python -m kiosk.campaign.catalogues` gathers and compiles.

What staff read, at the desk and on papers, is gathered from the code into `assets/locale/studio.pot`: whatever is said through
`_` and `counted`.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from kiosk.resources import assets_dir

_KIOSK = Path(__file__).parents[1]
STAFF = (
    _KIOSK / "studio",
    _KIOSK / "export" / "papers",
    _KIOSK / "export" / "besides.py",
    _KIOSK / "campaign" / "retelling.py",
    _KIOSK / "campaign" / "staffwords.py",
)
"""Code that speaks to staff."""


def compiled(po: Path) -> bytes:
    """Compile one catalogue."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as file:
        catalogue = read_po(file)
    # A date that the file does not tell would be today's, and nothing would ever be as it was.
    catalogue.creation_date = catalogue.revision_date = datetime(2022, 11, 1, tzinfo=UTC)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def catalogues(domain: str = "kiosk") -> tuple[Path, ...]:
    """List the catalogues in the assets folder: those of words on pages (`kiosk`), or of what staff read (`studio`)."""
    return tuple(sorted((assets_dir() / "locale").glob(f"*/LC_MESSAGES/{domain}.po")))


def said(code: Sequence[Path] = STAFF) -> Iterator[tuple[str, str, str]]:
    """List what code says through `_`, `counted` and `later`: one, many (empty for `_`) and the file that says it."""
    for file in sorted(file for root in code for file in (root.rglob("*.py") if root.is_dir() else (root,))):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "counted", "later"):
                texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                wanted = 2 if node.func.id == "counted" else 1
                if not node.args or isinstance(node.args[0], ast.Name):
                    continue  # a text that is marked with `later` where it stands
                if len(texts) != wanted:
                    raise ValueError(f"{file.name}, line {node.lineno}: only plain texts can be translated")
                yield texts[0], texts[1] if wanted == 2 else "", file.name


def template(code: Sequence[Path] = STAFF) -> bytes:
    """Gather the words of staff as a template for translators; the same code gives the same bytes."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    catalogue = Catalog(charset="utf-8")
    for one, many, file in sorted(said(code)):
        catalogue.add((one, many) if many else one, locations=[(file, 0)])
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, sort_output=True, include_lineno=False, width=120)
    return out.getvalue()


def put(path: Path, content: bytes) -> bool:
    """Write a file that says something else now; one that is as it should be stays untouched."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.write_bytes(content)
    return True


def main() -> None:
    """Gather what staff read, and compile every catalogue."""
    put(assets_dir() / "locale" / "studio.pot", template())
    for path in catalogues("*"):
        put(path.with_suffix(".mo"), compiled(path))


if __name__ == "__main__":
    main()
