"""The report of a run: which file goes where, what it shows, what was found, and how it was proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.campaign import dates
from kiosk.campaign.finding import Finding
from kiosk.campaign.item import title_of
from kiosk.campaign.later import later
from kiosk.export.papers import Run, flow, look, made
from kiosk.export.papers.cells import rows
from kiosk.export.papers.flow import Block, Style
from kiosk.export.papers.made import Use
from kiosk.export.papers.thumbs import Shelf
from kiosk.export.papers.words import _, counted, lang, product, retold
from kiosk.page.geometry import MM, ORIGIN, Point, Rect, rectangle, rounded
from kiosk.page.items import Group, Page, Shape
from kiosk.page.lines import Span

_WIDE = 0.76 * look.WIDTH
_FOOT = look.A4.height - 15 * MM
_TITLE = 44
"""Letters of a title that are named where something was found."""
_MOST = 4
"""Places of a finding that are named one by one."""
_SECTIONS: tuple[tuple[Use, str, str, str], ...] = (
    ("press", later("Send this one to the printer"), later("Send these to the printer"),
     later("As it is: PDF/X-4 in the inks of the press, bleed and crop marks are in it. Nothing has to be converted.")),
    ("web", later("Put this one online, or send it by e-mail"), later("Put these online, or send them by e-mail"),
     later("PDF files can be read aloud and their links work; the office printer prints them, too. Words for those who do "
           "not see a picture are in manifest.json, under alt.")),
    ("office", later("Print this one in the office"), later("Print these in the office"),
     later("At 100 %, not fitted to the page. Cut along the marks.")),
    ("screens", later("Show this one on screens"), later("Show these on screens"),
     later("For screens that are not run by this program; those that are take what was published.")),
)  # fmt: skip

_SMALL = Style(face=look.text(), size=8, ink=look.QUIET)


def pages(run: Run, shelf: Shelf) -> tuple[Page, ...]:
    """Lay out the report of a run; small pictures are kept on the shelf until it is written."""
    blocks: list[tuple[float, Block]] = [*_found(run)]
    for use, one, many, lead in _SECTIONS:
        entries = [e for e in run.entries if made.use(e) == use]
        title = one if len(entries) == 1 else many
        if entries:
            blocks.append((24, _headed(_(title), _(lead))))
            blocks += ((10 if n == 0 else 14, row) for n, row in enumerate(rows(run, entries, shelf)))
    blocks += _known(run)
    blocks.append((26, _checked(run)))
    number = made.version(run.entries)
    head = _head(run, number)
    band = max(look.BAND, head.height + 52)

    def decor(n: int, count: int) -> flow.Placed:
        top = (band - head.height) / 2
        first = (look.band(band, flow.lines_of(head, look.MARGIN, top)), *flow.moved(head, look.MARGIN, top))
        return (*(_running(run) if n else first), *_foot(_("Version {number}", number=number), n, count))

    return flow.paged(blocks, _("{title}: report", title=run.campaign.title), decor, lambda n: 62 if n else band + 20, _FOOT - 8)


def verdict(run: Run) -> str:
    """Say in a few words how it went."""
    held = len(run.withheld) + len(run.failures)
    if held:
        return counted("{n} file held back", "{n} files held back", held)
    if forced := sum(made.forced(e) for e in run.entries):
        return counted("{n} file with a mistake", "{n} files with a mistake", forced)
    if warned := len(_told(run, "warning")):
        return counted("Ready, with {n} thing to look at", "Ready, with {n} things to look at", warned)
    return _("Everything is ready")


# --- Heads and feet ---------------------------------------------------------------------------------------------------


def _head(run: Run, number: str) -> Block:
    kicker = Style(face=look.text(bold=True), size=10, ink=look.AMBER)
    title = Style(face=look.display(), size=29, ink=look.CREAM, leading=1.02, balance=True)
    line = Style(face=look.text(), size=10, ink=look.CREAM)
    at = run.at.astimezone(run.campaign.zone)
    when = f"{dates.full(at.date(), lang(), year=True)}, {at:%H:%M}"
    kind = " · ".join(dict.fromkeys(w for w in (run.campaign.title, run.campaign.organisation) if w))
    files = counted("{n} file, as of {when}", "{n} files, as of {when}", len(run.entries), when=when)
    files += "\n" + _("Version {number}", number=number)
    return flow.stacked(
        (
            (0, flow.words(kind, _WIDE, kicker)),
            (7, flow.words(verdict(run), _WIDE, title, role="h1")),
            (8, flow.words(files, _WIDE, line)),
        )
    )


def _running(run: Run) -> flow.Placed:
    words = flow.words(_("{title}: report", title=run.campaign.title), look.WIDTH, _SMALL, role="artifact")
    rule = Shape(rectangle(Rect(0, 0, look.WIDTH, 0.6)), look.LINE)
    return (*flow.moved(words, look.MARGIN, 34), (Point(look.MARGIN, 50), Group(((ORIGIN, rule),), role="artifact")))


def _foot(said: str, n: int, count: int) -> flow.Placed:
    left = flow.words(said, look.WIDTH * 0.7, _SMALL, role="artifact")
    right = flow.words(
        _("Page {n} of {count}", n=n + 1, count=count),
        look.WIDTH,
        Style(face=look.text(), size=8, ink=look.QUIET, align="end"),
        role="artifact",
    )
    return (*flow.moved(left, look.MARGIN, _FOOT + 6), *flow.moved(right, look.MARGIN, _FOOT + 6))


def _headed(title: str, lead: str) -> Block:
    head = Style(face=look.display(), size=17, leading=1.05)
    return flow.stacked(
        ((0, flow.words(title, look.WIDTH, head, role="h2")), (3, flow.words(lead, look.WIDTH, _LEAD))), keep=True
    )


_LEAD = Style(face=look.text(), size=9.2, ink=look.QUIET)

# --- Findings ---------------------------------------------------------------------------------------------------------


def _told(run: Run, severity: str) -> list[tuple[Finding, list[str]]]:
    """Bring findings of a severity together: the same sentence once, with the places it is true of."""
    held = tuple(w.finding for w in run.withheld)
    told: dict[tuple[str, str], tuple[Finding, dict[str, list[str]]]] = {}
    for found in (*run.findings, *held):
        if found.severity == severity:
            _, named = told.setdefault((found.sentence, found.cure), (found, {}))
            item = run.campaign.item(found.item) if found.item else None
            on = named.setdefault(flow.cut(title_of(item), _TITLE) if item else "", [])
            if found.product and product(found.product).lower() not in on:
                on.append(product(found.product).lower())
    return [(found, [w for name, on in named.items() if (w := _where(name, on))]) for found, named in told.values()]


def _where(name: str, products: Sequence[str]) -> str:
    return ": ".join(w for w in (name, ", ".join(products)) if w)


def _found(run: Run) -> Iterator[tuple[float, Block]]:
    """Say what has to be looked at, the worst first: what is held back, what was written all the same, warnings."""
    rows: list[Block] = []
    held = {w.finding.sentence for w in run.withheld}
    for found, places in _told(run, "error"):
        state = _("Held back") if found.sentence in held else _("Mistake")
        rows.append(_finding(state, found.sentence, found.cure, places, bad=True))
    rows += (
        _finding(_("Failed"), _("{file} could not be written.", file=f.path) + f" {f.sentence.rstrip('.')}.", "", [], bad=True)
        for f in run.failures
    )
    rows += (_finding(_("Look at"), found.sentence, found.cure, places, bad=False) for found, places in _told(run, "warning"))
    if not rows:
        return
    forced = sum(made.forced(e) for e in run.entries)
    lead = _("Nothing else was found by the checks named at the end.")
    if forced:
        lead = counted(
            "{n} file with a mistake was written because --force was given.",
            "{n} files with a mistake were written because --force was given.",
            forced,
        )
    yield 0, _headed(_("Look at this first"), lead)
    for n, row in enumerate(rows):
        yield (9 if n == 0 else 7), row


def _finding(state: str, sentence: str, cure: str, places: Sequence[str], *, bad: bool) -> Block:
    paint = look.BRICK if bad else look.OCHRE
    label = flow.words(state, 62, Style(face=look.text(bold=True), size=8.6, ink=paint))
    body = [Span(retold(sentence), look.text(bold=True), look.INK)]
    if cure:
        body.append(Span(f" {retold(cure)}", look.text(), look.INK))
    set_ = [(0.0, flow.words(body, look.WIDTH - 92, Style(face=look.text(), size=9.2, leading=1.3)))]
    if places:
        more = " " + _("and {n} more", n=len(places) - _MOST) if len(places) > _MOST else ""
        set_.append((2, flow.words("; ".join(places[:_MOST]) + more, look.WIDTH - 92, _SMALL)))
    said = flow.stacked(set_)
    height = said.height + 12
    ground = Shape(rounded(Rect(0, 0, look.WIDTH, height), 3), look.GROUND)
    edge = Shape(rectangle(Rect(0, 0, 2.4, height)), paint)
    frame = (ORIGIN, Group(((ORIGIN, ground), (ORIGIN, edge)), role="artifact"))
    mark = look.warning(10, 6.5, 9, paint)
    return Block((frame, mark, *flow.moved(label, 24, 6), *flow.moved(said, 84, 6)), height)


def _known(run: Run) -> Iterator[tuple[float, Block]]:
    """Say what is as it is: dates to come, cancelled events."""
    infos = _told(run, "info")
    if not infos:
        return
    yield 24, _headed(_("Good to know"), _("Not mistakes: this is how the campaign stands."))
    for found, places in infos:
        where = f" {'; '.join(places[:_MOST])}." if places and not any(p.split(":")[0] in found.sentence for p in places) else ""
        yield 4, flow.words(f"{retold(found.sentence)}{where}", look.WIDTH, Style(face=look.text(), size=9.2))


# --- Proof ------------------------------------------------------------------------------------------------------------


def _checked(run: Run) -> Block:
    """Say what was done to prove the files, and what the numbers mean."""
    from kiosk.export.preflight.preflight import RULES

    codes = [code for e in run.entries for code in e.qr]
    said: list[str] = []
    if run.proof:
        pdfs = sum(e.path.endswith(".pdf") for e in run.entries)
        if pdfs:
            said.append(
                counted(
                    "{n} PDF opened again and judged by {rules} rules of print and of accessibility.",
                    "{n} PDFs opened again and judged by {rules} rules of print and of accessibility.",
                    pdfs,
                    rules=len(RULES),
                )
            )
        if codes:
            worse = sum(code.half and code.blurred for code in codes)
            said.append(
                counted(
                    "{n} code read back from the finished pixels, {worse} of them at half their size and out of focus, too.",
                    "{n} codes read back from the finished pixels, {worse} of them at half their size and out of focus, too.",
                    len(codes),
                    worse=worse,
                )
            )
    else:
        said.append(_("Nothing was read back: --no-proof was given."))
    if any(made.apart(e) for e in run.entries):
        said.append(
            _("“Proof” is how far a PDF lies from the picture on screens at its worst spot; edges of letters make up to 64.")
        )
    said.append(_("This report does not replace somebody who looks."))
    head = Style(face=look.text(bold=True), size=9.2)
    return flow.stacked(
        (
            (0, flow.words(_("How this was checked"), look.WIDTH, head, role="h2")),
            (2, flow.words(" ".join(said), look.WIDTH, _LEAD)),
        )
    )
