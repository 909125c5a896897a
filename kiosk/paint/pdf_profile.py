"""Press profiles: how a press prints, as an ICC profile; where to find one, and colours converted with it (ICC.1:2004)."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.page.ink import Cmyk, Rgb
from kiosk.record import record

if TYPE_CHECKING:
    from PIL import Image

DEFAULT = "FOGRA39"
"""The printing condition of a file without a profile: offset on coated paper (ISO 12647-2)."""
_NAMES = (
    "ISOcoated_v2_300_bas.icc", "ISOcoated_v2_300_eci.icc", "CoatedFOGRA39.icc", "FOGRA39L_coated.icc", "ISOcoated_v2_eci.icc",
    "ISOcoated_v2_bas.icc",
)  # fmt: skip
"""Files of FOGRA39, those that hold total ink to 300 % first."""
_CONDITIONS = (
    (r"fogra\s*(\d\d)", r"FOGRA\1"), (r"iso ?coated v2|isocoated_v2", "FOGRA39"), (r"pso ?coated[ _]v3", "FOGRA51"),
    (r"pso ?uncoated[ _]v3", "FOGRA52"), (r"pso ?uncoated", "FOGRA47"), (r"iso ?uncoated", "FOGRA29"),
    (r"gracol", "CGATS TR 006"),
    (r"swop", "CGATS TR 001"), (r"japan color 2001 coated", "JC200103"),
)  # fmt: skip
"""What a profile's description says, and the name of the printing condition in the registry at color.org."""


class Error(Exception):
    """A file that is no profile of a press."""


@record
class Profile:
    """A press profile: its bytes, what it calls itself, and the printing condition it describes."""

    data: bytes
    name: str
    condition: str


def folders() -> Iterator[Path]:
    """List where this system, Adobe's programs and Scribus keep profiles."""
    home = Path.home()
    match sys.platform:
        case "win32":
            yield Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "spool" / "drivers" / "color"
            for name in ("PROGRAMFILES(X86)", "PROGRAMFILES"):
                base = Path(os.environ.get(name, r"C:\Program Files"))
                yield base / "Common Files" / "Adobe" / "Color" / "Profiles" / "Recommended"
        case "darwin":
            yield from (home / "Library" / "ColorSync" / "Profiles", Path("/Library/ColorSync/Profiles"))
            yield Path("/Library/Application Support/Adobe/Color/Profiles/Recommended")
        case _:
            yield from (home / ".local" / "share" / "icc", home / ".local" / "share" / "color" / "icc")
            yield from map(Path, ("/usr/share/color/icc", "/usr/share/color/icc/colord", "/usr/local/share/color/icc"))
            yield Path("/usr/share/scribus/profiles")


def locate() -> Path | None:
    """Find a profile of the usual printing condition on this machine."""
    places = list(folders())
    return next((p / name for name in _NAMES for p in places if (p / name).is_file()), None)


def read(path: Path) -> Profile:
    """Read a press profile; raise Error for anything else."""
    try:
        with path.open("rb") as file:
            data = file.read(20_000_000)
    except OSError as e:
        raise Error(f"The profile {path} cannot be read: {e.strerror or e}") from None
    return parsed(data, path.name)


@lru_cache(maxsize=8)
def parsed(data: bytes, named: str) -> Profile:
    """Judge a profile by its header (ICC.1, 7.2), and learn its name; raise Error when it does not describe a press."""
    if len(data) < 132 or data[36:40] != b"acsp":
        raise Error(f"{named} is no colour profile")
    space, kind = data[16:20].decode("ascii", "replace").strip(), data[12:16].decode("ascii", "replace")
    if space != "CMYK" or kind != "prtr":
        what = "a printer" if kind == "prtr" else {"mntr": "a screen", "scnr": "a camera or scanner"}.get(kind, "something else")
        raise Error(f"{named} is a profile of {what} in {space}, not of a press in CMYK")
    try:
        held = _opened(data)
        name = " ".join(str(held.profile.profile_description or "").split()) or named
        _transform(data)
    except Exception as e:  # littlecms says nothing better
        raise Error(f"{named} is damaged ({e})") from None
    said = f"{name} {named}".lower()
    condition = next((re.sub(p, c, m.group()) for p, c in _CONDITIONS if (m := re.search(p, said))), "Custom")
    return Profile(data, name, condition)


@lru_cache(maxsize=4096)
def inked(data: bytes | None, rgb: Rgb) -> Cmyk:
    """Turn a screen colour into inks: greys into black alone, others by the profile, or by rule where there is none."""
    grey = max(rgb) - min(rgb) < 0.012
    if data is None:
        return _ruled(rgb)
    if grey:
        return (0.0, 0.0, 0.0, _black(data, sum(rgb) / 3))
    from PIL import Image

    one = Image.new("RGB", (1, 1), tuple(round(v * 255) for v in rgb))
    c, m, y, k = (v / 255 for v in _pixel(converted(data, one)))
    return (c, m, y, k)


def converted(data: bytes | None, image: Image.Image) -> Image.Image:
    """Turn an sRGB picture into CMYK."""
    if data is None:
        return image.convert("RGB").convert("CMYK")
    from PIL import ImageCms

    return ImageCms.applyTransform(image.convert("RGB"), _transform(data)) or image


def _pixel(image: Image.Image) -> tuple[int, ...]:
    value: Any = image.getpixel((0, 0))
    return value


def _opened(data: bytes) -> Any:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(io.BytesIO(data))


@lru_cache(maxsize=4)
def _transform(data: bytes) -> Any:
    """Relative colorimetric with black point compensation: what designers' programs do."""
    from PIL import ImageCms

    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), _opened(data), "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


@lru_cache(maxsize=4)
def _ramp(data: bytes) -> tuple[float, ...]:
    """Measure how light each of 256 amounts of black alone is, 100 for paper."""
    from PIL import Image, ImageCms

    to_lab = ImageCms.buildTransform(
        _opened(data), ImageCms.createProfile("LAB"), "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    blacks = Image.frombytes("CMYK", (256, 1), b"".join(bytes((0, 0, 0, k)) for k in range(256)))
    done = ImageCms.applyTransform(blacks, to_lab)
    assert done is not None
    return tuple(v * 100 / 255 for v in done.getchannel("L").tobytes())


def _black(data: bytes, grey: float) -> float:
    """Find the amount of black that is as light as a grey, between paper and full black."""
    linear = grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4
    light = 116 * linear ** (1 / 3) - 16 if linear > 0.008856 else 903.3 * linear
    ramp = _ramp(data)
    wanted = ramp[255] + light / 100 * (ramp[0] - ramp[255])
    return min(range(256), key=lambda k: abs(ramp[k] - wanted)) / 255


def _ruled(rgb: Rgb) -> Cmyk:
    """Turn a colour into inks without a profile: as much black as three quarters of the grey in it."""
    c, m, y = (1 - v for v in rgb)
    if max(rgb) - min(rgb) < 0.012:
        return (0.0, 0.0, 0.0, c)
    k = 0.75 * min(c, m, y)
    return (c - k, m - k, y - k, k)
