"""Sheets that ask for a signature: one A4 page for each item, in black and white, with the facts as they are printed."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.campaign import dates
from kiosk.export.manifest import Entry
from kiosk.export.papers import Run, asked, flow, look, made
from kiosk.export.papers.asked import Fact, Request
from kiosk.export.papers.flow import Block, Placed, Style
from kiosk.export.papers.thumbs import Shelf
from kiosk.export.papers.words import _, lang, product, retold
from kiosk.page.geometry import ORIGIN, Path, Point, Rect, polygon, rectangle, rounded
from kiosk.page.ink import ink
from kiosk.page.items import Group, Page, Picture, Role, Shape, Stroke

_BLACK, _GREY, _RULE = ink("#111111"), ink("#4D4D4D"), ink("#8C8C8C")
_LEFT, _GUTTER = 286.0, 22.0
_RIGHT = look.WIDTH - _LEFT - _GUTTER
_BODY, _FORM, _FOOT = 128.0, 622.0, look.A4.height - 38.0
_STRIP = 62.0
_MOST = 5
"""Files beside the main one that get a small picture."""
_SMALL = Style(face=look.text(), size=7.6, ink=_GREY, leading=1.22)
_HEAD = Style(face=look.text(bold=True), size=10.4, ink=_BLACK)
_WORDS = Style(face=look.text(), size=9.6, ink=_BLACK, leading=1.24)
_LABEL = Style(face=look.text(bold=True), size=8, ink=_GREY)


def pages(run: Run, shelf: Shelf) -> tuple[Page, ...]:
    """Lay out a sheet for each item of a run, and one for what the campaign shows of itself."""
    wanted = asked.requests(run)
    return tuple(
        _page(run, one, shelf, _("{n} of {count}", n=n + 1, count=len(wanted)), "artifact" if n else "p")
        for n, one in enumerate(wanted)
    )


def _page(run: Run, one: Request, shelf: Shelf, number: str, role: Role) -> Page:
    left, right = look.MARGIN, look.MARGIN + _LEFT + _GUTTER
    facts = flow.stacked(((0, _facts(one)), (14, _checks(run, one))))
    # What is longer than its place is made smaller, so that the form never slips to another page.
    room = _FORM - _BODY - 16
    items: list[Placed] = [
        _top(run, one, role),
        _pictures(run, one, shelf),
        flow.moved(facts, right, _BODY) if facts.height <= room else flow.moved(flow.shrunk(facts, room), right, _BODY),
        flow.moved(_form(run, role), left, _FORM),
        _foot(run, one, number),
    ]
    return Page(
        look.A4,
        tuple(i for placed in items for i in placed),
        lang(),
        _("{campaign}: {title}, for approval", campaign=run.campaign.title, title=one.title),
    )


def _top(run: Run, one: Request, role: Role) -> Placed:
    """Head a sheet; what every sheet says alike has its `role` on the first and is decoration on the others."""
    about = " · ".join(dict.fromkeys(w for w in (run.campaign.title, run.campaign.organisation) if w))
    kicker = flow.words(_("For approval"), look.WIDTH / 2, Style(face=look.text(bold=True), size=10.4, ink=_BLACK), role=role)
    campaign = flow.words(about, look.WIDTH * 0.6, Style(face=look.text(), size=9.2, ink=_GREY, align="end"), role=role)
    size = 27.0
    while True:
        title = flow.words(
            one.title, look.WIDTH, Style(face=look.display(), size=size, ink=_BLACK, leading=1.02), role="h1", lang=one.lang
        )
        if title.height <= 58 or size <= 12:
            break
        size -= 1
    rule = Shape(rectangle(Rect(0, 0, look.WIDTH, 1)), _BLACK)
    return (
        *flow.moved(kicker, look.MARGIN, 36),
        *flow.moved(campaign, look.MARGIN + look.WIDTH * 0.4, 36.8),
        *flow.moved(title, look.MARGIN, 54 + (58 - title.height) / 2),
        (Point(look.MARGIN, _BODY - 12), Group(((ORIGIN, rule),), role="artifact")),
    )


# --- Pictures ---------------------------------------------------------------------------------------------------------


def _pictures(run: Run, one: Request, shelf: Shelf) -> Placed:
    """Show the main file as large as it goes, its back below, and the others in a strip."""
    others = one.entries[1 : 1 + _MOST]
    tall = _FORM - _BODY - 16 - (_STRIP + 30 if others else 0)
    file = run.out / one.main.path
    sides = min(2, max(1, shelf.pages(file)))
    out: list[tuple[Point, Group]] = []
    y = _BODY
    for n in range(sides):
        picture = shelf.of(file, _LEFT, (tall - 10 * (sides - 1)) / sides, n)
        if picture is not None:
            out.append(_framed(picture, look.MARGIN, y, _named(one.main, one, back=n > 0)))
            y += picture.h + 10
    placed: Placed = tuple(out)
    width = (_LEFT - 8 * (_MOST - 1)) / _MOST
    foot = _FORM - 16
    for n, entry in enumerate(others):
        x = look.MARGIN + n * (width + 8)
        picture = shelf.of(run.out / entry.path, width, _STRIP)
        caption = flow.words(_short(entry), width + 4, _SMALL)
        if picture is not None:
            placed += (_framed(picture, x, foot - 24 - picture.h, _named(entry, one)),)
        placed += flow.moved(caption, x, foot - 20)
    return placed


def _named(entry: Entry, one: Request, *, back: bool = False) -> str:
    said = {"product": product(entry.product), "title": one.title}
    return _("{product}: {title}, its back", **said) if back else _("{product}: {title}", **said)


def _framed(picture: Picture, x: float, y: float, alt: str) -> tuple[Point, Group]:
    edge = Shape(rectangle(Rect(0, 0, picture.w, picture.h).inset(-0.35)), stroke=Stroke(_RULE, 0.7))
    return Point(x, y), Group(((ORIGIN, picture), (ORIGIN, edge)), role="figure", alt=alt[:240])


def _short(entry: Entry) -> str:
    stock = entry.stock.replace("-", " ").upper() if entry.stock[:1] == "a" else entry.stock.replace("x", " × ")
    words = (product(entry.product), "" if entry.pixels else stock, _("press") if entry.press else "", made.look(entry))
    return " ".join(word for word in words if word)


# --- Facts and checks -------------------------------------------------------------------------------------------------


def _facts(one: Request) -> Block:
    rows = [(0.0, flow.words(_("As printed"), _RIGHT, _HEAD, role="h2"))]
    for n, fact in enumerate(one.facts):
        rows.append((7 if n == 0 else 6, _fact(fact)))
    return flow.stacked(rows)


def _fact(fact: Fact) -> Block:
    style = Style(face=look.text(), size=10.4, ink=_BLACK, leading=1.2)
    said = fact.name if fact.there is not False else _("{fact}: NOT ON THE PAGE", fact=fact.name)
    label = flow.words(said, _RIGHT - 14, _LABEL)
    words = flow.words(flow.cuttable(fact.words), _RIGHT - 14, style, lang=fact.lang, link=fact.link)
    mark = {True: look.tick(0, 1.5, 8, _BLACK), False: look.warning(0, 1, 9, _BLACK), None: None}[fact.there]
    made_ = flow.stacked(((0, label), (0.5, words)))
    return Block((*((mark,) if mark else ()), *flow.moved(made_, 14, 0)), made_.height)


def _checks(run: Run, one: Request) -> Block:
    rows = [(0.0, flow.words(_("Checked by the program"), _RIGHT, _HEAD, role="h2"))]
    for n, (good, said) in enumerate(_said(run, one)):
        words = flow.words(said, _RIGHT - 14, _WORDS)
        mark = (look.tick if good else look.warning)(0, 2.4, 8, _BLACK)
        rows.append((6 if n == 0 else 3, Block((mark, *flow.moved(words, 14, 0)), words.height)))
    return flow.stacked(rows)


def _said(run: Run, one: Request) -> Iterator[tuple[bool, str]]:
    from kiosk.export.files.drawn import APART
    from kiosk.export.preflight.preflight import RULES

    codes = [code for entry in one.entries for code in entry.qr]
    if codes and run.proof:
        right = sum(code.decoded == code.text for code in codes)
        far = min(code.readable_to_m for code in codes)
        said = _(
            "{right} of {count} codes read back, the smallest readable to {far} m", right=right, count=len(codes), far=f"{far:g}"
        )
        yield right == len(codes), said
    if run.proof and any(e.path.endswith(".pdf") for e in one.entries):
        yield True, _("Judged by {rules} rules of print and accessibility", rules=len(RULES))
    compared = [e.difference.worst for e in one.entries if e.difference and not e.press]
    if compared:
        worst = max(compared)
        yield worst <= APART, _("As on screens, but for {number} of 255 at the worst spot", number=f"{worst:.0f}")
    if not run.proof:
        yield False, _("Nothing was read back: --no-proof was given")
    found = dict.fromkeys((f.severity, f.sentence) for e in one.entries for f in e.findings)
    for severity, sentence in sorted(found):
        yield severity == "info", retold(sentence)
    if not any(severity != "info" for severity, _ in found):
        yield True, _("Nothing was found that has to be mended")


# --- The form ---------------------------------------------------------------------------------------------------------


def _form(run: Run, role: Role) -> Block:
    """Draw the box to be filled in: approved or changed, by whom, when."""
    height, pad, half = _FOOT - _FORM - 14, 14.0, look.WIDTH * 0.56
    frame = Shape(rounded(Rect(0, 0, look.WIDTH, height), 4), stroke=Stroke(_BLACK, 1))
    lines = Path("", ())
    choices: Placed = ()
    for y, said in ((pad, _("Approved as it is")), (pad + 24, _("Approved once this is changed:"))):
        lines = lines + rectangle(Rect(pad, y, 12, 12))
        choices += flow.moved(
            flow.words(said, half - 40, Style(face=look.text(bold=True), size=10.4, ink=_BLACK)), pad + 20, y - 0.5
        )
    for n in range(4):
        y = pad + 60 + n * 22
        lines = lines + polygon(((pad, y), (half - 10, y)), close=False)
    fields: Placed = ()
    for n, said in enumerate((_("Name"), _("Date"), _("Signature"))):
        y = pad + 22 + n * 34
        lines = lines + polygon(((half + 10, y), (look.WIDTH - pad, y)), close=False)
        fields += flow.moved(flow.words(said, 120, _SMALL), half + 10, y + 2)
    back = flow.words(_back(run), look.WIDTH - half - 10 - pad, _SMALL, role=role)
    drawn = Group(((ORIGIN, frame), (ORIGIN, Shape(lines, stroke=Stroke(_BLACK, 0.6)))), role="artifact")
    return Block(((ORIGIN, drawn), *choices, *fields, *flow.moved(back, half + 10, height - back.height - 8)), height)


def _back(run: Run) -> str:
    c = run.campaign
    who = ", ".join(w for w in (c.organisation, c.contact) if w)
    if not who:
        return _("Please send this sheet back to whoever asked you.")
    return _("Asked by {who}. Please send this sheet back there.", who=who)


def _foot(run: Run, one: Request, number: str) -> Placed:
    names = ", ".join(e.path.rpartition("/")[2] for e in one.entries[:3])
    if len(one.entries) > 3:
        names += " " + _("and {n} more", n=len(one.entries) - 3)
    at = run.at.astimezone(run.campaign.zone)
    day = dates.full(at.date(), lang(), year=True)
    said = _(
        "Version {number}, {day}. {files}. Anything else than this version has not been approved.",
        number=made.version(one.entries), day=day, files=names,
    )  # fmt: skip
    words = flow.words(flow.breakable(said), look.WIDTH - 60, _SMALL)
    right = flow.words(number, 50, Style(face=look.text(), size=7.6, ink=_GREY, align="end"), role="artifact")
    return (*flow.moved(words, look.MARGIN, _FOOT - 4), *flow.moved(right, look.MARGIN + look.WIDTH - 50, _FOOT - 4))
