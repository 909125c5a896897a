"""Campaigns made for measuring: posters with many titles, a thousand items, a thousand events in a calendar."""

from __future__ import annotations

from pathlib import Path

WORDS = (
    *("sharing", "knowledge", "breaking", "barriers", "with", "nurses", "midwives"),
    *("and", "librarians", "across", "every", "ward", "and", "reading", "room"),
)
SUMMARY = "What happens when people who know something meet people who need it: bring a question, leave with an answer."
HEAD = """title = "Sharing knowledge"
theme = "Breaking down the barriers"
hashtag = "#Sharing22"
website = "https://example.org"
organisation = "Riverside Library"
timezone = "Europe/London"
starts = 2022-11-01
ends = 2022-11-30
"""


def title(n: int) -> str:
    """Make up the n-th title, 24 to 60 characters long."""
    return " ".join(WORDS[(n * 3 + i) % len(WORDS)] for i in range(4 + n % 5)).capitalize()


def event(n: int, dwell: bool = False) -> str:
    """Write the n-th event as TOML."""
    rows = [
        "[[event]]",
        f'id = "event-{n}"',
        f'title = "{title(n)} {n}"',
        f'summary = "{SUMMARY}"',
        f"starts = 2022-11-{1 + n % 28:02d}T{9 + n % 9:02d}:30:00",
        f"ends = 2022-11-{1 + n % 28:02d}T{10 + n % 9:02d}:30:00",
        f'booking = "https://example.org/k/event-{n}"',
        'speakers = [{name = "Judith Example", role = "Chief nurse"}]',
    ]
    if dwell:
        rows.append("show = {dwell = 10}")
    return "\n".join(rows) + "\n"


def campaign(folder: Path, count: int, dwell: bool = False) -> Path:
    """Lay a campaign of `count` events into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = HEAD + "\n".join(event(n, dwell) for n in range(count))
    (folder / "campaign.toml").write_text(text, "utf-8")
    return folder


def calendar(path: Path, count: int) -> Path:
    """Write an iCalendar file of `count` events with a zone, one in ten of them weekly."""
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//bench//EN"]
    for n in range(count):
        day = f"202211{1 + n % 28:02d}"
        rows += ["BEGIN:VEVENT", f"UID:bench-{n}@example.org", "DTSTAMP:20221001T090000Z", f"SUMMARY:{title(n)} {n}"]
        rows += [f"DTSTART;TZID=Europe/London:{day}T{9 + n % 9:02d}3000", f"DTEND;TZID=Europe/London:{day}T{10 + n % 9:02d}3000"]
        rows += [f"DESCRIPTION:{SUMMARY}", "LOCATION:Riverside Library\\, Level 2", f"URL:https://example.org/k/{n}"]
        rows += ["RRULE:FREQ=WEEKLY;COUNT=6"] if n % 10 == 0 else []
        rows += ["END:VEVENT"]
    path.write_text("\r\n".join([*rows, "END:VCALENDAR", ""]), "utf-8")
    return path
