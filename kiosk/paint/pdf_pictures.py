"""Pictures of a PDF file: JPEG as it is, everything else as compressed samples, for the press converted; each file once."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, NamedTuple

from kiosk.paint import pdf_objects as objects
from kiosk.paint.pdf_objects import Document

if TYPE_CHECKING:
    from PIL import Image

_QUALITY = 92
"""JPEG quality of converted photographs, all colours at full size."""


class Error(Exception):
    """A picture that is gone or cannot be read."""


class _Samples(NamedTuple):
    """A picture ready to embed: its stream, that of its transparency (if any), and its size in pixels."""

    stream: bytes
    mask: bytes | None
    width: int
    height: int


def embed(
    doc: Document, file: str, sha256: str, name: str, profile: bytes | None = None, *, press: bool = False
) -> tuple[str, int, int]:
    """Embed a picture under a resource name, converted for the `press`; return its reference and size."""
    samples = _load(file, sha256, profile, press)
    body = samples.stream
    if samples.mask:
        mask = objects.add(doc, samples.mask, f"{name}.mask")
        body = body.replace(b"<<", f"<</SMask {mask}".encode(), 1)
    return objects.add(doc, body, name), samples.width, samples.height


@lru_cache(maxsize=8)
def _load(file: str, sha256: str, profile: bytes | None, press: bool) -> _Samples:
    """Read a picture file; `sha256` only names its content for the cache."""
    from PIL import Image, UnidentifiedImageError

    try:
        data = FilePath(file).read_bytes()
        with Image.open(FilePath(file)) as image:
            w, h = image.size
            head = f"/Type/XObject/Subtype/Image/Width {w}/Height {h}/BitsPerComponent 8"
            if image.format == "JPEG" and (image.mode == "L" or (image.mode == "RGB" and not press)):
                space = "DeviceRGB" if image.mode == "RGB" else "DeviceGray"
                return _Samples(objects.stream(f"{head}/ColorSpace/{space}/Filter/DCTDecode", data, packed=True), None, w, h)
            mask = None
            if image.has_transparency_data:
                rgba = image.convert("RGBA")
                mask = objects.stream(f"{head}/ColorSpace/DeviceGray", rgba.getchannel("A").tobytes())
            if press:
                return _Samples(_converted(head, image, profile), mask, w, h)
            rgb = image.convert("RGB")
            return _Samples(objects.stream(f"{head}/ColorSpace/DeviceRGB", rgb.tobytes()), mask, w, h)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Error(f"The picture {file} is missing or cannot be read; choose it again") from None


def _converted(head: str, image: Image.Image, profile: bytes | None) -> bytes:
    """Turn a picture into the press's inks. JPEG keeps four inks the other way round (Adobe's way, which Pillow follows)."""
    from kiosk.paint import pdf_profile

    inks = pdf_profile.converted(profile, image)
    if image.format != "JPEG":
        return objects.stream(f"{head}/ColorSpace/DeviceCMYK", inks.tobytes())
    packed = io.BytesIO()
    inks.save(packed, "JPEG", quality=_QUALITY, subsampling=0)
    entries = f"{head}/ColorSpace/DeviceCMYK/Decode[1 0 1 0 1 0 1 0]/Filter/DCTDecode"
    return objects.stream(entries, packed.getvalue(), packed=True)
