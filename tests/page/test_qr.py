"""QR codes: a readable matrix as one path of boxes."""

import subprocess
import sys

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from qrcode.main import QRCode

from kiosk.page import qr, qr_mask


def boxes(code: qr.Code) -> list[tuple[float, float, float, float]]:
    xy = code.path.xy
    return [(xy[i], xy[i + 1], xy[i + 4], xy[i + 5]) for i in range(0, len(xy), 8)]


def picture(code: qr.Code) -> Image.Image:
    image = Image.new("L", (code.modules + 8, code.modules + 8), 255)
    for x0, y0, x1, y1 in boxes(code):
        image.paste(0, (int(x0) + 4, int(y0) + 4, int(x1) + 4, int(y1) + 4))
    return image.resize((image.width * 4, image.height * 4), Image.Resampling.NEAREST)


def test_code_reads_back():
    code = qr.code("https://example.org/k/exchange")
    assert code.modules == 29
    assert [r.text for r in zxingcpp.read_barcodes(picture(code))] == [code.text]


@given(st.text(min_size=1, max_size=60).filter(lambda s: s.strip("\0") == s and s.isprintable()))
def test_any_text_reads_back(text: str):
    assert [r.text for r in zxingcpp.read_barcodes(picture(qr.code(text)))] == [text]


def test_boxes_cover_each_dark_module_once():
    code = qr.code("https://example.org/k/exchange", "Q")
    seen: set[tuple[int, int]] = set()
    for x0, y0, x1, y1 in boxes(code):
        cells = {(x, y) for x in range(int(x0), int(x1)) for y in range(int(y0), int(y1))}
        assert cells
        assert not cells & seen
        seen |= cells
    assert max(x for x, _ in seen) == max(y for _, y in seen) == code.modules - 1
    assert len(boxes(code)) < len(seen) / 2, "runs are merged"


def test_empty_and_endless_texts_are_one_sentence():
    with pytest.raises(qr.Error, match="empty"):
        qr.code("")
    with pytest.raises(qr.Error, match="short link"):
        qr.code("https://example.org/" + "x" * 5000)


@given(st.text("abc019:/?=& é", min_size=1, max_size=220), st.integers(0, 3))
def test_the_mask_is_the_one_that_qrcode_itself_would_find(text: str, level: int):
    made = QRCode(error_correction=level, border=0)
    made.add_data(text)
    made.best_fit()
    found = qr_mask.best(made)
    assert found == made.best_mask_pattern()


def test_codes_are_made_without_a_library_for_pictures():
    program = (
        "import sys; from kiosk.page import qr; qr.code('https://example.org'); print('PIL' in sys.modules);"
        "import qrcode; print(qrcode.make('a').size[0] > 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
