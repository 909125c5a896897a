"""Pack the portable folder with PyInstaller and say where it is: python packaging/portable.py TO

The same on Linux, Windows and macOS; each system packs for itself. The result is TO/kiosk, one folder to zip and hand out.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

SPEC = Path(__file__).with_name("kiosk.spec")


def main() -> int:
    """Pack; a failed run leaves the last good folder as it was."""
    if len(sys.argv) != 2:
        print(f"Usage: {sys.argv[0]} FOLDER", file=sys.stderr)
        return 2
    to = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as work:
        words = ["--distpath", str(to), "--workpath", work, "--noconfirm", "--log-level", "WARN"]
        done = subprocess.run([sys.executable, "-m", "PyInstaller", *words, str(SPEC)], check=False)
    if done.returncode:
        print("The portable folder could not be packed; what PyInstaller says stands above.", file=sys.stderr)
        return 1
    size = sum(f.stat().st_size for f in (to / "kiosk").rglob("*") if f.is_file() and not f.is_symlink())
    print(f"{to / 'kiosk'}: {size / 1e6:.0f} MB. Zip it, unzip it anywhere, start kiosk (docs/portable.md).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
