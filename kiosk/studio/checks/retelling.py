"""Findings in the user's language."""

from __future__ import annotations

from functools import lru_cache

from kiosk.campaign import retelling
from kiosk.studio.words import _


@lru_cache(maxsize=1024)
def retold(sentence: str) -> str:
    """Say a sentence of a finding in the user's language, where it is one of the known."""
    return retelling.retold(sentence, _)
