"""Make the pictures of the README from a finished `make demo`: `python docs/pictures/make.py build/demo`."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

GAP = 12
SHEETS = {
    "print.jpg": (520, ("poster/2022-11-03-exchange", "poster/tba-cafe-cilip", "poster/tba-who-did-you-ask", "poster/tba-peer-assist-p")),
    "programme.jpg": (520, ("programme/knowvember-22", "postcard/tba-peer-assist-p")),
    "slides.jpg": (300, ("slide/2022-11-09-cafe", "slide/knowvember-22-agenda-week", "slide/tba-closing")),
    "social.jpg": (380, ("social/2022-11-15", "social/2022-11-23", "social/2022-11-01", "social/tba-cafe-cilip")),
}


def pages(file: Path, height: int) -> list[Image.Image]:
    """Open a PDF or a picture as pictures of one height."""
    if file.suffix == ".pdf":
        document = pypdfium2.PdfDocument(file)
        return [page.render(scale=height / page.get_height()).to_pil().convert("RGB") for page in document]
    picture = Image.open(file).convert("RGB")
    return [picture.resize((round(picture.width * height / picture.height), height), Image.Resampling.LANCZOS)]


def main(demo: Path) -> None:
    """Lay files of the demo side by side, one sheet a row."""
    for name, (height, starts) in SHEETS.items():
        row = [p for start in starts for file in sorted(demo.glob(f"{start}*"))[:1] for p in pages(file, height)]
        sheet = Image.new("RGB", (sum(p.width for p in row) + GAP * (len(row) - 1), height), "white")
        x = 0
        for picture in row:
            sheet.paste(picture, (x, 0))
            x += picture.width + GAP
        sheet.save(Path(__file__).parent / name, quality=82, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
