"""The player beside what others hang on a wall: Chromium in kiosk mode, feh and mpv, with the very same slides in one run.

All of them are looked at from outside: the screen by its pixels, the processes by what the system counts.
"""

from __future__ import annotations

import contextlib
import functools
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
from PIL import Image

from bench import campaigns, onscreen
from bench.measure import MAIN, Row

SIZE = (1920, 1080)
DWELL = 10
AT = "2022-11-01T10:00"
FADE_LEAST = 8
"""Frames that a change of slides must have to count as a fade."""
PAGE = """<!doctype html><meta charset="utf-8"><title>slides</title>
<style>
html, body { margin: 0; background: #000; overflow: hidden; cursor: none }
img { position: absolute; inset: 0; width: 100vw; height: 100vh; opacity: 0; transition: opacity .8s ease-in-out }
img.on { opacity: 1 }
</style>
<script>
const names = NAMES, dwell = DWELL * 1000;
const layers = [new Image(), new Image()];
let at = 0;
async function show() {
  const next = layers[at % 2], before = layers[(at + 1) % 2];
  next.src = names[at % names.length];
  await next.decode();
  next.classList.add("on"); before.classList.remove("on");
  at += 1;
  setTimeout(show, dwell);
}
addEventListener("load", () => { document.body.append(...layers); show(); });
</script>
<body></body>
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a program: seconds to the first slide, CPU seconds, PSS of all processes, frames a second of its fades."""

    first: float
    cpu: float
    pss: float
    fps: float | None


def rows(seconds: float) -> Iterator[Row]:
    """Play the same slides with each program that is there, for so many seconds each, and compare."""
    if shutil.which("Xvfb") is None:
        return
    from bench.player_figures import play, screen

    with tempfile.TemporaryDirectory() as made, screen(SIZE) as env:
        root = Path(made)
        campaign = campaigns.campaign(root / "campaign", 12, dwell=True)
        env = {**env, "KIOSK_CACHE": str(root / "cache"), "KIOSK_STATE": str(root / "state")}
        play(campaign, 20, AT, env)
        slides = pictures(root / "cache", root / "slides")
        ours = measure([*MAIN, "play", str(campaign), "--at", AT], slides, seconds, env)
        with served(root / "slides") as port:
            for name, command in commands(slides, root, port):
                if shutil.which(command[0]) is not None:
                    yield from beside(name, ours, measure(command, slides, seconds, env), seconds)


def commands(slides: Sequence[Path], root: Path, port: int) -> Iterator[tuple[str, list[str]]]:
    """Name each peer and how it is started, as its manual says a kiosk or a slide show is."""
    names = [str(p) for p in slides]
    page = root / "slides" / "index.html"
    page.write_text(PAGE.replace("NAMES", repr([p.name for p in slides])).replace("DWELL", str(DWELL)), "utf-8")
    yield (
        "Chromium in kiosk mode",
        [
            "chromium", "--kiosk", "--no-first-run", "--no-sandbox", "--disable-gpu", "--window-position=0,0",
            f"--window-size={SIZE[0]},{SIZE[1]}", f"--user-data-dir={root / 'profile'}", f"http://127.0.0.1:{port}/index.html",
        ],
    )  # fmt: skip
    yield "feh", ["feh", "-Z", "-F", "-Y", "-D", str(DWELL), *names]
    show = [f"--image-display-duration={DWELL}", "--loop-playlist=inf", "--fs", f"--geometry={SIZE[0]}x{SIZE[1]}+0+0"]
    yield "mpv", ["mpv", "--no-config", "--really-quiet", "--no-audio", "--no-osc", "--vo=x11", *show, *names]


@contextlib.contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve a folder to this machine alone, for as long as it is wanted; yields the port."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


def pictures(cache: Path, out: Path) -> list[Path]:
    """Write the slides of a cache as PNG files, in the order of their turn."""
    from kiosk.player import playlist

    found = next(cache.glob("slides/*/playlist-*.json"))
    made = playlist.from_json(found.read_text("utf-8"))
    out.mkdir()
    files: list[Path] = []
    for number, slide in enumerate(made.stretches[0].slides):
        raw = (found.parent / f"{slide.key}.bgra").read_bytes()
        files.append(out / f"{number:02}.png")
        Image.frombuffer("RGB", SIZE, raw, "raw", "BGRX", 0, 1).save(files[-1], compress_level=1)
    return files


def spot(slides: Sequence[Path]) -> tuple[tuple[int, int], bytes]:
    """Find the row of pixels in which slides that follow each other differ most, and how it looks on the first."""
    opened = [Image.open(p).convert("RGB") for p in slides]
    best, found = -1.0, (0, 0)
    for y in range(90, SIZE[1] - 90, 45):
        for x in range(64, SIZE[0] - onscreen.WIDTH, 128):
            parts = [i.crop((x, y, x + onscreen.WIDTH, y + 1)).tobytes() for i in opened]
            least = min(_difference(a, b) for a, b in zip(parts, parts[1:] + parts[:1], strict=True))
            if least > best:
                best, found = least, (x, y)
    x, y = found
    red, green, blue = (c.tobytes() for c in opened[0].crop((x, y, x + onscreen.WIDTH, y + 1)).split())
    return found, b"".join(bytes((b, g, r, 0)) for r, g, b in zip(red, green, blue, strict=True))


def _difference(a: bytes, b: bytes) -> float:
    return sum(abs(m - n) for m, n in zip(a, b, strict=True))


def measure(command: Sequence[str], slides: Sequence[Path], seconds: float, env: Mapping[str, str]) -> Seen:
    """Start a program, wait for the first slide to stand on the screen, and look at it for so many seconds."""
    place, wanted = spot(slides)
    eye = onscreen.Eye(env["DISPLAY"], place)
    begun = time.monotonic()
    child = subprocess.Popen(command, env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    spent: dict[int, float] = {}
    held: list[float] = []
    try:
        first = eye.wait(_but_spare(wanted), 60) - begun
        while time.monotonic() < begun + seconds:
            held.append(_look(child.pid, spent))
            time.sleep(1)
        _look(child.pid, spent)
    finally:
        _end(child)
        eye.close()
    since = [c for c in eye.changes if c[0] > begun + first + 2]
    seen = [(n, span) for n, span in onscreen.fades(since) if n >= FADE_LEAST]
    fps = statistics.median((n - 1) / span for n, span in seen) if seen else None
    return Seen(first, sum(spent.values()), max(held, default=0.0), fps)


def _but_spare(wanted: bytes) -> Any:
    """Compare without the byte that no colour uses."""
    alike = onscreen.like(wanted)
    return lambda row: alike(b"".join(row[n : n + 3] + b"\0" for n in range(0, len(row), 4)))


def _look(pid: int, spent: dict[int, float]) -> float:
    """Take note of the CPU seconds of a process and all that came from it; returns their PSS in bytes."""
    held = 0.0
    try:
        top = psutil.Process(pid)
        tree = [top, *top.children(recursive=True)]
    except psutil.Error:
        return 0.0
    for process in tree:
        try:
            times = process.cpu_times()
            spent[process.pid] = times.user + times.system
            held += process.memory_full_info().pss
        except psutil.Error:
            continue
    return held


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def beside(name: str, ours: Seen, peer: Seen, seconds: float) -> Iterator[Row]:
    """Put ours beside a peer's. What fades is held to be no slower and no larger; what cuts does less, so that is only told."""
    fair = peer.fps is not None
    least = "<= 1.00" if fair else "(it cuts)"

    def row(what: str, mine: float, its: float, unit: str) -> Row:
        ratio = mine / its if its else float("inf")
        holds = ratio <= 1 if fair else None
        return Row(f"{what}, beside {name}", f"{mine:.3g} {unit}", f"{its:.3g} {unit}", f"{ratio:.2f}", least, holds)

    yield row("First slide on the screen, whole program, slides ready", ours.first, peer.first, "s")
    yield row(f"CPU over {seconds:.0f} s, {DWELL} s a slide", ours.cpu, peer.cpu, "s")
    yield row("Memory of all processes, PSS", ours.pss / 1e6, peer.pss / 1e6, "MB")
    if peer.fps is not None and ours.fps is not None:
        ratio = ours.fps / peer.fps
        what = f"Frames of a fade that reach the screen, beside {name}"
        # Both are paced at 60 a second; a frame more or less is the machine's.
        yield Row(what, f"{ours.fps:.0f} fps", f"{peer.fps:.0f} fps", f"{ratio:.2f}", ">= 0.95", ratio >= 0.95)


if __name__ == "__main__":
    for each in rows(float(sys.argv[1]) if len(sys.argv) > 1 else 40):
        print(each)
