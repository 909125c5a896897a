"""Real drags: a hand on a virtual screen drags from one process into the desk of another, and within the desk."""

import json
import subprocess
import sys

import pytest
from openpyxl import Workbook
from PIL import Image

from tests.studio.desk_child import SOURCE
from tests.tooling import waiting
from tests.tooling.checkout import ROOT
from tests.tooling.waiting import PATIENCE

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:one@example.org
DTSTAMP:20221001T000000Z
DTSTART:20221110T120000Z
DTEND:20221110T130000Z
SUMMARY:Reading group
END:VEVENT
END:VCALENDAR
"""
NEWSLETTER = "Reading group: Thursday 10 November 2022, 12 to 1 pm\nPoetry hour: Friday 11 November 2022, 2 to 3 pm\n"


class Hand:
    """The desk on a screen, and a hand that drags there."""

    def __init__(self, screen, folder):
        self._env = {**screen, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-m", "tests.studio.desk_child"]
        self._command = command
        self._other = None
        self.desk = subprocess.Popen(
            [*command, str(folder)], env=self._env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, expression):
        self.desk.stdin.write(f"{expression}\n")
        self.desk.stdin.flush()
        return json.loads(self.desk.stdout.readline())

    def until(self, expression, wanted=True):
        waiting.until(lambda: self.ask(expression) == wanted)

    def do(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self._env, check=True, timeout=PATIENCE)

    def drag(self, start, end, pause=0.1, welcome=False):
        """Press, move as hands do, let go after a pause or two; `welcome`: look for the words that say what letting go does."""
        (x, y), (to_x, to_y) = start, end
        words = ["mousemove", x, y, "mousedown", 1]
        for n in range(1, 11):
            words += ["mousemove", x + (to_x - x) * n // 10, y + (to_y - y) * n // 10, "sleep", 0.04]
        self.do(*words)
        for n in (1, 0):  # until whoever lies below has said that it takes this
            self.ask("window.tasks.busy")
            self.do("mousemove", to_x + n, to_y, "sleep", pause)
        self.until("window.dropped.landing.isVisible()", wanted=welcome)
        self.do("mouseup", 1)

    def bring(self, kind, value, to):
        """Drag something from another program, which goes on, to a place on the screen."""
        self.end_other()
        self._other = subprocess.Popen(
            [*self._command, "drag", kind, str(value)], env=self._env, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self._other.stdout.readline() == "ready\n"
        for pause in PAUSES:
            self.drag((SOURCE[0] + 100, SOURCE[1] + 60), to, pause, welcome=True)
            told = self._other.stdout.readline()
            if told == "dropped\n":
                return
        pytest.fail(told)

    def end_other(self):
        if self._other is not None:
            self._other.kill()
            self._other.wait(PATIENCE)
            self._other.stdout.close()
            self._other = None

    def close(self):
        self.end_other()
        self.desk.stdin.close()
        try:
            self.desk.wait(PATIENCE)
        finally:
            self.desk.kill()
            self.desk.stdout.close()


@pytest.fixture
def hand(xvfb, folder, tmp_path):
    env = {**xvfb, "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data")}
    made = Hand(env, folder)
    made.until("window.list.isVisible() and not window.tasks.busy")
    yield made
    made.close()


PAUSES = (0.1, 1, 5, 25)
"""Seconds before letting go: on a crowded machine it takes longer until whoever lies below has said that it takes this."""
CARD = "[c for c in window.children() if type(c).__name__ == 'Import' and c.isVisible()]"


def test_what_is_dragged_onto_the_window_is_understood(hand, folder, tmp_path):
    """A calendar, a sheet, a workbook, a link, a text: wherever it is let go, the import assistant has it."""
    (tmp_path / "week.ics").write_text(CALENDAR.replace("\n", "\r\n"))
    (tmp_path / "week.csv").write_text("Title,Date,Time\nReading group,10/11/2022,12:00\n")
    book = Workbook()
    book.active.append(["Title", "Date", "Time"])
    book.active.append(["Reading group", "2022-11-10", "12:00"])
    book.save(tmp_path / "week.xlsx")
    canvas, title, rows = (
        hand.ask(f"middle({widget})")
        for widget in ("window.preview.canvas", "window.fields.spots['title'].line", "window.list.view")
    )
    for kind, value, to in (
        ("file", tmp_path / "week.ics", canvas),
        ("file", tmp_path / "week.csv", title),
        ("file", tmp_path / "week.xlsx", rows),
    ):
        hand.bring(kind, value, to)
        hand.until(f"[c.line.text() for c in {CARD}]", [str(value)])
        hand.until(f"[len(c.understood.entries) if c.understood else 0 for c in {CARD}]", [1])
        # What comes onto the open card is read by that card.
        hand.bring("text", NEWSLETTER, canvas)
        hand.until(f"[len(c.understood.entries) for c in {CARD}]", [2])
        hand.ask(f"[c.leave() for c in {CARD}]")
    hand.bring("link", "http://127.0.0.1:9/week.ics", canvas)
    hand.until(f"[c.line.text() for c in {CARD}]", ["http://127.0.0.1:9/week.ics"])
    assert hand.ask("window.fields.spots['title'].line.text()") == "Knowledge exchange"  # which a file was let go over


def test_a_link_let_go_over_a_link_field_fills_it_and_a_picture_goes_to_the_item(hand, tmp_path):
    hand.bring("link", "https://example.org/new", hand.ask("middle(window.fields.spots['booking'].line)"))
    hand.until("window.document.campaign.item('exchange').booking", "https://example.org/new")
    Image.new("RGB", (900, 600), "#335577").save(tmp_path / "hall.png")
    hand.bring("file", tmp_path / "hall.png", hand.ask("middle(window.preview.canvas)"))
    hand.until("window.document.campaign.item('exchange').picture.file", "pictures/hall.png")
    hand.until("window.fields.spots['picture'].focal.isVisible()")

    # Its most important point is dragged, in one step that can be undone.
    hand.ask("window.fields.ensureWidgetVisible(window.fields.spots['picture'].focal)")
    x, y = hand.ask("middle(window.fields.spots['picture'].focal)")
    steps = hand.ask("window.document.undo.count()")
    hand.drag((x, y), (x - 60, y + 10))
    hand.until("window.document.campaign.item('exchange').picture.focal[0] < 0.4")
    assert hand.ask("window.document.undo.count()") == steps + 1


def test_techniques_are_put_in_order_by_dragging_their_rows(hand):
    names = "[i.id for i in window.document.campaign.techniques]"
    before = hand.ask(names)

    def row(id):
        return f"window.list.sieve.mapFromSource(window.list.items.index(window.list.items.place('{id}')))"

    def box(id):
        """Find a row: its middle on the screen, and its height."""
        x, y, high = hand.ask(f"(lambda r: [r.center().x(), r.center().y(), r.height()])(window.list.view.visualRect({row(id)}))")
        left, top = hand.ask("(lambda p: [p.x(), p.y()])(window.list.view.viewport().mapToGlobal(QPoint(0, 0)))")
        return left + x, top + y, high

    after = [before[2], before[0], before[1], *before[3:]]
    for pause in PAUSES:
        # In the middle, for a list scrolls by itself under a hand that rests near its edge.
        hand.ask(f"window.list.view.scrollTo({row(before[1])}, window.list.view.ScrollHint.PositionAtCenter)")
        x, y, _ = box(before[2])
        to_x, to_y, high = box(before[0])
        hand.drag((x, y), (to_x, to_y - high // 8), pause)
        if waiting.comes(lambda: hand.ask(names) == after, 5 + pause):
            break
    assert hand.ask(names) == after
    hand.ask("window.document.undo.undo()")
    assert hand.ask(names) == before
