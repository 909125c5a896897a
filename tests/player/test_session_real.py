"""Real sessions, as `kiosk install-player` sets them up: the very command of the unit, with a screen in place of the console."""

import contextlib
import os
import shlex
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageChops, ImageGrab, ImageStat

from kiosk.player import cache, installing, state
from tests.player.test_supervised import House
from tests.tooling.screen import Screen
from tests.tooling.waiting import PATIENCE, comes, until

SIZE = (1024, 768)
"""What a window of cage has on another screen."""
NOT_ROOT = (
    "setpriv",
    "--reuid=65534",
    "--regid=65534",
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
)
"""cage refuses to run as root; this is somebody else who may read and write all the same."""
NO_CONSOLE = {":0", "vt1", "-keeptty"}


class Session:
    """A session as its unit starts it; the screen is what people see."""

    def __init__(self, house: House, program: str, folder: Path) -> None:
        self.house, self.folder, self.program = house, folder, program
        made = installing.setup(
            house.share,
            platform="linux",
            root=True,
            user="root",
            which=lambda p: shutil.which(p) if p in (program, "Xwayland") else None,
        )
        lines = made.files[0][1].decode().splitlines()
        self.command = shlex.split(next(x for x in lines if x.startswith("ExecStart=")).removeprefix("ExecStart="))
        given = next(x for x in lines if x.startswith("Environment=")).removeprefix("Environment=")
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        self.env = {
            **{k: v for k, v in house.env.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")},
            **dict(part.split("=", 1) for part in given.split()),
            "XDG_RUNTIME_DIR": str(runtime),
            "HOME": str(folder),
            "NOTIFY_SOCKET": str(folder / "notify"),
        }
        self.number = ""

    @contextlib.contextmanager
    def running(self) -> Iterator[socket.socket]:
        """Run it until the block is over; gives what a service manager hears."""
        ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        ear.bind(self.env["NOTIFY_SOCKET"])
        ear.settimeout(PATIENCE)
        with contextlib.ExitStack() as stack:
            if self.program == "cage":
                screen = stack.enter_context(Screen(*SIZE))
                self.number = screen.number
                self.env |= {"DISPLAY": f":{screen.number}", "WLR_BACKENDS": "x11", "WLR_RENDERER": "pixman"}
                command = [*(NOT_ROOT if os.geteuid() == 0 else ()), *self.command]
            else:
                taken = {p.name for p in Path("/tmp/.X11-unix").glob("X*")}
                self.number = next(str(n) for n in range(300 + os.getpid() % 300, 999) if f"X{n}" not in taken)
                at = self.command.index("--")
                server = [shutil.which("Xvfb") or "Xvfb", f":{self.number}", "-screen", "0", "x".join(map(str, (*SIZE, 24)))]
                command = [*self.command[: at + 1], *server, *(w for w in self.command[at + 1 :] if w not in NO_CONSOLE)]
            log = stack.enter_context((self.folder / "log").open("wb"))
            run = subprocess.Popen(command, env=self.env, stdout=log, stderr=log, start_new_session=True, cwd=self.folder)
            try:
                yield ear
            except BaseException:
                print(self.told())
                raise
            finally:
                parts = psutil.Process(run.pid).children(recursive=True) if run.poll() is None else []
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(run.pid, signal.SIGTERM)
                psutil.wait_procs(parts, 20)
                for one in parts:
                    with contextlib.suppress(psutil.Error):
                        one.kill()
                run.wait(PATIENCE)
                ear.close()

    def told(self) -> str:
        """Tell what a failure comes from: the end of the log, what each part wrote down, what was made."""
        states = [f"{p.name}: {p.read_text()}" for p in sorted(self.house.home.glob("*.json"))]
        made = sorted(p.name for p in Path(self.env["KIOSK_CACHE"]).rglob("*") if p.suffix in (".card", ".bgra"))
        return "\n".join(["", (self.folder / "log").read_text(errors="replace")[-4000:], *states, *made])

    def picture(self) -> Image.Image:
        os.environ["XAUTHORITY"] = str(self.folder / ".Xauthority")
        try:
            return ImageGrab.grab(xdisplay=f":{self.number}").convert("RGB")
        finally:
            del os.environ["XAUTHORITY"]

    def do(self, *words: str) -> None:
        """Move, tap or type as somebody before the screen would."""
        env = {**self.env, "DISPLAY": f":{self.number}", "XAUTHORITY": str(self.folder / ".Xauthority")}
        subprocess.run(["xdotool", *words], env=env, check=True, timeout=PATIENCE)

    def shown(self) -> str:
        """Name the slide that people see, by its pixels; nothing when they see none."""
        seen = self.picture()
        for file in (Path(self.env["KIOSK_CACHE"]) / "slides").glob("*/*.bgra"):
            with contextlib.suppress(cache.Error):  # its sidecar comes a moment later
                entry = cache.read(file.parent, file.stem)
                store = cache.open_pixels(file.parent, entry)
                slide = Image.frombytes("RGB", (entry.width, entry.height), bytes(store), "raw", "BGRX")
                store.close()
                top = (seen.height - entry.height) // 2
                part = seen.crop((0, top, entry.width, top + entry.height))
                if entry.width == seen.width and max(ImageStat.Stat(ImageChops.difference(part, slide)).mean) < 2:
                    return entry.what
        return ""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("KIOSK_STATE", str(tmp_path / "state"))
    return House(tmp_path, dict(os.environ))


@pytest.mark.parametrize("program", ["cage", "startx"])
def test_a_session_shows_slides_says_so_and_comes_back_when_its_player_is_killed(
    house: House, program: str, tmp_path: Path
) -> None:
    touch = "true" if program == "cage" else "false"  # what a finger does under X has tests of its own
    house.publish(f'[[screen]]\nname = "Foyer"\ntouch = {touch}\ntransition = "cut"\n')
    session = Session(house, program, tmp_path)
    with session.running() as ear:
        heard = ""
        while "READY=1" not in heard:  # the service counts as started once a slide is on
            heard = ear.recv(4096).decode()
        until(lambda: session.shown() in ("cover", "ask"))
        until(lambda: house.told().get("pid"))
        before = house.told()["pid"]
        psutil.Process(before).kill()
        until(lambda: house.told().get("pid") not in (None, before) and session.shown() in ("cover", "ask"))
        until(lambda: house.told(state.SUPERVISOR).get("restarts", 0) >= 1)
        if program != "cage":
            return
        # Whenever the player was killed, the cards come: the one after it has made what its render worker left.
        until(lambda: len(list(house.campaign.parent.rglob("*-en-plain.card"))) >= 2)
        # The prompt has a card, and the cover opens the list: either lies over the slide.
        for patience in (10, 20, 25):  # the player hears of a card a moment after it lies there
            session.do("mousemove", "500", "380", "click", "1")
            if comes(lambda: session.shown() == "", patience):
                break
        until(lambda: session.shown() == "")
        session.do("key", "Escape")
        until(lambda: session.shown() in ("cover", "ask"))
