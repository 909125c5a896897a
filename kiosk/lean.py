"""Libraries without the parts of them that we never use and that cost more than what we came for."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any


def imported(name: str, without: Mapping[str, Sequence[str]]) -> Any:
    """Import a module while others stand empty: `without` gives the name of each, and which names are asked of it.

    An empty one is gone again afterwards, so whoever wants it gets it whole; one that is here already is not touched.
    """
    absent = {module: names for module, names in without.items() if module not in sys.modules}
    for module, names in absent.items():
        sys.modules[module] = ModuleType(module)
        sys.modules[module].__dict__.update(dict.fromkeys(names, object))
    try:
        return import_module(name)
    finally:
        for module in absent:
            del sys.modules[module]


def qt() -> None:
    """Import Qt, and leave Python's own way of importing as it is.

    PySide puts its own in the place of it, which reads the source of every module that is imported afterwards, to see whether
    PySide is used there, and keeps what it read: 7 MB, and 30 ms of the desk's start.
    """
    plain = builtins.__import__
    try:
        import_module("PySide6.QtCore")
    finally:
        builtins.__import__ = plain
