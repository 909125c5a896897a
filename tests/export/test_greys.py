"""Black and white: no colour is left on paper, every contrast is what it was, and the usual files beside are not touched."""

import pytest
from PIL import Image

from kiosk.export import job
from kiosk.export.sheets import greys
from kiosk.page.ink import contrast, ink
from tests.e2e.conftest import SAMPLE


@pytest.mark.parametrize("pair", [("#0E3B32", "#FFF4E0"), ("#E4572E", "#FFFFFF"), ("#FFD60A", "#111111"), ("#000000", "#FFFFFF")])
def test_contrasts_stay_as_they_are(pair):
    a, b = (ink(value) for value in pair)
    assert contrast(greys.grey(a), greys.grey(b)) == pytest.approx(contrast(a, b), rel=1e-3)
    assert greys.grey(a).cmyk[:3] == (0, 0, 0)


@pytest.mark.parametrize("family", ["leaf", "photo"])
def test_no_colour_is_left(order, family):
    wanted = order(products=("poster",), stocks=("a5",), formats=("png",), items=("exchange",), family=family, grey=True)
    result = job.run(job.Order(**{name: getattr(wanted, name) for name in wanted.__slots__} | {"campaign": SAMPLE}))
    (entry,) = result.entries
    assert entry.path.endswith("-exchange-poster-a5-grey.png")
    assert [code.decoded == code.text for code in entry.qr] == [True]
    with Image.open(wanted.out / entry.path) as picture:
        red, green, blue = (band.tobytes() for band in picture.convert("RGB").split())
        assert max(abs(a - b) for a, b in zip(red[::7], blue[::7], strict=True)) <= 1
        assert max(abs(a - b) for a, b in zip(red[::7], green[::7], strict=True)) <= 1
        assert len(set(red)) > 60


def test_grey_files_stand_beside_the_usual_ones(order, composer):
    usual = {e.path for e in job.run(order()).entries}
    grey = {e.path for e in job.run(order(grey=True)).entries}
    result = job.run(order())
    assert result.removed == ()
    assert all((order().out / path).is_file() for path in usual | grey)
    assert not usual & grey
