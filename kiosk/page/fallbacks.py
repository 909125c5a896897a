"""Which typeface stands in for a script that a family's own lacks, and the package it comes in."""

from __future__ import annotations

import os
from importlib.util import find_spec

BY_SCRIPT = {
    "Latn": "Noto Sans", "Grek": "Noto Sans", "Cyrl": "Noto Sans", "Arab": "Noto Sans Arabic", "Deva": "Noto Sans Devanagari",
    "Beng": "Hind Siliguri", "Taml": "Noto Sans Tamil", "Telu": "Noto Sans Telugu", "Khmr": "Noto Sans Khmer",
    "Thai": "Noto Sans Thai", "Hebr": "Heebo", "Hani": "Noto Sans CJK JP", "Hira": "Noto Sans CJK JP", "Kana": "Noto Sans CJK JP",
    "Hang": "Noto Sans CJK JP", "Bopo": "Noto Sans CJK JP",
}  # fmt: skip
"""Families by script (ISO 15924). The one for Japanese has the forms of Chinese and Korean too and chooses by language."""
SPOKEN = {
    "Beng": "Bengali", "Taml": "Tamil", "Telu": "Telugu", "Khmr": "Khmer", "Thai": "Thai", "Hebr": "Hebrew", "Hani": "Chinese",
    "Hira": "Japanese", "Kana": "Japanese", "Hang": "Korean", "Arab": "Arabic", "Deva": "Hindi", "Bopo": "Chinese",
}  # fmt: skip
"""What people call these scripts' characters."""
_SINGLE = {
    "Noto Sans CJK JP": (
        ("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf", 400),
        ("noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf", 700),
    )
}
"""Families whose weights are packages of their own: module, file, weight."""


def package(script: str) -> str:
    """Name what to install for a script; empty where nothing is known."""
    family = BY_SCRIPT.get(script, "")
    if family in _SINGLE:
        return " ".join(module.replace("_", "-") for module, _, _ in _SINGLE[family])
    return "fontpkg-" + family.lower().replace(" ", "-") if family else ""


def single(family: str) -> tuple[tuple[str, int], ...]:
    """List the installed files of a family whose weights are packages of their own, with their weights."""
    found: list[tuple[str, int]] = []
    for module, name, weight in _SINGLE.get(family, ()):
        spec = find_spec(module)
        for root in spec.submodule_search_locations or () if spec else ():
            path = os.path.join(root, name)
            if os.path.isfile(path):
                found.append((path, weight))
    return tuple(found)
