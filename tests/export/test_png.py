import io
import struct

import pytest
from PIL import Image

from kiosk.export.raster import jpeg, png
from kiosk.export.raster.pixels import Pixels


def noise(width, height, spare=0):
    """Every byte another value, rows with `spare` bytes behind the pixels."""
    stride = width * 4 + spare
    data = bytes((x * 7 + y * 13 + x * y) % 251 for y in range(height) for x in range(stride))
    return Pixels(memoryview(data), width, height, stride, 300)


def wanted(pixels):
    return [
        tuple(pixels.data[y * pixels.stride + 4 * x : y * pixels.stride + 4 * x + 3])[::-1]
        for y in range(pixels.height)
        for x in range(pixels.width)
    ]


def chunks(data):
    at, found = 8, {}
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        found[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + size]
        at += size + 12
    return found


@pytest.mark.parametrize(("width", "height", "spare"), [(1, 1, 0), (5, 3, 0), (3, 24, 4), (7, 25, 0), (8, 100, 12), (33, 48, 0)])
def test_each_pixel_comes_back_whatever_the_size_and_the_bands(width, height, spare):
    pixels = noise(width, height, spare)
    with Image.open(io.BytesIO(png.encode(pixels))) as read:
        assert (read.size, read.mode) == ((width, height), "RGB")
        assert list(read.get_flattened_data()) == wanted(pixels)


def test_print_resolution_and_colour_space_stand_in_the_file():
    found = chunks(png.encode(noise(4, 4)))
    assert struct.unpack(">IIB", found[b"pHYs"]) == (11811, 11811, 1)  # 300 dots an inch, by the metre
    assert found[b"sRGB"] == b"\0"
    assert found[b"IHDR"][8:] == bytes([8, 2, 0, 0, 0])


def test_equal_pixels_make_equal_bytes():
    assert png.encode(noise(20, 30)) == png.encode(noise(20, 30))
    assert jpeg.encode(noise(20, 30)) == jpeg.encode(noise(20, 30))


def test_a_jpeg_is_small_in_colour_and_says_srgb():
    pixels = Pixels(memoryview(bytes((10, 200, 90, 255)) * 64), 8, 8, 32, 96)
    with Image.open(io.BytesIO(jpeg.encode(pixels))) as read:
        assert read.layer[0][1:3] == (2, 2)  # two luminance samples for each chrominance sample, both ways: 4:2:0
        assert "sRGB".encode("utf-16-be") in read.info["icc_profile"]
        assert all(abs(a - b) < 6 for a, b in zip(read.getpixel((3, 3)), (90, 200, 10), strict=True))
