"""Which way a language runs; so light that the process with the window may ask it."""

from __future__ import annotations

_RTL = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "yi", "dv", "ckb", "ug"})


def rtl(lang: str) -> bool:
    """Tell whether a language is written from right to left."""
    return lang.split("-")[0] in _RTL
