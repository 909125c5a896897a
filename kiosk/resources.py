"""Where the program's own templates, assets and service files lie; any floor may import this."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates_dir() -> Path:
    """Find the folder of the template families."""
    return _folder("templates")


def assets_dir() -> Path:
    """Find the folder of icons, logos and sample campaigns."""
    return _folder("assets")


def services_dir() -> Path:
    """Find the folder of what a system starts players with: systemd units, an autostart entry, a Windows task."""
    return _folder("packaging/player")


@cache
def _folder(name: str) -> Path:
    # An installed package carries the folders inside itself, in _data; a checkout has them beside the package.
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
