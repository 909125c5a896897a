"""Links and paths as a campaign may write them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def is_link(value: str, schemes: tuple[str, ...] = ("https", "http")) -> bool:
    """Tell whether a text is a whole link with one of the schemes, without spaces or control characters."""
    if not value or any(c.isspace() or ord(c) < 32 or c in '<>"\\' for c in value):
        return False
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    scheme = parts.scheme.lower()
    if scheme not in schemes:
        return False
    if scheme == "mailto":
        return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", parts.path) is not None
    if scheme == "tel":
        return re.fullmatch(r"\+?[0-9().\-]{3,24}(;ext=\d+)?", parts.path) is not None
    return bool(host)


def inside(path: str) -> bool:
    """Tell whether a written path stays inside its folder: relative, with forward slashes, never upwards."""
    parts = path.split("/")
    return bool(path) and not any(c in path for c in "\\:\0") and "" not in parts and ".." not in parts
