"""Press files as a printer sees them: Ghostscript's plates, and operators and boxes read back."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

from kiosk.page.items import Page
from kiosk.paint import pdf, pdf_profile

DPI = 72


def profile() -> pdf_profile.Profile:
    path = pdf_profile.locate()
    assert path, "install scribus-data"
    return pdf_profile.read(path)


def press(*pages: Page, **intent) -> bytes:
    out = BytesIO()
    given = {"title": pages[0].title, "lang": "en", "bleed": pages[0].stock.bleed, "profile": profile()} | intent
    pdf.write(pages, out, pdf.Press(**given))
    return out.getvalue()


def plates(data: bytes, folder: Path, dpi: int = DPI, index: int = 1) -> dict[str, Image.Image]:
    """Separate a page: plate by ink, 255 = full ink."""
    tool = shutil.which("gs")
    assert tool, "install ghostscript"
    folder.mkdir(exist_ok=True)
    (folder / "file.pdf").write_bytes(data)
    command = [tool, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{dpi}", "-dGraphicsAlphaBits=1"]
    out = folder / "plate%d.tif"
    done = subprocess.run([*command, f"-o{out}", folder / "file.pdf"], capture_output=True, text=True, check=True)
    assert "error" not in (done.stdout + done.stderr).lower(), done.stderr
    made: dict[str, Image.Image] = {}
    for file in sorted(folder.glob(f"plate{index}(*).tif")):
        with Image.open(file) as plate:
            made[file.stem.partition("(")[2].removesuffix(")")] = plate.convert("L").point(lambda v: 255 - v)
    return made


def at(plates_: dict[str, Image.Image], x: float, y: float, data: bytes) -> dict[str, float]:
    """Read the ink of every plate at a point of the trimmed page, y down, in points."""
    with pikepdf.open(BytesIO(data)) as file:
        left, _, _, top = (float(v) for v in file.pages[0].TrimBox)
        height = float(file.pages[0].MediaBox[3])
    px, py = int((left + x) * DPI / 72), int((height - top + y) * DPI / 72)
    return {name: round(plate.getpixel((px, py)) / 255, 2) for name, plate in plates_.items()}


def total(plates_: dict[str, Image.Image], bleed_box: tuple[int, int, int, int]) -> float:
    """Find the most ink on one spot inside a box of pixels."""
    sums = [0] * ((bleed_box[2] - bleed_box[0]) * (bleed_box[3] - bleed_box[1]))
    for plate in plates_.values():
        sums = [a + b for a, b in zip(sums, plate.crop(bleed_box).tobytes(), strict=True)]
    return max(sums) / 255


def bleed_box(data: bytes) -> tuple[int, int, int, int]:
    with pikepdf.open(BytesIO(data)) as file:
        x0, y0, x1, y1 = (float(v) * DPI / 72 for v in file.pages[0].BleedBox)
        h = float(file.pages[0].MediaBox[3]) * DPI / 72
    return round(x0) + 1, round(h - y1) + 1, round(x1) - 1, round(h - y0) - 1


def operators(data: bytes) -> set[str]:
    with pikepdf.open(BytesIO(data)) as file:
        return {str(operator) for page in file.pages for _, operator in pikepdf.parse_content_stream(page)}
