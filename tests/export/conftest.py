from datetime import datetime

import pytest

import kiosk.compose.compose as composing
from kiosk.export.order import Order
from tests.export.sheets import sheet

CAMPAIGN = """
title = "Sharing"
id = "sharing-22"
timezone = "Europe/London"
starts = 2022-11-01
website = "https://example.org"

[[event]]
id = "exchange"
title = "Knowledge exchange"
starts = 2022-11-03T12:30:00
booking = "https://example.org/k/exchange"

[[event]]
id = "peer-assist"
title = "Peer Assist"

[[event]]
id = "secret"
title = "Not yet"
draft = true

[[technique]]
id = "fishbowl"
title = "Fishbowl"
"""


@pytest.fixture
def campaign(tmp_path):
    """A small campaign folder."""
    folder = tmp_path / "campaign"
    folder.mkdir()
    (folder / "campaign.toml").write_text(CAMPAIGN)
    return folder


@pytest.fixture
def order(campaign, tmp_path):
    """Make an order for that campaign at a fixed moment, in this process."""

    def made(**choices):
        given = {"products": ("social",), "at": datetime(2022, 11, 1, 9), "workers": 1} | choices
        return Order(campaign=campaign, out=tmp_path / "out", **given)

    return made


@pytest.fixture
def composer(monkeypatch):
    """Replace the composer by a table: what is asked for -> a function of the brief; a plain sheet where nothing is said."""
    table = {}

    def compose(brief):
        made = table.get(brief.what, lambda b: sheet(b.stock, "https://example.org/k"))(brief)
        return made if isinstance(made, tuple) else (made,)

    monkeypatch.setattr(composing, "compose", compose)
    return table
