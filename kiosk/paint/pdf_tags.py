"""The structure of a PDF file: what each mark means, in reading order (ISO 32000-1, 14.7 and 14.8; ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kiosk.page.geometry import Rect
from kiosk.page.items import Group, Role, TextRun
from kiosk.paint import pdf_objects as objects
from kiosk.paint.pdf_fonts import HIDDEN
from kiosk.paint.pdf_objects import Document

_KINDS: dict[Role, str] = {
    "document": "Sect", "h1": "H1", "h2": "H2", "h3": "H3", "p": "P", "note": "P", "list": "L", "item": "LI",
    "span": "Span",
}  # fmt: skip
"""Standard structure types by role; a Note would have to be referred to from somewhere."""
_HOLDERS = frozenset(("Document", "Sect", "L", "LI", "LBody"))
"""Types that hold blocks, never words of their own."""
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass(slots=True, eq=False)
class Element:
    """One structure element in the making: `kids` are elements, marked contents (numbers) and annotations (references)."""

    kind: str
    page: int = 0
    order: int | None = None
    lang: str = ""
    alt: str = ""
    box: Rect | None = None
    entry: str = ""
    rtl: bool = False
    kids: list[Element | int | str] = field(default_factory=list["Element | int | str"])
    words: list[str] = field(default_factory=list[str])
    name: str = ""

    def add(self, kid: Element) -> Element:
        """Take in an element."""
        self.kids.append(kid)
        return kid

    @property
    def text(self) -> str:
        """The words of a heading, for bookmarks."""
        said = ["".join(self.words).translate(HIDDEN), *(k.text for k in self.kids if isinstance(k, Element))]
        return " ".join(" ".join(said).split())

    def walk(self) -> Iterator[Element]:
        """List this element and all inside, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


@dataclass(slots=True)
class Marks:
    """Marked content of one page: which element is being painted, and what is open in the stream."""

    out: list[str]
    page: int
    now: Element
    hidden: bool = False
    owners: list[Element] = field(default_factory=list[Element])
    _open: Element | bool = False  # True: an artifact
    _loose: Element | None = None

    def begin(self, run: TextRun | None = None, turn: int | None = None) -> None:
        """Open what the next mark belongs to: a shape or picture, or a run of words.

        Where words run both ways each run has its `turn` in reading order and a span of its own, with what it says if it is
        shown from right to left: it is painted as it is seen.
        """
        target: Element | bool = True
        if not self.hidden:
            if self.now.kind == "Figure":
                target = self.now
            elif run is not None:
                target = self._worded()
                if turn is not None:
                    target = target.add(Element("Span", self.page, order=turn, rtl=run.rtl))
                target.words.append(run.text)
        if target is self._open:
            return
        self.close()
        self._open = target
        self.out.append(self._begun(target) if isinstance(target, Element) else "/Artifact BMC")

    def _begun(self, element: Element, actual: str | None = None) -> str:
        """Word the start of an element's next marked content; `actual` is what its glyphs stand for, where they do not say."""
        element.kids.append(len(self.owners))
        self.owners.append(element)
        if actual is None:
            return f"/{element.kind}<</MCID {len(self.owners) - 1}>>BDC"
        return f"/Span<</MCID {len(self.owners) - 1}/ActualText<FEFF{objects.utf16(actual)}>>>BDC"

    def spanned(self, parts: Sequence[tuple[str | None, str]]) -> str:
        """Word a run in parts, those with an actual text apart; no marked content may hold another, for readers lose count."""
        target = self._open
        if not isinstance(target, Element):
            return " ".join(shown for _, shown in parts)
        if self.out[-1].startswith(f"/{target.kind}<<"):  # begun for this run, and empty
            self.out.pop()
            target.kids.pop()
            self.owners.pop()
            self._open = False
        self.close()
        return " ".join(f"{self._begun(target, actual)} {shown} EMC" for actual, shown in parts)

    def close(self) -> None:
        """End what is open."""
        if self._open:
            self.out.append("EMC")
            self._open = False

    def _worded(self) -> Element:
        """Find the element for words: the one at hand, or a paragraph of its own in one that holds blocks."""
        if self.now.kind not in _HOLDERS:
            return self.now
        if self._loose is None or self._loose is not (self.now.kids or [None])[-1]:
            self._loose = self.now.add(Element("P", self.page))
        return self._loose

    def fence(self) -> None:
        """Keep marked contents and saved states from crossing: decoration goes on across them, all else ends."""
        if self.hidden:
            self.begin()
        else:
            self.close()

    def enter(self, group: Group, lang: str, area: Rect | None) -> Element | None:
        """Go into what a group means, inside words of `lang`; `area` is where it lies. Give the link it makes, if any.

        A picture without alternative text means nothing to those who cannot see it; one that leads somewhere is a figure in a
        link, and a link among blocks stands in a paragraph.
        """
        if self.hidden or self.now.kind == "Figure":
            return None
        figure = group.role == "figure" or (bool(group.link or group.alt) and not _words(group))
        if group.role == "artifact" or (figure and not (group.alt or group.link)):
            self.hidden = True
            return None
        kinds: list[str] = []
        if group.role and group.role not in ("figure", "link"):
            kinds.append(_KINDS[group.role])
        elif group.lang and group.lang != lang and not figure:
            kinds.append("Sect" if self.now.kind in _HOLDERS else "Span")
        if group.link:
            kinds += ["Link"] if (kinds or [self.now.kind])[-1] not in _HOLDERS else ["P", "Link"]
        if figure:
            kinds.append("Figure")
        first = leads = None
        for kind in kinds:
            self.now = self.now.add(Element(kind, self.page))
            first = first or self.now
            leads = self.now if kind == "Link" else leads
        if first is not None:
            first.order, first.entry = group.order, group.entry or ""
            first.lang = group.lang if group.lang and group.lang != lang else ""
        if figure:
            self.now.alt, self.now.box = group.alt or group.link or "", area
            if leads is not None:
                leads.alt = self.now.alt
        return leads


def _words(group: Group) -> bool:
    return any(isinstance(i, TextRun) or (isinstance(i, Group) and i.role != "artifact" and _words(i)) for _, i in group.items)


def write(doc: Document, root: Element, sheets: Sequence[Marks], links: Sequence[Element]) -> str:
    """Write the tree and its number tree; give the catalog's entries. `links` own annotations, in order of their keys."""
    _arrange(root)
    _level(root)
    elements = list(root.walk())
    for n, element in enumerate(elements):
        element.name = f"e{n}"
        objects.add(doc, b"", element.name)
    tree = objects.add(doc, b"", "structure")
    for element in elements:
        for kid in element.kids:
            if isinstance(kid, Element):
                objects.replace(doc, _body(doc, kid, objects.reference(doc, element.name)), kid.name)
    objects.replace(doc, _body(doc, root, tree), root.name)
    numbers = [
        f"{n}[{' '.join(objects.reference(doc, e.name) for e in sheet.owners)}]" for n, sheet in enumerate(sheets)
    ]  # fmt: skip
    numbers += [f"{len(sheets) + n} {objects.reference(doc, e.name)}" for n, e in enumerate(links)]
    parents = objects.add(doc, f"<</Nums[{' '.join(numbers)}]>>".encode(), "parents")
    body = (
        f"<</Type/StructTreeRoot/K[{objects.reference(doc, root.name)}]/ParentTree {parents}/ParentTreeNextKey {len(numbers)}>>"
    )
    objects.replace(doc, body.encode(), "structure")
    return f"/MarkInfo<</Marked true>>/StructTreeRoot {tree}"


def _body(doc: Document, element: Element, parent: str) -> bytes:
    kids: list[str] = []
    for kid in element.kids:
        match kid:
            case Element():
                kids.append(objects.reference(doc, kid.name))
            case int():
                kids.append(str(kid))
            case str():
                kids.append(f"<</Type/OBJR/Obj {kid}>>")
    out = f"<</Type/StructElem/S/{element.kind}/P {parent}/K[{' '.join(kids)}]"
    if element.kind != "Document":
        out += f"/Pg {objects.reference(doc, f'page{element.page}')}"
    if element.lang:
        out += f"/Lang{objects.text(element.lang)}"
    if element.alt:
        out += f"/Alt{objects.text(element.alt)}"
    if element.rtl:
        out += f"/ActualText{objects.text(''.join(element.words).translate(HIDDEN))}"
    if element.box is not None:
        b = element.box
        box = " ".join(map(objects.number, (b.x, b.y, b.right, b.bottom)))
        out += f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
    return (out + ">>").encode()


def _arrange(element: Element) -> None:
    """Put kids into reading order, those without a number behind all before them; leave out empty ones; make lists."""
    keyed: list[tuple[int, Element | int | str]] = []
    last = 0
    for kid in element.kids:
        if isinstance(kid, Element):
            _arrange(kid)
            if not kid.kids:
                continue
        own = kid.order if isinstance(kid, Element) else None
        last = max(last, own or 0)
        keyed.append((last if own is None else own, kid))
    keyed.sort(key=lambda k: k[0])
    element.kids = [kid for _, kid in keyed]
    if element.kind in _HOLDERS:
        element.kids = [one for name, some in groupby(element.kids, _listed) for one in _list(name, list(some))]


def _listed(kid: Element | int | str) -> str:
    return kid.entry.rpartition("/")[0] if isinstance(kid, Element) else ""


def _list(name: str, kids: list[Element | int | str]) -> Iterator[Element | int | str]:
    """Make neighbours that come from entries of one list a list; one entry alone is none."""
    entries = [list(some) for _, some in groupby(kids, lambda k: k.entry if isinstance(k, Element) else "")]
    if not name or len(entries) < 2:
        yield from kids
        return
    made = Element("L", page=next(k.page for k in kids if isinstance(k, Element)))
    for some in entries:
        body = made.add(Element("LI", made.page)).add(Element("LBody", made.page))
        body.kids += some
    yield made


def _level(root: Element) -> None:
    """Make the first H1 the only one, let no level be skipped, and make a paragraph of what stands before it or names nothing."""
    headings = [e for e in root.walk() if e.kind in _HEADINGS]
    for element in headings:
        if not any(c.isalpha() for c in element.text):  # a large figure, such as the day of a date
            element.kind = "P"
    headings = [e for e in headings if e.kind != "P"]
    if headings and not any(e.kind == "H1" for e in headings):
        headings[0].kind = "H1"
    level = lowered = 0
    for element in headings:
        own = int(element.kind[1])
        if not level and own > 1:
            element.kind = "P"
            continue
        if own == 1 and level:
            lowered = 1
        level = min(own + lowered, level + 1)
        element.kind = _HEADINGS[level - 1]


def bookmarks(doc: Document, root: Element, tops: Sequence[tuple[str, float]]) -> str:
    """Write an outline with an entry for each page, below it the page's other headings; give the catalog's entry.

    `tops` are the pages' titles and upper edges, in points.
    """
    names = [f"mark{n}" for n in range(len(tops))]
    for name in ("marks", *names):
        objects.add(doc, b"", name)
    outline = objects.reference(doc, "marks")
    refs = [objects.reference(doc, n) for n in names]
    headings = [e for e in root.walk() if e.kind in _HEADINGS]
    total = 0
    for n, (title, top) in enumerate(tops):
        here = [e for e in headings if e.page == n and e.text]
        main = next((e for e in here if e.kind in ("H1", "H2")), None)
        below = [e for e in here if e is not main]
        target = f"[{objects.reference(doc, f'page{n}')}/XYZ null {objects.number(top)} null]"
        inner = _below(doc, below, f"mark{n}", refs[n], target)
        ends = (f"/Prev {refs[n - 1]}" if n else "") + (f"/Next {refs[n + 1]}" if n + 1 < len(refs) else "")
        title = (main.text if main is not None else "") or title
        body = f"<</Title{objects.text(title)}/Parent {outline}{ends}{inner}/Dest{target}>>"
        objects.replace(doc, body.encode(), names[n])
        total += 1 + len(below)
    objects.replace(doc, f"<</Type/Outlines/First {refs[0]}/Last {refs[-1]}/Count {total}>>".encode(), "marks")
    return f"/Outlines {outline}"


def _below(doc: Document, headings: Sequence[Element], name: str, parent: str, target: str) -> str:
    if not headings:
        return ""
    refs = [objects.add(doc, b"", f"{name}.{n}") for n in range(len(headings))]
    for n, element in enumerate(headings):
        ends = (f"/Prev {refs[n - 1]}" if n else "") + (f"/Next {refs[n + 1]}" if n + 1 < len(refs) else "")
        body = f"<</Title{objects.text(element.text)}/Parent {parent}{ends}/Dest{target}>>"
        objects.replace(doc, body.encode(), f"{name}.{n}")
    return f"/First {refs[0]}/Last {refs[-1]}/Count {len(refs)}"
