"""`kiosk notice`: words on every screen that this user plays on this machine, at once."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from kiosk.app.arguments import Usage
from kiosk.player import cache, notice, state
from kiosk.player.safe import plain


def run(chosen: Namespace) -> int:
    """Paint the notice for every screen that plays, and let the players show it until its time is over."""
    if chosen.off:
        print("The notice is taken back." if notice.take_back() else "There is no notice.")
        return 0
    text = " ".join((chosen.text or "").split())
    if not text:
        raise Usage('The notice has no words; write them in quotes: kiosk notice "Closing in 15 minutes" --for 15m')
    screens = _screens()
    if not screens:
        print("kiosk: No player of yours runs on this machine, so nobody would see the notice.", file=sys.stderr)
        return 1
    sizes = {size for _, size in screens}
    pages = {size: plain.notice(text, size) for size in sizes}
    from PySide6.QtGui import QImage

    from kiosk.paint import qt

    for size, page in pages.items():
        image = qt.raster(page, size).convertToFormat(QImage.Format.Format_RGB32)
        pixels = memoryview(image.constBits())
        for root in {root for root, wanted in screens if wanted == size}:
            entry = cache.Entry(
                key=notice.key(text, size), width=size[0], height=size[1], digest=cache.digest(pixels), what=notice.WHAT, alt=text
            )
            cache.write(root, entry, pixels)
    notice.say(text, chosen.seconds, sizes)
    count = len(screens)
    print(f"On {count} screen{'s' if count != 1 else ''} for {_length(chosen.seconds)}: {text}")
    return 0


def _screens() -> list[tuple[Path, tuple[int, int]]]:
    """List the screens that play now: the cache each player shows from, and the size of its slides."""
    found: list[tuple[Path, tuple[int, int]]] = []
    for home in state.homes():
        told = state.read(home, state.PLAYER)
        if state.is_alive(told):
            found += [(Path(told["root"]), (int(s["size"][0]), int(s["size"][1]))) for s in told.get("screens") or ()]
    return found


def _length(seconds: float) -> str:
    whole = round(seconds)
    parts = [(whole // 3600, "hour"), (whole % 3600 // 60, "minute"), (whole % 60, "second")]
    return " ".join(f"{n} {word}{'s' if n != 1 else ''}" for n, word in parts if n) or "a moment"
