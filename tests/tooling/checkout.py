"""The files of this checkout, as a reader gets them."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_MADE = {".git", ".venv", "build", "dist", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", ".kiosk"}


@cache
def files() -> list[Path]:
    """List all files that belong to the project, also where there is no git."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        found = [ROOT / name for name in listed if name]
    else:
        found = [path for path in ROOT.rglob("*") if not _MADE & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.is_file())


def texts() -> list[tuple[Path, str]]:
    """Read all files that are text, with their paths from the root."""
    read = []
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data[:4096]:
            read.append((path.relative_to(ROOT), data.decode("utf-8", "replace")))
    return read
