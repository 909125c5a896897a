"""The command line's words: every command, what it takes, and what its help says."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

LATER = {
    "pack": "packing a campaign into one file",
    "open": "opening a packed campaign",
    "screensaver": "running as a screensaver",
}
"""Commands of the contract that are not built yet, and what each will be for."""
PRODUCTS = "poster, programme, postcard, slide, social, screensaver"
FAMILIES = "leaf, ink, civic, table, photo"
"""What help names; it must not wait for what knows them."""
_EXAMPLES = {
    "pin": "",
    "new": "november --from programme.xlsx",
    "import": "programme.xlsx --into november",
    "check": "november",
    "export": "november -o for-november --product poster --stock a3",
    "families": "november -o sheets",
    "brand": "november --use nhs",
    "play": "november --windowed --at 2022-11-09T10:00 --speed 20",
    "publish": "november /media/stick",
    "install-player": "/mnt/screens/foyer",
    "status": "--json",
    "notice": '"Closing in 15 minutes" --for 15m',
    "plan": "november --from 2022-11-01T08:00 --to 2022-11-08T20:00",
    "demo": "-o demo",
    "studio": "november",
}


class Usage(Exception):
    """A command line that cannot be understood, in one sentence."""


class _Formatter(argparse.HelpFormatter):
    """Help as wide as the terminal; argparse would import archives and compression to learn that."""

    def __init__(self, prog: str) -> None:
        columns = os.environ.get("COLUMNS", "")
        if not columns.isdecimal():
            try:
                columns = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 80
            except (ValueError, OSError):
                columns = 80
        super().__init__(prog, width=max(int(columns), 20) - 2)

    def _format_action(self, action: argparse.Action) -> str:
        """List commands without a line that only says COMMAND."""
        text = super()._format_action(action)
        return text.partition("\n")[2] if action.nargs == argparse.PARSER else text


class _Parser(argparse.ArgumentParser):
    see: str = ""
    """The command whose help tells more, when that is not this parser's own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._positionals.title = "what it works on"

    def _get_formatter(self) -> argparse.HelpFormatter:
        return _Formatter(self.prog)

    def error(self, message: str) -> NoReturn:
        """Say it in one sentence instead of a page of usage."""
        raise Usage(f"{message[:1].upper()}{message[1:]}; see {self.see or self.prog} --help")


def parser(version: str, word: str = "") -> argparse.ArgumentParser:
    """Build the parser, for one command alone when `word` is its name; `command` holds the name, None when there is none."""
    top = _Parser(
        prog="kiosk",
        description="One campaign folder becomes slides on the wall, posters, postcards and screensaver pictures.",
        epilog="kiosk COMMAND --help says more, with an example; kiosk demo shows what comes out. "
        "Exit codes: 0 done, 1 errors found or some files failed, 2 wrong use, 3 input cannot be read.",
    )
    top.see = f"kiosk {word}" if word in _COMMANDS else ""
    top.add_argument("--version", action="version", version=f"kiosk {version}", help="print the version")
    top.add_argument("--debug", action="store_true", help="print all details of an unexpected fault, for whoever mends it")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=_Parser, prog="kiosk")
    for name, (help_, fill) in _COMMANDS.items():
        if word != name and word in _COMMANDS:
            continue
        example = f"For example: kiosk {name} {_EXAMPLES[name]}".rstrip()
        command = commands.add_parser(name, help=help_, description=help_[:1].upper() + help_[1:] + ".", epilog=example)
        command.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        fill(command)
    return top


def _new(p: argparse.ArgumentParser) -> None:
    p.add_argument("folder", type=Path, metavar="DIR", help="the campaign folder to make")
    p.add_argument(
        "--from", dest="source", metavar="SOURCE", help="a calendar, sheet, feed, web page or announcement; file or URL"
    )
    _source(p)
    _json(p)


def _import(p: argparse.ArgumentParser) -> None:
    p.add_argument("source", metavar="SOURCE", help="a file, a URL, or the id of a [[source]] in the campaign")
    p.add_argument("--into", dest="campaign", type=Path, required=True, metavar="CAMPAIGN", help="the campaign folder")
    _source(p)
    _json(p)


def _source(p: argparse.ArgumentParser) -> None:
    p.add_argument("--kind", metavar="KIND", help="what the source is, when its name does not tell: ics, csv, xlsx, rss ...")
    p.add_argument("--allow-private", action="store_true", help="let this URL lead to a machine of your own network")


def _check(p: argparse.ArgumentParser) -> None:
    p.add_argument("campaign", type=Path, metavar="CAMPAIGN|EXPORTS", help="a campaign folder, or a folder of exported files")
    _at(p)
    p.add_argument("--files", type=Path, metavar="DIR", help="look at files exported to this folder, too: altered, old, faulty")
    p.add_argument("--fix", action="store_true", help="mend what needs nobody's judgement, and save; the state before is kept")
    p.add_argument("--press", action="store_true", help="as files for the print shop: inks, plates, typefaces, the profile")
    p.add_argument("--strict", action="store_true", help="end with 1 on warnings as well, not only on errors")
    _json(p)


def _export(p: argparse.ArgumentParser) -> None:
    _campaign(p)
    p.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help="where the files go; made if it is not there")
    p.add_argument("--product", type=_words, default=(), metavar="A,B", help=f"what to make: {PRODUCTS}; all by default")
    p.add_argument("--item", action="append", default=[], metavar="ID", help="only this item, drafts included; may be repeated")
    p.add_argument(
        "--stock",
        type=_words,
        default=(),
        metavar="S,...",
        help="sizes of paper or screen, such as a4,a3, or all; each product's usual one by default",
    )
    p.add_argument(
        "--format", type=_words, default=(), metavar="F,...", help="pdf, png, jpg, or all; each product's usual one by default"
    )
    p.add_argument(
        "--duplex",
        choices=("long", "short"),
        default="long",
        help="the edge that your printer turns 4up-a4 over; long by default",
    )
    p.add_argument("--family", metavar="F", help=f"another look: {FAMILIES}, or one of your own")
    p.add_argument(
        "--lang",
        type=_langs,
        default=(),
        metavar="cy|en|cy+en",
        help="one language, or two on one page; the campaign's by default",
    )
    p.add_argument("--grey", action="store_true", help="in black and white, each colour as light as it was")
    p.add_argument("--ink-saver", action="store_true", help="dark grounds become paper with an outline, words on them dark")
    p.add_argument("--utm", action="store_true", help="links in codes say what they stood on (utm_source=poster ...)")
    p.add_argument(
        "--placement",
        action="append",
        default=[],
        metavar="NAME",
        help="a copy for this [[placement]], with a code and a label of its own, or for all; may be repeated",
    )
    p.add_argument("--press", action="store_true", help="PDF/X-4 files for the print shop: inks, bleed, crop marks")
    p.add_argument("--profile", type=Path, metavar="FILE", help="with --press, the ICC profile of the press; FOGRA39 by default")
    p.add_argument(
        "--bleed", type=_length, metavar="3mm", help="paper beyond the cut; with --press 3mm, from A2 on 5mm, by default"
    )
    p.add_argument("--marks", action=argparse.BooleanOptionalAction, help="crop marks; with --press by default")
    p.add_argument("--compare", action="store_true", help="lay each PDF over the picture on screens and note how they differ")
    p.add_argument(
        "--report",
        action=argparse.BooleanOptionalAction,
        help="a PDF that says which file goes where and what was found, with small pictures; with --press by default",
    )
    p.add_argument("--sign-off", action="store_true", help="a page to be signed for each item: its picture and facts, as printed")
    p.add_argument("--n-up", type=int, choices=(2, 4, 9), help="all pages once more on A4, so many on a sheet, with cut marks")
    _at(p)
    p.add_argument("--jobs", type=_count, metavar="N", help="how many processes; by default as many as pay off")
    p.add_argument("--no-proof", dest="proof", action="store_false", help="do not read the QR codes back from the finished files")
    p.add_argument("--force", action="store_true", help="write files in which an error was found, too")
    _json(p)


def _families(p: argparse.ArgumentParser) -> None:
    _campaign(p)
    p.add_argument("-o", "--out", type=Path, required=True, metavar="DIR", help="where the sheets go; made if it is not there")
    p.add_argument("--stress", action="store_true", help="one more sheet for each family: long, short and foreign words")
    p.add_argument("--family", dest="families", type=_words, default=(), metavar="F,...", help="only these families")
    p.add_argument("--format", type=_words, default=(), metavar="F,...", help="png, pdf, or both; png by default")
    _at(p)
    p.add_argument("--jobs", type=_count, metavar="N", help="how many processes; by default one for each processor")


def _brand(p: argparse.ArgumentParser) -> None:
    _campaign(p)
    p.add_argument("--use", metavar="KIT", help="use this brand of the program: neutral, nhs, high-contrast, welsh")
    p.add_argument("--from", dest="source", type=Path, metavar="FILE", help="bring in a shared brand.toml, logos and fonts too")


def _play(p: argparse.ArgumentParser) -> None:
    p.add_argument("campaign", type=Path, metavar="CAMPAIGN|RELEASE", help="a campaign folder, or where releases are published")
    p.add_argument("--windowed", action="store_true", help="in a window that Esc closes, instead of the whole screen")
    where = p.add_mutually_exclusive_group()
    where.add_argument("--screen", metavar="NAME", help="as this [[screen]] of the campaign, by name or connector")
    where.add_argument("--monitor", metavar="NAME", help="on this monitor of the computer, whatever screens the campaign has")
    _at(p)
    p.add_argument("--speed", type=_factor, default=1.0, metavar="N", help="let time pass N times as fast")
    p.add_argument("--for", dest="seconds", type=_factor, metavar="SECONDS", help="leave after so many seconds")
    p.add_argument("--metrics", type=Path, metavar="FILE", help="write times and memory to this file, as JSON lines")
    p.add_argument("--allow-private", type=_words, default=(), metavar="ID,...", help="sources that may lie in your own network")


def _publish(p: argparse.ArgumentParser) -> None:
    _campaign(p)
    p.add_argument("place", type=Path, metavar="TO", help="a folder on a disk, a share or a stick; made if it is not there")
    _json(p)


def _install_player(p: argparse.ArgumentParser) -> None:
    p.add_argument("place", nargs="?", type=Path, metavar="RELEASE", help="the folder that releases are published into")
    p.add_argument("--undo", action="store_true", help="take away what was set up, and nothing else")
    p.add_argument(
        "--user", default="kiosk", metavar="NAME", help="as root: whose session the screens belong to; kiosk by default"
    )


def _status(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "place",
        nargs="?",
        type=Path,
        metavar="TO",
        help="where releases are published: how all players that follow them are doing",
    )
    _json(p)


def _notice(p: argparse.ArgumentParser) -> None:
    p.add_argument("text", nargs="?", metavar="TEXT", help="the words, in quotes")
    p.add_argument(
        "--for", dest="seconds", type=_duration, default=900.0, metavar="15m", help="how long: 90s, 15m, 2h; 15m by default"
    )
    p.add_argument("--off", action="store_true", help="take the notice back")


def _plan(p: argparse.ArgumentParser) -> None:
    p.add_argument("campaign", type=Path, metavar="CAMPAIGN|RELEASE", help="the campaign folder, or where it was published")
    p.add_argument("--from", dest="start", type=_moment, required=True, metavar="T", help="from when, such as 2022-11-01T08:00")
    p.add_argument("--to", dest="end", type=_moment, required=True, metavar="T", help="until when")
    p.add_argument("--screen", metavar="NAME", help="only this [[screen]] of the campaign")
    way = p.add_mutually_exclusive_group()
    way.add_argument("-o", "--out", type=Path, metavar="FILE.svg", help="draw it into this file instead of printing it")
    _json(way)


def _demo(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "-o", "--out", type=Path, default=Path("kiosk-demo"), metavar="DIR", help="where it all goes; kiosk-demo by default"
    )
    _at(p)
    p.add_argument("--jobs", type=_count, metavar="N", help="how many processes; by default as many as pay off")
    p.add_argument(
        "--for", dest="seconds", type=_factor, default=20.0, metavar="SECONDS", help="how long the slides play; 20 by default"
    )


def _pin(p: argparse.ArgumentParser) -> None:
    p.add_argument("--clear", action="store_true", help="take the PIN away: nobody leaves by touch then")


def _studio(p: argparse.ArgumentParser) -> None:
    p.add_argument("campaign", nargs="?", type=Path, metavar="CAMPAIGN", help="the campaign folder to open")


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "new": ("make a campaign folder, filled from a source if you name one", _new),
    "import": ("bring a source into a campaign, or bring it up to date", _import),
    "check": ("say what is wrong with a campaign before anything is printed", _check),
    "export": ("make the files: posters, programme, postcards, slides, social cards, screensaver pictures", _export),
    "families": ("show every template family with a campaign's own words, on contact sheets", _families),
    "brand": ("show the brand of a campaign, choose another, or bring in a shared one", _brand),
    "play": ("play the slides on a screen", _play),
    "publish": ("make a release of a campaign that players take by themselves", _publish),
    "status": ("say how the players of this machine are doing", _status),
    "notice": ("show a notice on every screen of this machine at once, for a while", _notice),
    "install-player": ("let this machine play releases whenever it is on", _install_player),
    "plan": ("say what each screen shows when", _plan),
    "pin": ("set the PIN that ends the player on a touch screen", _pin),
    "demo": ("export and play the sample campaign", _demo),
    "studio": ("open the desk for staff: look at a campaign, change it, send it on its way", _studio),
}


def commands() -> tuple[str, ...]:
    """Name the commands."""
    return tuple(_COMMANDS)


def _campaign(p: argparse.ArgumentParser) -> None:
    p.add_argument("campaign", type=Path, metavar="CAMPAIGN", help="the campaign folder")


def _at(p: argparse.ArgumentParser) -> None:
    p.add_argument("--at", type=_moment, metavar="T", help="as if it were this moment, such as 2022-11-09T10:00; now by default")


def _json(p: Any) -> None:
    p.add_argument("--json", action="store_true", help="print the outcome as JSON, for other programs")


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w.strip().lower() for w in text.split(",") if w.strip()))


def _langs(text: str) -> tuple[str, ...]:
    langs = tuple(dict.fromkeys(w.strip() for w in text.split("+")))
    if not all(w.replace("-", "").isalnum() and w.isascii() and 2 <= len(w) <= 12 for w in langs):
        raise argparse.ArgumentTypeError(f"{text!r} is no language; write en, cy, or cy+en")
    return langs


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment; write it like 2022-11-09T10:00") from None


def _length(text: str) -> float:
    """Read millimetres and give points."""
    try:
        value = float(text.strip().lower().removesuffix("mm"))
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no bleed; write it in millimetres, such as 3mm")
    return value * 72 / 25.4


def _count(text: str) -> int:
    return int(_number(text, int, "a whole number from 1 up"))


def _factor(text: str) -> float:
    return float(_number(text, float, "a number above 0"))


def _duration(text: str) -> float:
    """Read 90s, 15m or 2h and give seconds."""
    unit = {"s": 1.0, "m": 60.0, "h": 3600.0}.get(text[-1:])
    try:
        seconds = float(text[:-1]) * unit if unit else 0.0
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is no length of time; write it like 90s, 15m or 2h, a day at most")
    return seconds


def _number(text: str, kind: Callable[[str], Any], wanted: str) -> Any:
    try:
        value = kind(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not {wanted}")
    return value
