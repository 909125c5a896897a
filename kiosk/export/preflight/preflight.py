"""Preflight: a PDF is read back as it was written, and judged as a print shop, an auditor of accessibility and a reader would."""

from __future__ import annotations

import io

from kiosk.campaign.finding import Finding
from kiosk.export.preflight import preflight_both, preflight_press, preflight_seen, preflight_tags
from kiosk.export.preflight.preflight_read import read
from kiosk.export.preflight.preflight_rule import RULES
from kiosk.export.preflight.seen import Sight
from kiosk.page.stock import Stock

__all__ = ["RULES", "judge", "preflight_both", "preflight_press", "preflight_seen", "preflight_tags"]


def judge(data: bytes, stock: Stock, *, press: bool) -> tuple[Finding, ...]:
    """Read a written file of pages on a stock, for the press or for screens, and find what breaks a rule."""
    import pikepdf
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        sights = [Sight(document, n) for n in range(len(document))]
        try:
            with pikepdf.open(io.BytesIO(data)) as file:
                told = read(file, stock, sights, press=press)
                return tuple(
                    Finding(id=rule.id, severity=rule.severity, sentence=sentence, cure=rule.cure, fix=rule.fix)
                    for rule in RULES
                    if rule.press is None or rule.press == press
                    for sentence in dict.fromkeys(rule.broken(told))
                )
        finally:
            for sight in sights:
                sight.close()
            document.close()
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as e:
        sentence = f"The written PDF cannot be read back ({' '.join(str(e).split())[:120]})."
        return (Finding(id="pdf-unreadable", severity="error", sentence=sentence, cure="Write it again; is the disk full?"),)
