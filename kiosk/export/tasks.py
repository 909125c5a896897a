"""Which sheets an order asks for: product by product, item by item, stock by stock, each with its file name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from kiosk.campaign.campaign import Campaign, Placement
from kiosk.campaign.item import Announced, Article, Event, Item, Notice, Prompt, Technique
from kiosk.campaign.slug import slug
from kiosk.campaign.translation import main_tag, translated_into
from kiosk.export import naming
from kiosk.export.order import FORMATS, LATER, PRODUCTS, Error, Order, Task
from kiosk.export.sheets import office, placements
from kiosk.page.stock import STOCKS, Product

Whats: TypeAlias = Callable[[Campaign, Product], tuple[str, ...]]
"""Asks which pages a product has by default; an item's page is called by the item's id."""
_Item = TypeVar("_Item", bound=Announced)


AGENDAS = ("agenda-today", "agenda-week")
"""Pages that are true on the day they are made for."""
_NAMED = 20
"""Items that are named to somebody who named one that is not there."""


def published(campaign: Campaign, keep: Sequence[str] = ()) -> Campaign:
    """Leave out drafts, except those named, which count as ready then: a draft is never exported with the rest."""

    def ready(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
        return tuple(replace(i, draft=False) if i.draft else i for i in items if not i.draft or i.id in keep)

    return replace(
        campaign,
        events=ready(campaign.events),
        articles=ready(campaign.articles),
        techniques=ready(campaign.techniques),
        prompts=ready(campaign.prompts),
        notices=ready(campaign.notices),
    )


def joined(campaign: Campaign, partial: Sequence[Item]) -> Campaign:
    """Add items to a campaign that could be read only in part, so that their files have names."""
    if not partial:
        return campaign
    return replace(
        campaign,
        events=(*campaign.events, *(i for i in partial if isinstance(i, Event))),
        articles=(*campaign.articles, *(i for i in partial if isinstance(i, Article))),
        techniques=(*campaign.techniques, *(i for i in partial if isinstance(i, Technique))),
        prompts=(*campaign.prompts, *(i for i in partial if isinstance(i, Prompt))),
        notices=(*campaign.notices, *(i for i in partial if isinstance(i, Notice))),
    )


def expand(order: Order, campaign: Campaign, whats: Whats, known: Sequence[str] = ()) -> tuple[Task, ...]:
    """List the sheets; `campaign` is the published one, `known` are ids of items of which nothing can be made.

    Raise Error for a name that does not exist or cannot be combined.
    """
    products = _products(order)
    places = _placements(order, campaign)
    named = bool(order.products) and "all" not in order.products
    _check_names(order, campaign, known)
    _check_langs(order, campaign)
    hopeless = bool(order.items) and all(i in known and campaign.item(i) is None for i in order.items)
    made: list[Task] = []
    for product in products:
        stocks, formats = _stocks(order, product), _formats(order, product)
        pages = whats(campaign, product)
        wanted = [w for w in pages if w in order.items] if order.items else list(pages)
        if named and order.press and not (formats and stocks):
            printed = [p for p in PRODUCTS if any(s.kind == "print" for s in STOCKS[p].values())]
            raise Error(f"A press file is a PDF of something printed; leave out --press, or choose {_list(printed)} as pdf")
        if named and order.saver and not stocks and not order.stocks:
            raise Error(f"A {product} is shown on screens, which need no ink; leave out --ink-saver")
        if named and not stocks:
            raise Error(
                f"The product {product} has no stock {_list(order.stocks)}; it has {_list(tuple(office.stocks(product)))}"
            )
        if named and not formats:
            raise Error(f"The product {product} has no format {_list(order.formats)}; it has {_list(FORMATS[product])}")
        if named and order.items and not wanted and not hopeless:
            raise Error(f"There is no {product} of {_list(order.items)}; leave out --item or choose another product")
        for stock in stocks:
            for index, what in enumerate(wanted) if formats else ():
                for at in places:
                    made.append(_task(order, campaign, product, what, stock, formats, index, len(wanted), at))
    if order.items and not made and not hopeless:
        raise Error(f"Nothing can be made of {_list(order.items)} with these choices; leave out --stock or --format")
    return tuple(_distinct(made))


def _products(order: Order) -> tuple[Product, ...]:
    wrong = [p for p in order.products if p not in PRODUCTS and p != "all"]
    if wrong:
        raise Error(f"There is no product {_list(wrong)}; choose from {_list(PRODUCTS)} or all")
    every: tuple[Product, ...] = tuple(p for p in PRODUCTS if p in placements.PRODUCTS) if order.placements else PRODUCTS
    if wrong := [p for p in order.products if order.placements and p not in (*every, "all")]:
        raise Error(f"--placement is for {_list(every)}, not for {_list(wrong)}")
    if not order.products or "all" in order.products:
        return every
    return tuple(p for p in PRODUCTS if p in order.products)


def _placements(order: Order, campaign: Campaign) -> tuple[Placement | None, ...]:
    """Find the places that copies are ordered for, by id or name; one copy for none is what is usual."""
    if not order.placements:
        return (None,)
    known = campaign.placements
    if not known:
        cure = 'write one into campaign.toml under [[placement]], for example name = "Ward 7 lift lobby"'
        raise Error(f"The campaign has no placements yet; {cure}")
    if wrong := [w for w in order.placements if w != "all" and not any(w in (p.id, p.name) for p in known)]:
        raise Error(f"The campaign has no placement {_list(wrong)}; it has {_list([p.name or p.id for p in known])}")
    return tuple(p for p in known if "all" in order.placements or p.id in order.placements or p.name in order.placements)


def _check_names(order: Order, campaign: Campaign, known: Sequence[str]) -> None:
    stocks = tuple(dict.fromkeys(s for product in STOCKS for s in office.stocks(product)))
    formats = tuple(dict.fromkeys(f for known in FORMATS.values() for f in known))
    if wrong := [f for f in order.formats if f in LATER]:
        raise Error(f"The format {_list(wrong)} comes with a later version; choose png")
    if wrong := [f for f in order.formats if f not in (*formats, "all")]:
        raise Error(f"There is no format {_list(wrong)}; choose from {_list(formats)} or all")
    if wrong := [s for s in order.stocks if s not in (*stocks, "all")]:
        raise Error(f"There is no stock {_list(wrong)}; choose from {_list(stocks)} or all")
    pages = {"cover", "agenda-today", "agenda-week", "programme", "changed-hours", "default"}
    if wrong := [i for i in order.items if campaign.item(i) is None and i not in pages and i not in known]:
        ids = [i.id for i in campaign.items]
        more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
        raise Error(f"The campaign has no item {_list(wrong)}; it has {_list(ids[:_NAMED]) or 'none yet'}{more}")


def _check_langs(order: Order, campaign: Campaign) -> None:
    """Raise Error for a language that nothing in the campaign is written in; "en" serves "en-GB" too."""
    known = tuple(dict.fromkeys((*campaign.languages, *translated_into(campaign))))
    there = {main_tag(lang) for lang in known}
    if wrong := [lang for lang in order.langs if main_tag(lang) not in there]:
        raise Error(
            f"The campaign has no language {_list(wrong)}; it has {_list(known)} (languages and translations in campaign.toml)"
        )


def _stocks(order: Order, product: Product) -> tuple[str, ...]:
    known = tuple(name for name, stock in STOCKS[product].items() if stock.kind == "print" or not (order.press or order.saver))
    if not order.stocks:
        return known[:1]
    # A print shop glues nothing.
    named = tuple(s for s in (known if order.press else office.stocks(product)) if s in order.stocks)
    return tuple(dict.fromkeys((*known, *named))) if "all" in order.stocks else named


def _formats(order: Order, product: Product) -> tuple[str, ...]:
    known = tuple(f for f in FORMATS[product] if f == "pdf" or not order.press)
    if not order.formats:
        return known[:1]
    return known if "all" in order.formats else tuple(f for f in known if f in order.formats)


def _task(
    order: Order,
    campaign: Campaign,
    product: Product,
    what: str,
    stock: str,
    formats: tuple[str, ...],
    index: int,
    count: int,
    at: Placement | None = None,
) -> Task:
    item = campaign.item(what)
    numbered = product == "screensaver"
    if numbered:
        head, named = slug(campaign.id), "screensaver"
    elif item is None:
        # The programme's only page is called programme, too.
        head, named = slug(campaign.id), slug(what)
        if what in AGENDAS:  # true on one day
            head += f"-{naming.moment(order.at, campaign.zone):%Y-%m-%d}"
    else:
        # A slide shows the next date of a series, what is printed all of them.
        at_ = naming.moment(order.at, campaign.zone) if product == "slide" else None
        head, named = f"{naming.day_of(item, campaign.zone, at_)}-{slug(item.id)}", product
    family = order.family or campaign.family_of(what)
    langs = order.langs or campaign.languages
    tail = "-".join(
        (
            named,
            stock,
            *order.langs,
            *((at.id,) if at else ()),
            *(("saver",) if order.saver else ()),
            *(("grey",) if order.grey else ()),
            *(("press",) if order.press else ()),
        )
    )
    longest = max(formats, key=len)
    return Task(
        product=product,
        what=what,
        item=None if item is None or numbered else item.id,
        stock=stock,
        copies_of=office.BASES.get(stock),
        placement=at,
        duplex=order.duplex,
        grey=order.grey,
        saver=order.saver,
        formats=formats,
        family=family,
        langs=langs,
        folder=product,
        stem=naming.stem(head, tail, order.out / product, longest, numbered=True),
        # Enough digits that viewers which sort by name keep the order.
        number=f"-{index + 1:0{max(2, len(str(count)))}d}" if numbered else "",
        press=order.press,
    )


def _distinct(tasks: list[Task]) -> Iterator[Task]:
    """Tell apart ids that become the same slug."""
    seen: dict[str, int] = {}
    for task in tasks:
        count = seen[task.name] = seen.get(task.name, 0) + 1
        yield task if count == 1 else replace(task, stem=f"{task.stem}-x{count}")


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
