"""Copies for places: a code and a label each, a table of them all, and nothing said about copies for no place."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from kiosk.campaign.campaign import Campaign, Placement
from kiosk.campaign.item import Event, Technique
from kiosk.export import job
from kiosk.export.order import Error
from kiosk.export.sheets import placements
from kiosk.page.bounds import bounds
from kiosk.page.stock import STOCKS
from tests.compose.making import text_of
from tests.export.sheets import sheet

PLACES = """
[[placement]]
name = "Ward 7 lift lobby"

[[placement]]
id = "canteen"
name = "=Canteen"
until = 2022-11-20
"""
TABLE = "placements/sharing-22-placements.csv"


@pytest.fixture
def placed(campaign):
    """The small campaign with two places."""
    with (campaign / "campaign.toml").open("a") as out:
        out.write(PLACES)
    return campaign


def manifest(order):
    return {f["path"]: f for f in json.loads((order.out / "manifest.json").read_text())["files"]}


def table(order):
    return list(csv.DictReader(io.StringIO((order.out / TABLE).read_text("utf-8-sig"))))


def test_each_place_gets_a_copy_with_its_own_code(order, placed):
    asked = order(products=("poster",), items=("exchange",), placements=("all",))
    assert job.run(asked).clean
    told = manifest(asked)
    stem = "poster/2022-11-03-exchange-poster-a4"
    assert set(told) == {f"{stem}-canteen.pdf", f"{stem}-ward-7-lift-lobby.pdf", TABLE}
    lobby = told[f"{stem}-ward-7-lift-lobby.pdf"]
    assert lobby["placement"] == {"id": "ward-7-lift-lobby", "name": "Ward 7 lift lobby", "until": "2022-11-03"}
    link = "https://example.org/k/exchange?utm_source=poster&utm_content=ward-7-lift-lobby"
    assert [code["decoded"] for code in lobby["qr"]] == [link]
    assert told[f"{stem}-canteen.pdf"]["placement"]["until"] == "2022-11-20"


def test_the_table_names_every_copy_and_cannot_be_taken_for_a_formula(order, placed, composer):
    job.run(order(products=("poster",), placements=("canteen",)))
    job.run(order(products=("poster",), placements=("Ward 7 lift lobby",), items=("fishbowl",)))
    rows = table(order())
    assert [(r["place"], r["take down after"], r["what"]) for r in rows] == [
        ("'=Canteen", "2022-11-20", "Knowledge exchange"),
        ("'=Canteen", "2022-11-20", "Fishbowl"),
        ("'=Canteen", "2022-11-20", "Peer Assist"),
        ("Ward 7 lift lobby", "", "Fishbowl"),
    ]
    told = manifest(order())
    assert {r["file"] for r in rows} | {TABLE} == set(told)
    assert told[TABLE]["bytes"] == (order().out / TABLE).stat().st_size


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-x", "@sum", "\tx", "\rx"])
def test_cells_that_begin_like_formulas_are_guarded(cell):
    assert placements.guarded(cell) == f"'{cell}"
    assert placements.guarded(f"a{cell}") == f"a{cell}"


def test_a_place_that_is_gone_takes_its_copies_and_the_table_along(order, placed, composer):
    job.run(order(products=("poster",), placements=("all",)))
    usual = job.run(order(products=("poster",)))
    assert usual.removed == ()
    text = (placed / "campaign.toml").read_text()
    (placed / "campaign.toml").write_text(text.replace(PLACES, ""))
    result = job.run(order(products=("poster",)))
    assert len(result.removed) == 6
    assert set(manifest(order())) == {e.path for e in result.entries}
    assert not (order().out / TABLE).exists()


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        (
            {"placements": ("Attic",), "products": ("poster",)},
            "The campaign has no placement Attic; it has Ward 7 lift lobby, =Canteen",
        ),
        ({"placements": ("all",), "products": ("social",)}, "--placement is for poster, programme, postcard, not for social"),
    ],
)
def test_what_cannot_hang_is_told(order, placed, choices, sentence):
    with pytest.raises(Error, match=sentence):
        job.run(order(**choices))


def test_without_a_product_what_hangs_somewhere_is_made(order, placed, composer):
    result = job.run(order(products=(), placements=("canteen",)))
    assert {e.product for e in result.entries} == {"poster", "programme", "postcard"}


def test_the_label_covers_neither_words_nor_code():
    stock = STOCKS["postcard"]["a6"]
    corner = (stock.safe + 20, stock.height - stock.safe - 110)
    made = sheet(stock, "https://example.org/k", at=corner)
    place = Placement(id="p", name="Ward 7 lift lobby", until=date(2022, 11, 20))
    page = placements.labelled(made, place, None, "en").page
    spot, label = page.items[-1]
    box = bounds(label).moved(*spot)
    assert stock.safe_area.inset(-0.01).holds(box)
    assert not box.meets(made.codes[0].code)
    assert "Ward 7 lift lobby · Take down after Sunday 20 November 2022" in text_of(page).replace("\xa0", " ")
    again = placements.labelled(placements.labelled(made, place, None, "en"), place, None, "en").page.items
    first, second = (bounds(item).moved(*at) for at, item in again[-2:])
    assert not first.inset(2.1).meets(second.inset(2.1))


def test_a_copy_comes_down_after_what_it_announces_unless_the_place_says_otherwise():
    event = Event(id="e", title="E", starts=date(2022, 11, 3), ends=date(2022, 11, 5))
    assert placements.until(Placement(id="p"), event) == date(2022, 11, 5)
    assert placements.until(Placement(id="p", until=date(2022, 12, 1)), event) == date(2022, 12, 1)
    assert placements.until(Placement(id="p"), Technique(id="t", title="T")) is None


def test_utm_alone_changes_codes_and_no_name(order, campaign):
    asked = order(products=("poster",), items=("exchange",))
    (usual,) = job.run(asked).entries
    (tagged,) = job.run(replace(asked, utm=True)).entries
    assert tagged.path == usual.path
    assert [c.decoded for c in tagged.qr] == ["https://example.org/k/exchange?utm_source=poster"]
    assert [c.decoded for c in usual.qr] == ["https://example.org/k/exchange"]


def test_an_empty_manifest_makes_no_table():
    assert placements.table(Campaign(title="C", id="c"), [{"path": "poster/a.pdf", "item": None}]) is None


def test_a_campaign_without_places_says_how_one_is_written(order):
    with pytest.raises(job.Error, match=r"no placements yet; write one into campaign\.toml under \[\[placement\]\]"):
        job.run(order(products=("poster",), items=("exchange",), placements=("all",)))
