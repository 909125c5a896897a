"""Pictures of a PDF file: JPEG as it is, everything else as compressed samples; each file once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path as FilePath
from typing import NamedTuple

from kiosk.paint import pdf_objects as objects
from kiosk.paint.pdf_objects import Document


class Error(Exception):
    """A picture that is gone or cannot be read."""


class _Samples(NamedTuple):
    """A picture ready to embed: its stream, that of its transparency (if any), and its size in pixels."""

    stream: bytes
    mask: bytes | None
    width: int
    height: int


def embed(doc: Document, file: str, sha256: str, name: str) -> tuple[str, int, int]:
    """Embed a picture under a resource name; return its reference and size in pixels."""
    samples = _load(file, sha256)
    body = samples.stream
    if samples.mask:
        mask = objects.add(doc, samples.mask, f"{name}.mask")
        body = body.replace(b"<<", f"<</SMask {mask}".encode(), 1)
    return objects.add(doc, body, name), samples.width, samples.height


@lru_cache(maxsize=8)
def _load(file: str, sha256: str) -> _Samples:
    """Read a picture file; `sha256` only names its content for the cache."""
    from PIL import Image, UnidentifiedImageError

    try:
        data = FilePath(file).read_bytes()
        with Image.open(FilePath(file)) as image:
            w, h = image.size
            head = f"/Type/XObject/Subtype/Image/Width {w}/Height {h}/BitsPerComponent 8"
            if image.format == "JPEG" and image.mode in ("RGB", "L"):
                space = "DeviceRGB" if image.mode == "RGB" else "DeviceGray"
                return _Samples(objects.stream(f"{head}/ColorSpace/{space}/Filter/DCTDecode", data, packed=True), None, w, h)
            mask = None
            if image.has_transparency_data:
                rgba = image.convert("RGBA")
                mask = objects.stream(f"{head}/ColorSpace/DeviceGray", rgba.getchannel("A").tobytes())
            rgb = image.convert("RGB")
            return _Samples(objects.stream(f"{head}/ColorSpace/DeviceRGB", rgb.tobytes()), mask, w, h)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Error(f"The picture {file} is missing or cannot be read; choose it again") from None
