"""The studio's figures, taken in a process of its own: `python -m bench.desk` prints them as JSON.

Times are CPU time of the whole process (typing, composing, painting): what somebody would wait at a quiet machine with two cores.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

TYPED = (*" with stories of our wards", *"\b\b\b\b", *"rds", "", *"Tea and talk", *"\b\b\b\b", *"cake")
"""Keys, one after the other, as somebody types who errs, and then begins anew: an empty one clears the title."""
EDITS = 2000


def main() -> int:
    """Measure, and print."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    begun = time.process_time()
    from bench import campaigns

    with tempfile.TemporaryDirectory() as made:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = str(Path(made) / name)
        folder = campaigns.campaign(Path(made) / "two-hundred", 200)
        many = campaigns.campaign(Path(made) / "five-thousand", 5000)
        from kiosk.studio.look.style import dress
        from kiosk.studio.window import Window

        QApplication: Any = import_module("PySide6.QtWidgets").QApplication  # after the desk, as it is in the program
        app = QApplication([])
        window = Window(dress(app))
        window.file.open(folder)
        window.resize(1440, 900)  # the screen of an offscreen Qt is smaller, and a narrow desk puts its list away
        window.show()
        wait(lambda: shown(window) is not None and shown(window).image is not None)
        usable = time.process_time() - begun
        quiet(window)
        strokes = {family: typed(window, family) for family in ("leaf", "ink", "civic", "table", "photo")}
        visited(window)
        memory = edited(window)
        window.file.open(many)
        quiet(window)
        scrolled = scroll(window)
        window.close()
        print(json.dumps({"usable": usable, "strokes": strokes, "memory": memory, "scroll": scrolled}))
    return 0


def shown(window: Any) -> Any:
    """Give the page that the window shows."""
    return window.preview.canvas._shown


def quiet(window: Any) -> None:
    """Let the window come to rest; checks of pages, which are made while nobody waits, are left aside."""
    wait(lambda: not window.showing.busy and not window.checks._settle.isActive(), 600)
    window.tasks.drop("check")
    wait(lambda: not window.tasks.busy, 600)


def rest(window: Any, on: bool) -> None:
    """Let what is made when typing rests be made, or not: on a slow machine it would begin within a stroke."""
    for timer in (window.checks._settle, window.checks._tell, window.showing._rest):
        timer.blockSignals(not on)


def wait(until: Callable[[], bool], seconds: float = 60) -> None:
    """Let the window live as it does when nobody measures it, until something holds."""
    from PySide6.QtCore import QEventLoop

    loop = QEventLoop()
    end = time.monotonic() + seconds
    while not until():
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > end:
            raise TimeoutError("the window did not come to rest")


def typed(window: Any, family: str) -> list[float]:
    """Type at the end of a title, and another one, into a page 1,000 pixels high: half of all and the slowest of 95 of 100 keys.

    CPU milliseconds from key to repainted page. Each family begins with the title that the file has.
    """
    from PySide6.QtTest import QTest

    from kiosk.studio.document import edits

    window.changes.dress(family)
    canvas = window.preview.canvas
    canvas.set_zoom(1000 / (canvas._actual() * shown(window).composed.page.stock.height * canvas.devicePixelRatioF()))
    quiet(window)
    title = window.document.campaign.item(window.what).title
    line = window.fields.spots["title"].line
    line.setFocus()
    line.end(False)
    taken: list[float] = []
    for key in TYPED:
        rest(window, False)
        begun = time.process_time()
        if key:
            QTest.keyClicks(line, key)
        else:
            line.selectAll()
            QTest.keyClick(line, "\b")
        wait(lambda: shown(window).wanted.campaign is window.document.campaign and not window.tasks.asked("page"))
        canvas.repaint()
        taken.append((time.process_time() - begun) * 1000)
        rest(window, True)
        quiet(window)
    campaign = window.document.campaign
    window.document.edit(edits.change(campaign, window.what, title=title), "The title as it was")
    quiet(window)
    return [statistics.median(taken), sorted(taken)[int(len(taken) * 0.95)]]


def visited(window: Any) -> None:
    """Look at an event as everything it can become, in every family, and type into each; then at the campaign's own pages."""
    from PySide6.QtTest import QTest

    event = window.what
    for family in window.gallery.families:
        window.changes.dress(family)
        for product in [name for name, button in window.preview.products.items() if button.isEnabled()]:
            window.preview.show_product(product)
            quiet(window)
            line = window.fields.spots["title"].line
            line.setFocus()
            for key in "and":
                QTest.keyClicks(line, key)
                quiet(window)
    for what in ("cover", "programme", event):
        window.choose(what)
        quiet(window)


def edited(window: Any) -> list[float]:
    """Make many edits and give the memory half way and at the end, in MB: all of it, as if no library were shared."""
    import psutil

    from kiosk.studio.document import edits

    document, found = window.document, []
    for number in range(EDITS):
        id = document.campaign.events[number % 200].id
        document.edit(edits.change(document.campaign, id, summary=f"Line {number}"), "Change short line")
        if number % 20 == 0:
            quiet(window)
        if number + 1 in (EDITS // 2, EDITS):
            quiet(window)
            wait(lambda: not window.chores.busy, 600)
            found.append(psutil.Process().memory_info().rss / 1e6)
    return found


def scroll(window: Any) -> float:
    """Scroll through five thousand items; the slowest frame in CPU milliseconds."""
    view = window.list.view
    bar, worst = view.verticalScrollBar(), 0.0
    for step in range(200):
        begun = time.process_time()
        bar.setValue(bar.maximum() * step // 200)
        view.viewport().repaint()
        worst = max(worst, (time.process_time() - begun) * 1000)
    return worst


if __name__ == "__main__":
    sys.exit(main())
