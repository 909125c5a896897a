"""What a signature is asked for: the files of one item, the facts on its page, and whether the written file says them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import cast

from kiosk.campaign import dates
from kiosk.campaign.item import Item, title_of
from kiosk.campaign.later import later
from kiosk.campaign.translation import own_language
from kiosk.compose.brief import Brief
from kiosk.compose.fields import facts
from kiosk.export.manifest import Entry
from kiosk.export.papers import Run, made, thumbs
from kiosk.export.papers.words import _
from kiosk.page.stock import STOCKS
from kiosk.record import record

_FIRST = ("poster", "programme", "postcard", "slide", "social", "screensaver")
"""Products by how much of the facts they show, the fullest first."""
_FIELDS = (
    (later("In short"), "item", "short"), (later("When"), "when", "full"), (later("Time"), "when", "time"),
    (later("Where"), "place", "full"), (later("Who"), "event", "speakers"), (later("By"), "article", "author"),
    (later("Cost"), "event", "cost"),
)  # fmt: skip


@record(kw_only=True)
class Fact:
    """A fact in the words of the page; `there` tells whether the written file says it, None where that cannot be read."""

    name: str
    words: str
    lang: str
    there: bool | None
    link: str | None = None


@record(kw_only=True)
class Request:
    """One thing to be approved: its files, the fullest first, and its facts."""

    title: str
    lang: str
    entries: tuple[Entry, ...]
    facts: tuple[Fact, ...]

    @property
    def main(self) -> Entry:
        """The file that shows most."""
        return self.entries[0]


def requests(run: Run) -> tuple[Request, ...]:
    """List what has to be approved: each item by date, behind them what the campaign shows of itself."""
    by_item: dict[str, list[Entry]] = {}
    for entry in run.entries:
        by_item.setdefault(entry.item or "", []).append(entry)
    own = by_item.pop("", [])
    order = sorted(by_item, key=lambda id: min(e.path.rpartition("/")[2] for e in by_item[id]))
    listed = [_request(run, run.campaign.item(id), by_item[id]) for id in order]
    return (*listed, *([_request(run, None, own)] if own else []))


def _request(run: Run, item: Item | None, entries: list[Entry]) -> Request:
    ordered = tuple(
        sorted(
            entries,
            key=lambda e: (_FIRST.index(e.product), not e.path.endswith(".pdf"), made.use(e) in ("press", "office"), e.path),
        )
    )
    lang = ordered[0].lang.split("+")[0] or own_language(run.campaign)
    title = title_of(item) if item else run.campaign.title
    said = thumbs.said(run.out / ordered[0].path)
    told = [(_("Title"), title), *(_of_item(run, item, lang, ordered[0].lang) if item else _of_campaign(run, lang))]
    found = [
        Fact(name=name, words=words, lang=lang, there=None if said is None else says(said, words))
        for name, words in told
        if words
    ]
    return Request(title=title, lang=lang, entries=ordered, facts=(*found, *_link(ordered, lang)))


def _of_item(run: Run, item: Item, lang: str, langs: str) -> Iterator[tuple[str, str]]:
    stock = next(iter(STOCKS["poster"].values()))
    page = Brief(
        campaign=run.campaign, product="poster", stock=stock, what=item.id, at=run.at, family_name="", family={},
        langs=tuple(langs.split("+")) or (lang,),
    )  # fmt: skip
    values = facts.bind(page).values
    for name, group, field in _FIELDS:
        fields = values.get(group)
        if isinstance(fields, Mapping):
            yield _(name), str(cast("Mapping[str, object]", fields).get(field) or "")


def _of_campaign(run: Run, lang: str) -> Iterator[tuple[str, str]]:
    c = run.campaign
    yield _("Strapline"), c.theme
    days = tuple(dict.fromkeys(dates.full(day, lang, year=True) for day in (c.starts, c.ends) if day))
    yield _("When"), " – ".join(days)
    yield _("Hashtag"), c.hashtag


def _link(entries: tuple[Entry, ...], lang: str) -> Iterator[Fact]:
    """Tell where the codes lead, as they were read from the finished pixels; else what address is printed."""
    codes = [code for entry in entries for code in entry.qr]
    read = dict.fromkeys(code.decoded or code.text for code in codes)
    right = all(code.decoded == code.text for code in codes)
    for link in read:
        yield Fact(name=_("The code leads to"), words=link, lang=lang, there=right, link=link)
    if not read and entries[0].link:
        yield Fact(name=_("Link, without a code"), words=entries[0].link, lang=lang, there=None, link=entries[0].link)


def says(text: str, words: str) -> bool:
    """Tell whether a text has all these words, wherever they stand."""
    said = _squeezed(text)
    return all(_squeezed(word) in said for word in words.split())


def _squeezed(text: str) -> str:
    """Keep letters and figures alone: where a line ends, pages leave out commas."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
