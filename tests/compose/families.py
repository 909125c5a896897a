"""Every family on every stock with the sample campaign, as contact sheets show them."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from kiosk.compose import compose
from kiosk.compose.brief import Brief, Composed
from kiosk.export.contact import contact
from kiosk.page.stock import STOCKS
from kiosk.resources import assets_dir, templates_dir

FAMILIES = sorted(p.name for p in templates_dir().iterdir() if (p / "family.toml").is_file())
STOCKS_OF = {product: [s for s in stocks if s not in ("4up-a4", "3840x2160")] for product, stocks in STOCKS.items()}
"""Stocks by product; four cards on a sheet and the larger screen show what other stocks show."""
ALL = [(family, product, stock) for family in FAMILIES for product, stocks in STOCKS_OF.items() for stock in stocks]


@lru_cache
def kit() -> contact.Kit:
    wish = contact.Wish(campaign=assets_dir() / "samples" / "knowvember-22", out=Path("."), at=datetime(2022, 11, 1, 9))
    return contact.prepared(wish)[0]


@lru_cache(maxsize=128)
def composed(family: str, product: str, stock: str) -> tuple[Composed, ...]:
    """Compose what the contact sheet shows of a family on a stock."""
    k = kit()
    return compose.compose(
        Brief(
            campaign=k.campaign, product=product, stock=STOCKS[product][stock], what=contact.chosen(k.campaign, product), at=k.at,
            family_name=family, family=k.families[family], langs=k.campaign.languages, pictures=k.pictures,
        )
    )  # fmt: skip
