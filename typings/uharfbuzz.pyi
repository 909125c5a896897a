"""The part of uharfbuzz that we use, since the package brings no types; what is not named here is Any."""

from collections.abc import Mapping, Sequence
from enum import IntEnum, IntFlag
from os import PathLike
from typing import Any, Self

__version__: str

class HarfBuzzError(Exception): ...

class Blob:
    data: bytes
    def __init__(self, data: bytes | None = None) -> None: ...
    @classmethod
    def from_file_path(cls, filename: str | PathLike[str]) -> Self: ...

class OTVarAxisInfo:
    tag: str
    min_value: float
    default_value: float
    max_value: float

class Face:
    upem: int
    glyph_count: int
    unicodes: set[int]
    axis_infos: list[OTVarAxisInfo]
    blob: Blob
    def __init__(self, blob: Blob | bytes, index: int = 0) -> None: ...
    def __getattr__(self, name: str) -> Any: ...

class FontExtents:
    ascender: int
    descender: int
    line_gap: int

class OTMetricsTag(IntEnum):
    CAP_HEIGHT: int
    X_HEIGHT: int
    def __getattr__(self, name: str) -> Any: ...

class Font:
    face: Face
    scale: tuple[int, int]
    def __init__(self, face_or_font: Face | Font) -> None: ...
    def get_font_extents(self, direction: str) -> FontExtents: ...
    def get_metric_position_with_fallback(self, tag: int) -> int: ...
    def get_nominal_glyph(self, unicode: int) -> int | None: ...
    def get_glyph_h_advance(self, gid: int) -> int: ...
    def __getattr__(self, name: str) -> Any: ...

class BufferFlags(IntFlag):
    DEFAULT: int
    REMOVE_DEFAULT_IGNORABLES: int
    def __getattr__(self, name: str) -> Any: ...

class GlyphInfo:
    codepoint: int
    cluster: int

class GlyphPosition:
    x_advance: int
    y_advance: int
    x_offset: int
    y_offset: int

class Buffer:
    direction: str
    script: str
    language: str
    flags: int
    glyph_infos: list[GlyphInfo]
    glyph_positions: list[GlyphPosition]
    def add_codepoints(self, codepoints: Sequence[int], item_offset: int = 0, item_length: int = -1) -> None: ...
    def add_str(self, text: str, item_offset: int = 0, item_length: int = -1) -> None: ...
    def guess_segment_properties(self) -> None: ...

def shape(
    font: Font,
    buffer: Buffer,
    features: Mapping[str, int | bool | Sequence[tuple[int, int, int | bool]]] | None = None,
    shapers: Sequence[str] | None = None,
) -> None: ...

class SubsetInput:
    def keep_everything(self) -> None: ...
    def pin_all_axes_to_default(self, face: Face) -> bool: ...
    def pin_axis_location(self, face: Face, tag: str, value: float) -> bool: ...
    def __getattr__(self, name: str) -> Any: ...

def subset(face: Face, input: SubsetInput) -> Face: ...
def __getattr__(name: str) -> Any: ...
