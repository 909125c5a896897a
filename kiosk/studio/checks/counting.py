"""How many things there are to mend: counted once, whatever the number of formats, and told alike in list, filter and panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.campaign.finding import Finding
from kiosk.studio.words import _

_ORDER = ("error", "warning", "info")


def gathered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Tell each thing once: errors first, and what is true of several products with all of them named."""
    products: dict[Finding, list[str]] = {}
    for found in findings:
        products.setdefault(replace(found, product=None), []).append(found.product or "")
    made = [replace(f, product=", ".join(dict.fromkeys(filter(None, names))) or None) for f, names in products.items()]
    return tuple(sorted(made, key=lambda f: _ORDER.index(f.severity)))


def count(findings: Sequence[Finding]) -> int:
    """Count what wants to be mended: notes do not."""
    return sum(f.severity != "info" for f in gathered(findings))


def issues(count: int) -> str:
    """Say how many there are."""
    return f"{_('Issues')} {count}"
