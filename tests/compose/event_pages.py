"""Event pages of every family: the sample's first event changed, on the stocks where it is announced."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from kiosk.campaign.item import Event
from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.page.picture import PictureFacts
from kiosk.page.stock import STOCKS, Product
from tests.compose.families import kit

STAGES: tuple[tuple[Product, str], ...] = (
    ("poster", "a4"), ("slide", "1920x1080"), ("slide", "1080x1920"),
    ("social", "square"), ("social", "share"), ("social", "wide"), ("social", "tall"),
)  # fmt: skip


@lru_cache(maxsize=1)
def first() -> Event:
    event = kit().campaign.item("exchange")
    assert isinstance(event, Event)
    return event


def pages(
    family: str,
    product: Product,
    stock: str,
    facts: PictureFacts | None = None,
    *,
    langs: tuple[str, ...] = ("en",),
    living: bool = False,
    **changes: Any,
) -> tuple[Composed, ...]:
    """Compose the event with these changes; with `facts` that is what its picture is like."""
    k = kit()
    changed = replace(first(), **changes)
    known = {**k.pictures, **({changed.picture.file: facts} if facts and changed.picture else {})}
    campaign = replace(k.campaign, events=tuple(changed if e.id == changed.id else e for e in k.campaign.events))
    return compose.compose(
        Brief(
            campaign=campaign, product=product, stock=STOCKS[product][stock], what=changed.id, at=k.at, family_name=family,
            family=k.families[family], langs=langs, living=living, pictures=known,
        )
    )  # fmt: skip


def errors(made: tuple[Composed, ...]) -> list[str]:
    return [f.sentence for one in made for f in one.findings if f.severity == "error"]
