"""Make this checkout ready to run: system libraries, virtual environment, locked packages.

Usage: python3 packaging/prepare.py run|dev|bench

Only the standard library is used, since nothing is installed yet. A second run with unchanged lock files does nothing.
"""

import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
UNFINISHED = VENV / "unfinished"
OLDEST = (3, 11)
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock", "bench": "requirements-bench.lock"}

# Library that Qt loads -> Debian package that brings it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# Program that the tests start -> Debian package that brings it.
PROGRAMS = {
    "Xvfb": "xvfb",
    "Xwayland": "xwayland",
    "cage": "cage",
    "dbus-daemon": "dbus-daemon",
    "gs": "ghostscript",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
    "startx": "xinit",
    "weston": "weston",
    "xdotool": "xdotool",
    "xrandr": "x11-xserver-utils",
}
# Program that the player is measured beside -> Debian package that brings it.
PEERS = {"chromium": "chromium", "feh": "feh", "mpv": "mpv"}
# File that the tests read -> Debian package that brings it: a press profile under a free licence (zlib).
FILES = {"/usr/share/scribus/profiles/ISOcoated_v2_300_bas.icc": "scribus-data"}


class Error(Exception):
    """A set-up step that cannot go on; the message is one line with the cure."""


def prepare(purpose: str) -> None:
    """Install whatever `purpose` still lacks."""
    if is_ready(purpose):
        return
    python = install_system_packages(purpose)
    if not venv_works():
        make_venv(python)
    install_locked(purpose)


def is_ready(purpose: str) -> bool:
    """Tell whether the environment was finished for this very lock file."""
    stamp = VENV / f"ready-{purpose}"
    return not UNFINISHED.exists() and stamp.is_file() and stamp.read_text() == fingerprint(purpose)


def fingerprint(purpose: str) -> str:
    """Hash what an environment is made from."""
    parts = (ROOT / LOCKS[purpose]).read_bytes(), Path(__file__).read_bytes()
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install_system_packages(purpose: str) -> str:
    """Install the missing Debian packages and return the Python to build the environment with."""
    python, packages = missing_packages(purpose)
    if packages:
        apt_install(packages)
        python, packages = missing_packages(purpose)
    if packages:
        raise Error(f"Still missing after the installation: {' '.join(packages)}.")
    return python


def missing_packages(purpose: str) -> tuple[str, list[str]]:
    """Find a Python that is new enough, and the Debian packages that are not there yet."""
    python, packages = find_python()
    if sys.platform == "linux":
        packages += [package for library, package in LIBRARIES.items() if not loads(library)]
        if purpose != "run":
            packages += [package for program, package in PROGRAMS.items() if not shutil.which(program)]
            packages += [package for file, package in FILES.items() if not Path(file).exists()]
        if purpose == "bench":
            packages += [package for program, package in PEERS.items() if not shutil.which(program)]
    return python, packages


def find_python() -> tuple[str, list[str]]:
    """Choose a Python, one that can make virtual environments if possible, and name the package it lacks."""
    incomplete = ""
    wanted = os.environ.get("PYTHON")
    names = [wanted] if wanted else ["python3", *(f"python3.{minor}" for minor in range(11, 15)), "/usr/bin/python3"]
    for name in names:
        path = shutil.which(name)
        if not path:
            continue
        seen = subprocess.run(
            [path, "-c", "import sys; print(*sys.version_info[:2]); import venv, ensurepip"],
            capture_output=True,
            text=True,
        )
        version = tuple(int(part) for part in seen.stdout.split())
        if version < OLDEST:
            continue
        if seen.returncode == 0:
            return path, []
        if not incomplete:
            incomplete = f"{path} python{version[0]}.{version[1]}-venv"
    if not incomplete:
        raise Error("Python 3.11 or newer is needed: install it, or name it, as in `make demo PYTHON=/path/to/python3.11`.")
    path, package = incomplete.rsplit(" ", 1)
    return path, [package]


def loads(library: str) -> bool:
    """Tell whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt_install(packages: list[str]) -> None:
    """Install Debian packages without questions, or say in one line what to run."""
    words = " ".join(packages)
    if not shutil.which("apt-get"):
        raise Error(f"Install what these Debian packages hold with this system's own package manager: {words}")
    if os.geteuid() == 0:
        before: list[str] = []
    elif shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        before = ["sudo", "-n"]
    else:
        raise Error(f"Run this as root, then try again: apt-get update && apt-get install -y --no-install-recommends {words}")
    say(f"Installing system packages: {words}")
    command = [
        *before,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "DEBCONF_NOWARNINGS=yes",
        "apt-get",
        "-qq",
        "-o",
        "DPkg::Lock::Timeout=300",
    ]
    # One broken third-party list makes update fail although the packages are there, so only install decides.
    subprocess.run([*command, "update"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    install = [*command, "install", "-y", "--no-install-recommends", *packages]
    if subprocess.run(install, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode != 0:
        raise Error(f"apt-get could not install: {words}")


def venv_works() -> bool:
    """Tell whether the virtual environment was made to its end and its Python still starts."""
    python = VENV / "bin" / "python"
    if UNFINISHED.exists() or not python.exists():
        return False
    test = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([python, "-c", test], capture_output=True).returncode == 0


def make_venv(python: str) -> None:
    """Make the virtual environment anew."""
    say(f"Making a virtual environment in {VENV.name} with {python}")
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    UNFINISHED.touch()
    if subprocess.run([python, "-m", "venv", VENV]).returncode != 0:
        raise Error(f"{python} could not make a virtual environment in {VENV}.")


def install_locked(purpose: str) -> None:
    """Install the locked packages and the checkout itself, then stamp the environment as ready."""
    lock = LOCKS[purpose]
    say(f"Installing the packages of {lock}; this takes a minute or two")
    UNFINISHED.touch()
    pip = [VENV / "bin" / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
    locked = [*pip, "--require-hashes", "--requirement", ROOT / lock]
    checkout = [*pip, "--no-build-isolation", "--editable", ROOT]
    for command in (locked, checkout):
        if subprocess.run(command, stdin=subprocess.DEVNULL).returncode != 0:
            raise Error(f"pip could not install the packages of {lock}; its own message stands above.")
    # The larger sets contain the smallest one.
    for made in {purpose, "run"}:
        (VENV / f"ready-{made}").write_text(fingerprint(made))
    UNFINISHED.unlink()


def say(line: str) -> None:
    """Tell the person waiting what happens."""
    print(line, flush=True)


def main() -> None:
    """Prepare for the purpose named on the command line."""
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        sys.exit(f"Usage: python3 {sys.argv[0]} {'|'.join(LOCKS)}")
    try:
        # Two makes at once wait for each other; the lock goes with the process.
        with open(__file__) as me:
            fcntl.flock(me, fcntl.LOCK_EX)
            prepare(sys.argv[1])
    except Error as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
