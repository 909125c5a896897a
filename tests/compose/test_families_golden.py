"""Every family on every stock as a small picture and as readable text."""

import pytest
from PIL import Image

from kiosk.compose.brief import Composed
from kiosk.page.items import Group, Picture, TextRun
from kiosk.paint import qt
from tests.compose.families import ALL, FAMILIES, STOCKS_OF, composed
from tests.compose.making import placed
from tests.tooling.golden import Golden, as_picture

LONG = 128  # pixels of the longer side
COLOURS = 32  # so that a picture takes few bytes


@pytest.mark.parametrize(("family", "product", "stock"), ALL, ids="-".join)
def test_it_looks_as_before(golden: Golden, family: str, product: str, stock: str) -> None:
    for side, one in enumerate(composed(family, product, stock)):
        s = one.page.stock
        scale = LONG / max(s.width, s.height)
        picture = as_picture(qt.raster(one.page, (round(s.width * scale), round(s.height * scale)))).convert("RGB")
        few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).convert("RGB")
        # A hair's difference at the edges of letters may choose another palette of 32 colours, which is worth some levels.
        golden.png(f"families/{family}-{product}-{stock}{'-back' if side else ''}.png", few, tolerance=12)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("product", STOCKS_OF)
def test_it_says_as_before_at_the_same_places(golden: Golden, family: str, product: str) -> None:
    texts = [told(one) for stock in STOCKS_OF[product] for one in composed(family, product, stock)]
    golden.text(f"families/{family}-{product}.txt", "\n".join(texts))


def told(one: Composed) -> str:
    """Write a page as its words, codes and pictures from back to front: place and size in u, ink, what it says."""
    page, u = one.page, one.page.stock.u
    lines = [f"{page.stock.name} {page.title!r}"]
    for m, item in placed(page):
        x, y = m.at((0, 0))
        match item:
            case TextRun():
                lines.append(f"  {x / u:.1f},{y / u:.1f} {item.size / u:.2f} {item.face.family} {item.ink.hex} {item.text!r}")
            case Picture():
                lines.append(f"  {x / u:.1f},{y / u:.1f} picture {item.w / u:.1f} x {item.h / u:.1f}")
            case Group(role="figure"):
                lines.append(f"  figure {item.alt!r}")
            case _:
                pass
    lines += [f"  code {code.text} {code.code.x / u:.1f},{code.code.y / u:.1f} {code.code.w / u:.1f} wide" for code in one.codes]
    lines += [f"  {f.severity} {f.id}: {f.sentence}" for f in one.findings]
    return "\n".join([*lines, f"  alt {one.alt!r}", ""])
