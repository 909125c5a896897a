"""Pictures and logos of a campaign: checked, turned upright, brought to sRGB, measured; never a reason to stop."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import PictureRef, title_of
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.store.folder import inside
from kiosk.store.pictures import artwork, emoji, light

if TYPE_CHECKING:
    from PIL import Image

LARGEST = 30_000_000
"""Bytes a picture file may have."""
_DAMAGED = "is cut off or damaged.", "Copy it again from where it came from."
MOST_PIXELS = 100_000_000
"""Pixels a picture may have, checked in its header before it is decoded."""
LONGEST_SIDE = 8000
"""Pixels a normalised copy has at most on a side: enough for an A2 poster at 300 ppi, and quick to decode."""
GRID = light.GRID
"""Columns and rows of the luminance grids."""
FORMATS = ("JPEG", "PNG", "WEBP")
_CAMERA, _SPACE = 0x8769, 0xA001
"""Exif: the camera's own directory, and its colour space (1 is sRGB)."""
_MADE = 8
"""Raised when the normalised copies change, so that old ones are not used."""


class Error(Exception):
    """A picture that cannot be used: one sentence, and the cure."""

    def __init__(self, sentence: str, cure: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.cure = cure


class Use(NamedTuple):
    """One use of a picture: the file's name in the campaign, how it is placed, whose it is, and the item's id."""

    file: str
    ref: PictureRef | None
    owner: str
    item: str | None


def gather(campaign: Campaign, folder: Path, cache: Path) -> tuple[Mapping[str, PictureFacts | Artwork], tuple[Finding, ...]]:
    """Prepare every picture, logo and emoji the campaign uses; what cannot be used becomes a finding."""
    made: dict[str, PictureFacts | Artwork] = {}
    findings: list[Finding] = []
    for use in uses(campaign):
        if use.file in made:
            continue
        try:
            path = inside.resolve(folder, use.file)
            if path.suffix.lower() == ".svg":
                made[use.file], notes = artwork.read(path, cache)
                for note in notes:
                    sentence = f"{use.file}: {note}."
                    findings.append(
                        Finding(id="logo-simplified", severity="warning", sentence=sentence, cure=artwork.CURE, item=use.item)
                    )
            else:
                made[use.file] = found = prepare(path, cache, use.ref)
                if found.guessed == "inks":
                    findings.append(_guess(use))
        except inside.Error as error:
            findings.append(_finding(use, str(error), ""))
        except (Error, artwork.Error) as error:
            findings.append(_finding(use, f"{use.file} {error.sentence}", error.cure))
        except MemoryError:
            findings.append(_finding(use, f"{use.file} needs more memory than there is.", "Save a smaller copy."))
        except OSError as error:
            # A decoder has no reason that the system knows, and words of its own that help nobody.
            why, cure = (f"cannot be read: {error.strerror}.", "Check who may read it.") if error.strerror else _DAMAGED
            findings.append(_finding(use, f"{use.file} {why}", cure))
    return {**made, **emoji.gather(campaign, cache)}, tuple(findings)


def untold(campaign: Campaign, gathered: Mapping[str, PictureFacts | Artwork]) -> Iterator[Finding]:
    """Name pictures without a profile; that matters in print alone, where colours are converted."""
    for use in uses(campaign):
        facts = gathered.get(use.file)
        if isinstance(facts, PictureFacts) and facts.guessed == "colours":
            sentence = f"Picture of {use.owner}: {use.file} has no profile, so its colours are taken for sRGB."
            cure = "Save it again with its profile if it looks wrong in print."
            yield Finding(id="picture-profile", severity="info", sentence=sentence, cure=cure, item=use.item)


def uses(campaign: Campaign) -> Iterator[Use]:
    """List every picture file that the campaign names."""
    for logo in (*campaign.brand.logos, *campaign.brand.partners):
        if logo.file:
            yield Use(logo.file, None, "the brand", None)
    for item in campaign.items:
        if item.picture is not None and item.picture.file:
            yield Use(item.picture.file, item.picture, f'"{title_of(item)[:60]}"', item.id)


def prepare(path: Path, cache: Path, ref: PictureRef | None = None) -> PictureFacts:
    """Make the normalised copy of a picture in the cache, or find it there; raise Error when it cannot be used."""
    size = path.stat().st_size
    if size > LARGEST:
        raise Error(f"is {size / 1e6:.0f} MB large, more than the 30 MB allowed.", "Save a smaller copy.")
    data = path.read_bytes()
    sha = hashlib.sha256(data).hexdigest()
    shelf = cache / "pictures"
    note = shelf / f"{sha[:32]}-{_MADE}.json"
    found = _known(note) or _make(data, shelf, note)
    return PictureFacts(
        file=str(shelf / found.name),
        sha256=sha,
        width=found.width,
        height=found.height,
        focal=ref.focal if ref and ref.focal else (0.5, 0.5),
        safe=ref.safe if ref else None,
        light=found.light,
        peak=found.peak,
        tones=found.tones,
        guessed=found.guessed,
    )


class _Copy(NamedTuple):
    """What the cache knows of a normalised copy: name, size in pixels, luminance grids (means, peaks), tones, guessed colours."""

    name: str
    width: int
    height: int
    light: tuple[tuple[float, ...], ...]
    peak: tuple[tuple[float, ...], ...]
    tones: tuple[tuple[float, float], ...]
    guessed: str


def _known(note: Path) -> _Copy | None:
    """Read what was noted of a copy; None when it has to be made again."""
    try:
        name, width, height, *grids, guessed = json.loads(note.read_text())
        means, peaks, tones = (tuple(tuple(float(v) for v in row) for row in grid) for grid in grids)
        copy = _Copy(str(name), int(width), int(height), means, peaks, tuple((a, b) for a, b in tones), str(guessed))
    except (OSError, ValueError, TypeError):
        return None
    return copy if (note.parent / copy.name).is_file() and Path(copy.name).name == copy.name else None


def _make(data: bytes, shelf: Path, note: Path) -> _Copy:
    """Normalise a picture into the cache and note what it is."""
    image = _open(data)
    _decode(image)
    kind = "JPEG" if image.format == "MPO" else image.format  # several pictures in one, as some telephones write
    plain = (
        kind == image.format
        and image.mode == "RGB"
        and max(image.size) <= LONGEST_SIDE
        and image.getexif().get(0x0112, 1) == 1
        and "icc_profile" not in image.info
    )
    guessed = _untold(image)
    name = f"{note.stem}.{'jpg' if kind == 'JPEG' else 'png'}"
    image = _normalise(image)
    copy = _Copy(name, image.width, image.height, light.means(image), light.peaks(image), light.tones(image), guessed)
    image.info = {}  # a profile that was applied must not be written again
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        _keep(image, data if plain and kind in ("JPEG", "PNG") else None, shelf / name)
        _write(note, lambda part: part.write_text(json.dumps(copy)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise Error(f"cannot be prepared in {shelf}: {reason}.", "Free some space there, or let it be written to.") from None
    return copy


def _untold(image: Image.Image) -> str:
    """Name what a picture does not tell of its colours: the press of its inks, the space of its colours."""
    if "icc_profile" in image.info or "srgb" in image.info:
        return ""
    if image.mode == "CMYK":
        return "inks"
    exif = image.getexif()
    return "" if 1 in (exif.get(_SPACE), exif.get_ifd(_CAMERA).get(_SPACE)) else "colours"


def _keep(image: Image.Image, same: bytes | None, target: Path) -> None:
    """Write the normalised copy; a picture that is as it should be keeps its bytes."""
    if same is not None:
        _write(target, lambda part: part.write_bytes(same))
    elif target.suffix == ".jpg":
        _write(target, lambda part: image.convert("RGB").save(part, "JPEG", quality=95, subsampling=0))
    else:
        _write(target, lambda part: image.save(part, "PNG", compress_level=1))


def _open(data: bytes) -> Image.Image:
    """Open a picture and judge its header; the pixels are still packed."""
    import io
    import warnings

    from PIL import Image

    if data[:4] == b"PK\x03\x04":
        raise Error("is really a zip file, not a picture.", "Unpack it, or export the picture again as JPEG or PNG.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise Error("has more than 100 million pixels.", "Save a smaller copy.") from None
    except Exception:  # decoders stumble over damaged headers in many ways: struct.error, KeyError, IndexError ...
        raise Error("is not a JPEG, PNG or WebP picture.", "Export the picture again in one of these formats.") from None
    if image.width * image.height > MOST_PIXELS:
        raise Error(f"has {image.width} x {image.height} pixels, more than the 100 million allowed.", "Save a smaller copy.")
    return image


def _decode(image: Image.Image) -> None:
    """Unpack the pixels."""
    try:
        image.load()
    except MemoryError:
        raise
    except Exception:  # as above
        raise Error(*_DAMAGED) from None


def _normalise(image: Image.Image) -> Image.Image:
    """Turn upright, and bring to sRGB with or without alpha."""
    import io

    from PIL import ImageCms, ImageOps

    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.mode in ("P", "PA", "LA", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode.startswith(("I", "F")):
        image = (
            image.point(lambda v: v / 257).convert("L").convert("RGB") if image.mode.startswith("I;16") else image.convert("RGB")
        )
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            wanted = "RGBA" if image.mode == "RGBA" else "RGB"
            done = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=wanted)
            image = done or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: the values are taken as they are
    if image.mode not in ("RGB", "RGBA"):
        image = image.convert("RGB")
    if max(image.size) > LONGEST_SIDE:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return image


def _write(target: Path, fill: Callable[[Path], object]) -> None:
    """Write a file of the cache whole or not at all; two processes may do so at once."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        fill(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _guess(use: Use) -> Finding:
    sentence = f"Picture of {use.owner}: {use.file} is in CMYK and does not say for which press, so its colours are a guess."
    cure = "Save it again as RGB, with the profile sRGB."
    return Finding(id="picture-inks", severity="warning", sentence=sentence, cure=cure, item=use.item)


def _finding(use: Use, sentence: str, cure: str) -> Finding:
    """Tell what is wrong with a picture; pages of an item are made without it, a brand without its logo is no brand."""
    severity = "error" if use.item is None else "warning"
    without = "" if use.item is None else "The family's own ground stands in for it."
    cure = " ".join(c for c in (cure, without) if c) or "The rest of the campaign works without it."
    return Finding(id="picture", severity=severity, sentence=f"Picture of {use.owner}: {sentence}", cure=cure, item=use.item)
