from datetime import UTC, datetime
from typing import get_args

import pytest

from kiosk.campaign.campaign import Campaign, Placement
from kiosk.compose.brief import Brief
from kiosk.compose.fields import tracked
from kiosk.page.stock import STOCKS, Product

LOBBY = Placement(id="lift-lobby", name="Lift lobby")


def tags(url, product="poster", placement=None, utm=True):
    stock = next(iter(STOCKS[product].values()))
    campaign, at = Campaign(title="C", id="c", utm=utm), datetime(2022, 11, 1, tzinfo=UTC)
    brief = Brief(
        campaign=campaign, product=product, stock=stock, what="cover", at=at,
        family_name="leaf", family={}, placement=placement,
    )  # fmt: skip
    return tracked.tracked(url, brief)


def test_a_code_says_what_it_stood_on():
    assert tags("https://example.org/k") == "https://example.org/k?utm_source=poster"
    assert tags("https://example.org/k", "slide") == "https://example.org/k?utm_source=kiosk"
    assert set(tracked.SOURCES) == set(get_args(Product))


def test_a_place_is_told_even_where_nothing_else_is():
    assert tags("https://example.org/k", utm=False) == "https://example.org/k"
    wanted = "https://example.org/k?utm_source=poster&utm_content=lift-lobby"
    assert tags("https://example.org/k", placement=LOBBY, utm=False) == wanted


@pytest.mark.parametrize(
    ("url", "made"),
    [
        ("https://example.org/k?a=1&b=", "https://example.org/k?a=1&b=&utm_source=poster"),
        ("https://example.org/k#more", "https://example.org/k?utm_source=poster#more"),
        ("https://example.org/k?utm_source=mail", "https://example.org/k?utm_source=mail"),
        ("https://example.org", "https://example.org?utm_source=poster"),
        ("", ""),
    ],
)
def test_what_a_link_says_already_stays(url, made):
    assert tags(url) == made
