"""The script that a character belongs to (UAX 24)."""

from __future__ import annotations


def script(letter: str) -> str:
    """Tell a character's script as its ISO 15924 code; Zyyy and Zinh are shared by many."""
    # Of what most pages are written with the tables say no more than this, and reading them takes longer than a page's shaping.
    if letter < "\u0250":
        return "Latn" if letter.isalpha() and letter != "\xb5" else "Zyyy"
    if "\u2010" <= letter <= "\u2060":
        return "Zyyy"
    from fontTools import unicodedata

    return unicodedata.script(letter)
