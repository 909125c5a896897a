"""One more poster, ours and typst's: the same words, code and size; leaves as filled curves on both sides."""

from __future__ import annotations

import json
import math
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench import campaigns
from bench.measure import MAIN, ROOT, Row, against, below, child_ms, cpu_ms

TIMES = 15
LEAVES = 60
_HERE = Path(__file__).parent
_AT = datetime(2022, 11, 1, 9, tzinfo=ZoneInfo("Europe/London"))


def rows() -> Iterator[Row]:
    """Measure posters."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        campaign = campaigns.campaign(folder / "campaign", 2 * TIMES + 10)
        peer_pdf, peer_png = _peer(folder)
        ours_pdf, ours_press, ours_png, proof, judged, composing = _ours(campaign, folder / "out")
        yield against("One more A4 poster as PDF: compose, fit, leaves, paint, tag, write", ours_pdf, peer_pdf, 1, "typst")
        yield against("The same poster for the press: PDF/X-4, profile, bleed, marks", ours_press, ours_pdf, 2, "for screens")
        yield against("One more A4 poster as PNG, 300 dpi, 2480 x 3508", ours_png, peer_png, 1 / 3, "typst")
        yield below("QR read back three ways from the poster's PDF, beside it", proof, 15, "ms")
        yield below(
            "Preflight of one poster: its findings, every rule on the written PDF, codes read three ways", judged, 400, "ms"
        )
        yield below("Compose a poster, its leaves cached (a title is being typed)", composing, 10, "ms")
        yield from _cold(campaign, folder)


def _ours(folder: Path, out: Path) -> tuple[float, float, float, float, float, float]:
    """Milliseconds of one more PDF, press file, PNG, proof, preflight, and composition with the motif cached."""
    from kiosk.export import job, make, order, press, workers

    asked = order.Order(campaign=folder, out=out, products=("poster",), formats=("pdf",), at=_AT, proof=False)
    _, kit, tasks = job.prepared(asked)
    out.mkdir()
    as_png = [replace(t, formats=("png",)) for t in tasks]
    for_press = [replace(t, press=True, stem=f"{t.stem}-press") for t in tasks]

    def checked(task: order.Task, kit: make.Kit) -> None:
        made = make.make(task, kit)
        if not made.entries:
            raise RuntimeError(f"{task.name} was not made: {made.failures} {made.withheld}")

    kit = replace(kit, force=True)
    printed = replace(kit, printing=press.printing(replace(asked, press=True)))
    for n in range(5):
        checked(tasks[n], kit)
        checked(for_press[n], printed)
        checked(as_png[n], kit)
    with workers.calm():
        pdf = cpu_ms([lambda t=t: checked(t, kit) for t in tasks[5 : 5 + TIMES]])
        sheets = cpu_ms([lambda t=t: checked(t, printed) for t in for_press[5 : 5 + TIMES]])
        png = cpu_ms([lambda t=t: checked(t, kit) for t in as_png[5 + TIMES : 5 + 2 * TIMES]])
    return pdf, sheets, png, _proof(tasks[5], kit, out), _judged(tasks[5], kit, out), _composing(tasks[5], kit)


def _proof(task: Any, kit: Any, out: Path) -> float:
    import pypdfium2

    from kiosk.export import make
    from kiosk.export.raster import proof

    sheet = make.compose(task, kit)[0]
    data = (out / f"{task.name}.pdf").read_bytes()

    def read() -> None:
        document = pypdfium2.PdfDocument(data)
        for code in sheet.codes:
            if proof.read_pdf(document, 0, sheet.page.stock, code).text != code.text:
                raise RuntimeError("the poster's code cannot be read")
        document.close()

    read()
    return cpu_ms([read] * TIMES)


def _judged(task: Any, kit: Any, out: Path) -> float:
    """Milliseconds of all that is looked at before a poster's PDF may leave: page, pixels, codes, bytes."""
    import pypdfium2

    from kiosk.export import make
    from kiosk.export.files import judging
    from kiosk.export.preflight import preflight
    from kiosk.export.raster import proof

    sheets = make.compose(task, kit)
    stock = sheets[0].page.stock
    data = (out / f"{task.name}.pdf").read_bytes()
    proved = replace(kit, proof=True)

    def judge() -> None:
        document = pypdfium2.PdfDocument(data)
        codes = [proof.measured(code, proof.read_pdf(document, 0, stock, code), stock) for code in sheets[0].codes]
        document.close()
        wrong = [*make.findings(task, proved, sheets), *judging.codes(codes), *preflight.judge(data, stock, press=False)]
        if not codes or any(f.severity == "error" for f in wrong):
            raise RuntimeError(f"the poster is faulty: {wrong}")

    judge()
    return cpu_ms([judge] * TIMES)


def _composing(task: Any, kit: Any) -> float:
    from kiosk.export import make

    def typed(n: int) -> Any:
        events = tuple(replace(e, title=f"{e.title} {'x' * n}") if e.id == task.item else e for e in kit.campaign.events)
        return replace(kit, campaign=replace(kit.campaign, events=events))

    make.compose(task, kit)
    kits = [typed(n) for n in range(1, TIMES + 1)]
    return cpu_ms([lambda k=k: make.compose(task, k) for k in kits])


def _data(n: int) -> str:
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    link = f"https://example.org/k/event-{n}"
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(link)
    code.make(fit=True)
    runs: list[tuple[int, int, int, int]] = []
    for y, row in enumerate(code.modules):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append((start, y, x, y + 1))
            x += x == start
    data = {
        "title": f"{campaigns.title(n)} {n}",
        "tag": "#Sharing22",
        "theme": "Breaking down the barriers",
        "date": "3 November",
        "place": "12.30 pm, Riverside Library, Level 2",
        "summary": campaigns.SUMMARY,
        "organisation": "Riverside Library",
        "link": link,
        "size": len(code.modules),
        "code": runs,
        "leaves": [_leaf(random.Random(n * 1000 + i)) for i in range(LEAVES)],
    }
    return json.dumps(data)


def _leaf(chance: random.Random) -> dict[str, Any]:
    """Draw a beech leaf of 43 points as closed cubics, turned and scaled by chance."""
    size, turn = chance.uniform(0.2, 1.6), chance.uniform(0, math.tau)
    side = [(30 * max(0.0, math.sin(math.pi * t**0.84)) ** 0.92, -100 * t) for t in (i / 21 for i in range(22))]
    outline = side + [(-0.97 * x, y) for x, y in reversed(side[1:-1])]
    points = [
        (size * (x * math.cos(turn) - y * math.sin(turn)), size * (x * math.sin(turn) + y * math.cos(turn))) for x, y in outline
    ]
    count, cubics = len(points), []
    for i in range(count):
        a, b, c, d = (points[(i + k - 1) % count] for k in range(4))
        cubics.append(
            [b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6, c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6, c[0], c[1]]
        )
    ink = chance.choice(("#E4572E", "#F2A541", "#D98A3D", "#F6C453", "#A63D2F", "#8C3350", "#5E7F3F", "#1E5145"))
    return {"x": chance.uniform(0, 590), "y": chance.uniform(0, 840), "ink": ink, "start": points[0], "cubics": cubics}


def _fonts() -> list[str]:
    from kiosk.page import face

    wanted = (("DM Serif Display", 400), ("Atkinson Hyperlegible", 400), ("Atkinson Hyperlegible", 700))
    return sorted({str(Path(face.find(name, weight).path).parent) for name, weight in wanted})


def _peer(folder: Path) -> tuple[float, float]:
    import typst

    compiler = typst.Compiler(str(_HERE / "peer.typ"), font_paths=_fonts(), ignore_system_fonts=True)
    texts = [_data(n) for n in range(2 * TIMES + 5)]
    pdf, png = folder / "peer.pdf", folder / "peer.png"

    def one(n: int, out: Path, form: str) -> None:
        compiler.compile(output=str(out), format=form, ppi=300, sys_inputs={"data": texts[n]})

    for n in range(5):
        one(n, pdf, "pdf")
        one(n, png, "png")
    as_pdf = cpu_ms([lambda n=n: one(n, pdf, "pdf") for n in range(5, 5 + TIMES)])
    as_png = cpu_ms([lambda n=n: one(n, png, "png") for n in range(5 + TIMES, 5 + 2 * TIMES)])
    return as_pdf, as_png


def _cold(campaign: Path, folder: Path) -> Iterator[Row]:
    """Whole processes from a cold start, Python's own start included on both sides."""
    (folder / "data.json").write_text(_data(1), "utf-8")
    program = (
        "import sys, typst; typst.Compiler(sys.argv[1], font_paths=sys.argv[4:], ignore_system_fonts=True)"
        ".compile(output=sys.argv[2], format='pdf', sys_inputs={'data': open(sys.argv[3]).read()})"
    )
    peer = [str(_HERE / "peer.typ"), str(folder / "cold.pdf"), str(folder / "data.json"), *_fonts()]
    theirs = child_ms([sys.executable, "-c", program, *peer])
    asked = ["export", str(campaign), "-o", str(folder / "cold"), "--product", "poster", "--item", "event-1", "--no-proof"]
    ours = child_ms([*MAIN, *asked, "--at", "2022-11-01T09:00"])
    yield against("Cold export of one A4 poster as PDF, whole process", ours, theirs, 3, "typst")
    yield below("kiosk --help, whole process", child_ms([*MAIN, "--help"]) / 1000, 0.15, "s")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    for row in rows():
        print(row)
