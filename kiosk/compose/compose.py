"""Composing: a brief becomes finished pages, with what was found on the way."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace

from kiosk.campaign import direction
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import Item, Notice
from kiosk.compose import corners, judge, logos, motif
from kiosk.compose.brief import Brief, Composed
from kiosk.compose.draw import Pen
from kiosk.compose.fields import facts, untranslated
from kiosk.compose.ground import contrast, pictured, scrim
from kiosk.compose.setting import listed
from kiosk.compose.setting.boxes import Maker
from kiosk.compose.setting.fit import Set, fit
from kiosk.compose.setting.measure import frame
from kiosk.compose.template import family
from kiosk.compose.template.binding import Scope
from kiosk.compose.template.family import Family
from kiosk.compose.template.template import Node
from kiosk.compose.template.vocabulary import PLACING
from kiosk.page import face as faces
from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.items import Group, Page, Shape
from kiosk.page.items import Item as PageItem
from kiosk.page.stock import Product

CAMPAIGN_PAGES = ("cover", "agenda-today", "agenda-week", "programme", "changed-hours", "default")
"""What a page can be besides an item."""
TOO_SMALL = frozenset({"does-not-fit", "title-distance", "detail-distance", "near-distance", "small-type"})
"""Findings that a second page would cure."""
MOST_PAGES = 24
"""Pages that a programme may take before it is told to be too long."""
FEW = 24
"""Rows of a programme that are simply tried on one page, then on two, and so on."""
_KINDS: dict[Product, tuple[str, ...]] = {
    "poster": ("events", "articles", "prompts", "techniques", "notices"),
    "programme": (),
    "postcard": ("techniques", "events", "prompts"),
    "slide": ("events", "articles", "techniques", "prompts", "notices"),
    "social": ("events", "articles", "techniques"),
    "screensaver": (),
}
_PAGES: dict[Product, tuple[str, ...]] = {
    "programme": ("programme",),
    "slide": ("cover", "agenda-today", "agenda-week", "default"),
    "screensaver": ("cover",),
}


class Error(Exception):
    """A brief that cannot be composed: one sentence."""


def whats(campaign: Campaign, product: Product) -> tuple[str, ...]:
    """Name what a product shows by default: campaign pages, then item ids; drafts are left out."""
    if product == "screensaver":
        prompt = next((p.id for p in campaign.prompts if not p.draft), None)
        dated = sorted(
            (e for e in campaign.events if not e.draft and e.status == "scheduled"),
            key=lambda e: (e.starts is None, str(e.starts or "")),
        )
        return ("cover", *((prompt,) if prompt else ()), *(e.id for e in dated[:3]))
    items: list[Item] = [i for kind in _KINDS[product] for i in getattr(campaign, kind) if not i.draft]
    if product != "slide":
        items = [i for i in items if not (isinstance(i, Notice) and i.before_closing is not None)]
    return (*_PAGES.get(product, ()), *(i.id for i in items))


def compose(brief: Brief) -> tuple[Composed, ...]:
    """Compose a brief's pages: one, a postcard's two sides, or as many as a long programme needs.

    Raise Error or template.Error.
    """
    if brief.campaign.item(brief.what) is None and brief.what not in CAMPAIGN_PAGES:
        raise Error(f"There is no item {brief.what!r} in this campaign; use an item's id or one of {', '.join(CAMPAIGN_PAGES)}")
    fam = family.read(brief.family_name, brief.family, brief.campaign.brand)
    scope = facts.bind(brief, fam.picture)
    kinds = facts.kinds(brief)
    least = max(judge.SMALLEST[brief.product], judge.brand_least(brief) / brief.stock.u)
    maker = Maker(
        fam,
        scope,
        brief.stock.u,
        least,
        scope.lang,
        kinds,
        floors=judge.floors(brief),
        pause=brief.pause,
        code=judge.code_least(brief),
    )
    sides: dict[str, Node] = {}
    for page in fam.pages(brief.product, brief.stock):
        if maker.holds(page, scope):
            sides.setdefault(page.get("side"), page)
    if not sides:
        raise Error(
            f"The family {fam.name!r} has no {brief.product} page for {', '.join(sorted(kinds))}; add one to its template"
        )
    try:
        if brief.what == "programme":
            return _programme(brief, fam, scope, maker, next(iter(sides.values())))
        return tuple(_page(brief, fam, scope, maker, page) for page in sides.values())
    except faces.Error as e:
        raise Error(str(e)) from None


def _programme(brief: Brief, fam: Family, scope: Scope, maker: Maker, node: Node) -> tuple[Composed, ...]:
    """Compose the programme on one page, or on the fewest pages that hold all rows at a readable size."""
    rows = len(scope.rows("programme.rows"))
    most = min(rows, MOST_PAGES)

    def page(number: int, count: int) -> Composed:
        a, b = rows * number // count, rows * (number + 1) // count
        share = scope if count <= 1 else scope.shared("programme", a, b, f"{number + 1}/{count}")
        return _page(brief, fam, share, maker, node)

    # A crowded page takes long, and two hundred rows are crowded on many: so it is looked first for the least number of
    # pages of which the first is not. Fewer cannot do.
    least = 1 if rows <= FEW else bisect_left(range(1, most + 1), True, key=lambda count: not _crowded(page(0, count))) + 1
    for count in range(least, most + 1):
        pages: list[Composed] = []
        for number in range(count):
            pages.append(page(number, count))
            if _crowded(pages[-1]):
                break
        else:
            return tuple(pages)
    return (page(0, 1),)


def _crowded(page: Composed) -> bool:
    return any(f.severity == "error" and f.id in TOO_SMALL for f in page.findings)


def _page(brief: Brief, fam: Family, scope: Scope, maker: Maker, node: Node) -> Composed:
    stock = brief.stock
    item = facts.subject(brief)
    set_ = fit(maker, scope, node, stock)
    lang = scope.lang
    picture = item.picture if item is not None and pictured.picture(brief, item, fam.picture) is not None else None
    cta = ": ".join(p for p in (scope.both("link.cta"), scope.text("link.short")) if p).replace("\u200b", "")
    c = brief.campaign
    shares = {name: scope.number(name) for name in ("closing.left",)}
    out: list[tuple[Point, PageItem]] = []
    hand = logos.hand(c.brand, brief.pictures, stock, out)
    pen = Pen(
        family=fam, stock=stock, lang=lang, rtl=direction.rtl(lang), pictures=brief.pictures,
        picture=picture.file if picture else "", picture_alt=picture.alt if picture else "",
        hand=hand, organisation=c.organisation, shares=shares, link_alt=cta,
    )  # fmt: skip
    placed = {id(p.box): p for f in set_.fitted for p in f.placed}
    hand.words = tuple((name, pen.mirrored(rect)) for name, rect in corners.words(tuple(placed.values())))
    corner = corners.seated(hand, tuple(placed.values()), rtl=pen.rtl)
    if node.get("ground"):
        sheet = Shape(rectangle(stock.trim.inset(-stock.bleed)), fam.ink(node.get("ground")))
        out.append((Point(0, 0), Group(((Point(0, 0), sheet),), role="artifact", name="ground")))
    avoid = _avoid(brief, maker, scope, node, set_)
    if corner is not None:
        avoid = (*avoid, pen.mirrored(corner.room))
    bare = [(placed[i], pen.mirrored(placed[i].rect)) for i in scrim.bare(set_.tops) if i in placed]
    for top in set_.tops:
        for box in top.walk():
            if box.tag == "motif":
                whole = box is top and not PLACING.keys() & box.params.keys()
                rect = None if whole else pen.mirrored(placed[id(box)].rect)
                out.append(motif.draw(box, rect, fam, stock, seed(brief, item), avoid, pen.rtl))
            elif box.tag == "scrim":
                under = pen.seen[-1] if pen.seen else None
                out.append(scrim.draw(box, pen.mirrored(placed[id(box)].rect), bare, under, fam, stock, pen.rtl))
            elif id(box) in placed:
                out += pen.draw(placed[id(box)])
    if corner is not None:
        out.append(hand.cornered(corner.variants, corner.place, c.organisation))
    hand.crowded()
    mended = contrast.mended(tuple(out), stock, brief.pictures, fam.worded, fam.contrast)
    findings = tuple(
        replace(f, item=item.id if item is not None else None, product=brief.product)
        for f in (*_findings(brief, item, scope, node, set_, pen), *hand.findings, *mended.findings)
    )
    title = " – ".join(
        dict.fromkeys(
            p for p in (*(scope.both(f"{n}.title") for n in ("item", "programme", "agenda")), scope.both("campaign.title")) if p
        )
    )
    page = Page(stock, mended.items, lang, title)
    boxes = pen.boxes | {name: pen.mirrored(rect) for name, rect in listed.rows(placed.values(), scope).items()}
    return Composed(page, findings, boxes, tuple(pen.codes), describe(brief, scope))


def seed(brief: Brief, item: Item | None) -> int:
    """Find the number that moves the motif: the campaign's own, else a stable hash of campaign and item."""
    if brief.campaign.seed is not None:
        return brief.campaign.seed
    name = f"{brief.campaign.id}/{item.id if item is not None else brief.what}"
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big")


def _any(node: Node, test: Callable[[Node], bool]) -> bool:
    return test(node) or any(test(n) for n in node.inside())


def _avoid(brief: Brief, maker: Maker, scope: Scope, node: Node, set_: Set) -> tuple[Rect, ...]:
    """List the rectangles the motif keeps clear of: declared boxes of both variants, never fitted text."""
    stock, found = brief.stock, dict[Rect, None]()
    both = any("when" in n.attrs for n in node.inside())
    own = replace(maker, long=False, dropped=frozenset())
    for variant in (own, replace(own, long=True)) if both else (own,):
        tops = set_.tops if not both and not set_.dropped else variant.tops(node.children, scope)
        for top in tops:
            a = top.params
            if top.tag == "motif" or a.get("avoid") == "no":
                continue
            place = top.place
            if "," in a.get("avoid", "") and (scope.other is None or place.height is None):
                place = own.place({"box": a["avoid"]})
            elif place.height is None and (place.top is None or place.bottom is None):
                continue
            x, y = frame(place, stock.width, True), frame(place, stock.height, False)
            lines = len(top.words.versions) if top.words is not None and top.place.height is None else 1  # of each language one
            found[Rect(x.at, y.at, x.length, y.length * lines).inset(-stock.u)] = None
    return tuple(found)


def _findings(brief: Brief, item: Item | None, scope: Scope, node: Node, set_: Set, pen: Pen) -> Iterator[Finding]:
    coded = not isinstance(item, Notice) and _any(node, lambda n: n.tag == "qr")
    yield from judge.item_findings(item, scope, coded, brief.pictures)
    yield from untranslated.findings(brief, item, facts.languages(brief))
    for name in set_.dropped:
        yield Finding(
            id="dropped-to-fit",
            severity="warning",
            sentence=f"The {name} is left out, because the words do not all fit.",
            cure=judge.shorter(name),
            fix=judge.parting(brief, name),
        )
    for name in set_.crowded:
        sentence = f"The {name} does not fit even at its smallest size; words were broken or set too small to read."
        fix = judge.parting(brief, name)
        yield Finding(id="does-not-fit", severity="error", sentence=sentence, cure=judge.shorter(name), fix=fix)
    yield from judge.glyph_findings(pen.missing)
    yield from pictured.findings(brief, item, _any(node, lambda n: n.tag == "picture"), pen.seen, pen.family.picture)
    yield from judge.type_findings(brief, [p for p, _ in pen.painted])
    yield from judge.code_findings(brief, pen.codes)


def describe(brief: Brief, scope: Scope) -> str:
    """Tell a page in one sentence for each of its languages, for those who cannot see it."""
    if scope.other is not None:
        told = (describe(brief, s) for s in (replace(scope, other=None), scope.other))
        return " ".join(dict.fromkeys(told))
    campaign = scope.text("campaign.title")
    parts = [
        scope.text(n)
        for n in ("state.label", "item.title", "item.short", "when.full", "when.time", "place.full", "closing.title")
    ]
    match brief.what:
        case "agenda-today" | "agenda-week":
            rows = [f"{r.get('label')} {r.get('title')}" for r in scope.rows("agenda.rows")]
            parts = [scope.text("agenda.title") + (": " + "; ".join(rows) if rows else "")]
        case "programme":
            rows = [" ".join(str(r.get(k) or "") for k in ("day", "month", "tba", "title")) for r in scope.rows("programme.rows")]
            parts = [scope.text("programme.title") + ": " + "; ".join(" ".join(r.split()) for r in rows)]
        case "changed-hours":
            parts = [scope.text("item.title"), scope.text("item.text").replace(" \n", "; "), campaign]
        case "default" if scope.present("hours.state"):
            parts = [scope.text("campaign.organisation"), scope.text("hours.state"), scope.text("hours.again"), campaign]
        case _ if brief.campaign.item(brief.what) is None:
            parts = [campaign, scope.text("campaign.theme")]
        case _:
            parts.append(campaign)
    told = ", ".join(dict.fromkeys(p.strip().rstrip(".,") for p in parts if p.strip()))
    call = ": ".join(p for p in (scope.text("link.cta"), scope.text("link.short")) if p)
    return (f"{told}. {call}." if call else f"{told}.").replace("\u200b", "")
