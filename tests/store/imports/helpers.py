"""Shared by the tests of importing: the corpus, a fixed day, short ways to read."""

from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.store.sources.harvest import Origin

CORPUS = Path(__file__).parents[1] / "corpus"
LONDON = ZoneInfo("Europe/London")
TODAY = date(2022, 10, 1)


def at(*parts):
    return datetime(*parts, tzinfo=LONDON)


def harvest(reader, data, name="source", zone=LONDON):
    data = data.encode() if isinstance(data, str) else data
    return import_module(f"kiosk.store.sources.{reader}").read(data, Origin(name=name, source="src", zone=zone, today=TODAY))


def corpus(reader, path, zone=LONDON):
    return harvest(reader, (CORPUS / path).read_bytes(), name=path.rsplit("/", 1)[-1], zone=zone)


def by_title(reaped):
    return {getattr(i, "title", ""): i for i in reaped.items}


def ics(*events, head=""):
    body = "".join(f"BEGIN:VEVENT\r\n{e.strip()}\r\nEND:VEVENT\r\n" for e in events).replace("\r\n", "\n").replace("\n", "\r\n")
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n{head}{body}END:VCALENDAR\r\n"


def event(uid="1@x", title="Talk", start="20221103T123000Z", more=""):
    return f"UID:{uid}\nDTSTAMP:20221001T100000Z\nDTSTART:{start}\nSUMMARY:{title}\n{more}"
