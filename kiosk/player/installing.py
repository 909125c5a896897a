"""What has to lie where so that a system starts a player by itself: files made from those in packaging/player."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from kiosk import resources
from kiosk.record import record

OURS = "Made by kiosk install-player"
"""Stands in every file of ours, so that nothing else is ever overwritten or removed."""
UNIT, ENTRY, SESSION, TASK = "kiosk-player.service", "kiosk-player.desktop", "kiosk-session.service", "Kiosk player"
_SYSTEM = Path("/etc/systemd/system")
_SESSIONS = {"cage": "kiosk-session-cage.service", "labwc": "kiosk-session-labwc.service", "startx": "kiosk-session-x11.service"}
"""Programs that can hold a session, the best first, and the unit for each."""
_QT = {"libfontconfig.so.1": "libfontconfig1", "libEGL.so.1": "libegl1", "libGL.so.1": "libgl1"}
_QT_WAYLAND = {**_QT, "libwayland-cursor.so.0": "libwayland-cursor0"}
_QT_X11 = {
    **_QT,
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""Libraries that a window of Qt needs and that neither Qt nor every compositor brings along, and the package of each."""


class Error(Exception):
    """A machine that cannot be set up, in one sentence with the cure."""


@record(kw_only=True)
class Setup:
    """What to write, what to have the system do before and after, and what to tell."""

    files: tuple[tuple[Path, bytes], ...]
    after: tuple[tuple[str, ...], ...] = ()
    before_undo: tuple[tuple[str, ...], ...] = ()
    after_undo: tuple[tuple[str, ...], ...] = ()
    told: tuple[str, ...] = ()


def setup(
    place: Path,
    *,
    platform: str = sys.platform,
    root: bool | None = None,
    user: str = "kiosk",
    which: Callable[[str], str | None] = shutil.which,
    loads: Callable[[str], bool] | None = None,
    undo: bool = False,
) -> Setup:
    """Work out how this machine is set up to play what is published in `place`; raise Error.

    To `undo` that, nothing of what it stood on needs to be there any more.
    """
    if platform == "win32":
        return _windows(place)
    if platform != "linux":
        raise Error("Only Linux and Windows can be set up by this command; let your system start: kiosk play " + str(place))
    is_root = os.geteuid() == 0 if root is None else root
    if not is_root:
        return _desktop(place)
    return _session(place, user, "cage", "cage") if undo else _machine(place, user, which, loads or _loads)


def play_words(place: Path) -> tuple[str, ...]:
    """List the words of the command that plays."""
    return sys.executable, "-m", "kiosk", "play", str(place.absolute())


def _desktop(place: Path) -> Setup:
    """Set up the session of the user who runs this: a user unit, started with the desktop."""
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    unit = _filled("kiosk-player.service", {"@PLAY@": systemd(play_words(place))})
    entry = _text("kiosk-player.desktop")
    reload = ("systemctl", "--user", "daemon-reload")
    return Setup(
        files=((home / "systemd" / "user" / UNIT, unit.encode()), (home / "autostart" / ENTRY, entry.encode())),
        after=(reload,),
        before_undo=(("systemctl", "--user", "stop", UNIT),),
        after_undo=(reload,),
        told=("The slides start when you sign in; at once with: systemctl --user start kiosk-player",),
    )


def _machine(place: Path, user: str, which: Callable[[str], str | None], loads: Callable[[str], bool]) -> Setup:
    """Set up the whole machine: a session on the first console that shows slides and nothing else."""
    import pwd

    try:
        pwd.getpwnam(user)
    except KeyError:
        raise Error(
            f"There is no user {user} whose session the screens could belong to; make one: "
            f"useradd --create-home --groups video,input,render {user}, or name another with --user"
        ) from None
    program = next((p for p in _SESSIONS if which(p)), None)
    if program is None:
        raise Error(
            "There is no compositor that could hold the slides; install one: apt install cage xwayland "
            "(labwc for several screens; xinit for old graphics)"
        )
    if program == "cage" and which("Xwayland") is None:
        raise Error(
            "cage does not start without Xwayland, which its package does not bring along; install it: apt install xwayland"
        )
    needed = _QT_X11 if program == "startx" else _QT_WAYLAND
    lacking = " ".join(package for library, package in needed.items() if not loads(library))
    if lacking:
        raise Error(f"A window of the player needs libraries that are not on this machine; install them: apt install {lacking}")
    return _session(place, user, program, which(program) or program)


def _loads(library: str) -> bool:
    """Tell whether the system finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _session(place: Path, user: str, program: str, path: str) -> Setup:
    words = systemd(play_words(place))
    inner = systemd((" ".join(_shell(w) for w in play_words(place)),))
    marks = {"@PLAY_IN_QUOTES@": inner, "@PLAY@": words, "@USER@": user, "@COMPOSITOR@": path}
    return Setup(
        files=((_SYSTEM / SESSION, _filled(_SESSIONS[program], marks).encode()),),
        after=(("systemctl", "daemon-reload"), ("systemctl", "enable", SESSION)),
        before_undo=(("systemctl", "disable", "--now", SESSION),),
        after_undo=(("systemctl", "daemon-reload"),),
        told=(f"From the next start on this machine shows slides in {program}; at once with: systemctl start {SESSION}",),
    )


def _windows(place: Path) -> Setup:
    home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "kiosk"
    python = sys.executable
    quiet = python[: -len("python.exe")] + "pythonw.exe" if python.lower().endswith("python.exe") else python
    arguments = " ".join(f'"{w}"' if " " in w else w for w in play_words(place)[1:])
    task = _filled("kiosk-player-task.xml", {"@PROGRAM@": escape(quiet), "@ARGUMENTS@": escape(arguments)})
    file = home / "kiosk-player-task.xml"
    return Setup(
        files=((file, task.encode("utf-16")),),
        after=(("schtasks", "/Create", "/TN", TASK, "/XML", str(file), "/F"),),
        before_undo=(("schtasks", "/End", "/TN", TASK), ("schtasks", "/Delete", "/TN", TASK, "/F")),
        told=(f'The slides start when you sign in; at once with: schtasks /Run /TN "{TASK}"',),
    )


def write(made: Setup) -> None:
    """Put the files in their places; raise Error before anything is overwritten that is not ours."""
    for path, _ in made.files:
        if path.exists() and not is_ours(path):
            raise Error(f"{path} is there already and was not made by this command; move it away, or set up the player by hand.")
    for path, content in made.files:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise Error(f"{path} cannot be written: {error.strerror or error}; ask whoever looks after this machine.") from None


def remove(made: Setup) -> tuple[Path, ...]:
    """Take the files away again, those of ours only; returns which."""
    gone: list[Path] = []
    for path, _ in made.files:
        if path.exists() and is_ours(path):
            path.unlink()
            gone.append(path)
    return tuple(gone)


def is_ours(path: Path) -> bool:
    """Tell whether this command made a file."""
    try:
        data = path.read_bytes()[:2000]
    except OSError:
        return False
    return OURS.encode() in data or OURS.encode("utf-16-le") in data


def systemd(words: Sequence[str]) -> str:
    """Spell a command for ExecStart= (systemd.service(5), "Command lines"): quoted, no specifiers, no variables."""
    spelled = (w.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") for w in words)
    return " ".join(f'"{w}"' for w in spelled)


def _shell(word: str) -> str:
    import shlex

    return shlex.quote(word)


def _text(name: str) -> str:
    return (resources.services_dir() / name).read_text("utf-8")


def _filled(name: str, marks: dict[str, str]) -> str:
    text = _text(name)
    for mark, words in marks.items():
        text = text.replace(mark, words)
    return text
