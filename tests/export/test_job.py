import hashlib
import json
import os
from dataclasses import replace
from datetime import datetime

import pytest
from PIL import Image

import kiosk.export.place as place
from kiosk.campaign.finding import Finding
from kiosk.compose.brief import Qr
from kiosk.export import job
from kiosk.page.geometry import Rect
from kiosk.store.folder import files
from tests.export.sheets import sheet


def manifest(order):
    return json.loads((order.out / "manifest.json").read_text())


def on_disk(order):
    return sorted(p.relative_to(order.out).as_posix() for p in order.out.rglob("*") if p.is_file())


def error(sentence="The title does not fit."):
    return Finding(id="does-not-fit", severity="error", sentence=sentence, cure="Shorten the title.")


def test_the_manifest_names_every_file_but_itself(order, composer):
    asked = order(products=("poster", "social", "postcard"), formats=("pdf", "png"))
    composer["fishbowl"] = lambda b: tuple(sheet(b.stock) for _ in range(2 if b.product == "postcard" else 1))
    result = job.run(asked)
    assert result.clean
    told = manifest(asked)
    assert {k: told[k] for k in ("schema", "campaign", "at")} == {
        "schema": 1,
        "campaign": "sharing-22",
        "at": "2022-11-01T09:00:00+00:00",
    }
    assert sorted([f["path"] for f in told["files"]] + ["manifest.json"]) == on_disk(asked)
    for file in told["files"]:
        data = (asked.out / file["path"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert {"product", "stock", "item", "family", "lang", "link", "qr", "alt", "findings"} <= set(file)
        assert ("pixels" in file) == file["path"].endswith("png")
        assert ("page_size_mm" in file) == (file["product"] != "social")
        for code in file["qr"]:
            assert code["decoded"] == code["text"] == "https://example.org/k"
    paths = [f["path"] for f in told["files"]]
    assert "postcard/tba-fishbowl-postcard-a6-1.png" in paths
    assert "postcard/tba-fishbowl-postcard-a6-2.png" in paths
    assert "postcard/tba-fishbowl-postcard-a6.pdf" in paths


def test_a_print_png_has_the_exact_pixels_and_resolution(order, composer):
    asked = order(products=("poster",), items=("exchange",), formats=("png",), stocks=("a4", "a5"))
    job.run(asked)
    with Image.open(asked.out / "poster/2022-11-03-exchange-poster-a4.png") as picture:
        assert (picture.size, picture.mode) == ((2480, 3508), "RGB")
        assert [round(d) for d in picture.info["dpi"]] == [300, 300]
        assert picture.info["srgb"] == 0
    with Image.open(asked.out / "poster/2022-11-03-exchange-poster-a5.png") as picture:
        assert picture.size == (1748, 2480)


def test_the_same_order_makes_the_same_bytes(order, composer, tmp_path):
    asked = order(products=("poster", "social"), formats=("pdf", "png", "jpg"))
    again = replace(asked, out=tmp_path / "again")
    job.run(asked)
    job.run(again)
    assert on_disk(asked) == on_disk(again)
    for name in on_disk(asked):
        assert (asked.out / name).read_bytes() == (again.out / name).read_bytes()


def test_an_error_withholds_its_file_alone_and_force_writes_it(order, composer):
    composer["exchange"] = lambda b: replace(sheet(b.stock), findings=(error(),))
    result = job.run(order())
    assert [w.path for w in result.withheld] == ["social/2022-11-03-exchange-social-square.png"]
    assert not result.clean
    assert on_disk(order()) == [
        "manifest.json",
        "social/tba-fishbowl-social-square.png",
        "social/tba-peer-assist-social-square.png",
    ]
    forced = job.run(order(force=True))
    assert not forced.clean
    assert not forced.withheld
    entry = next(f for f in manifest(order())["files"] if f["item"] == "exchange")
    assert entry["findings"][0] == {
        "id": "does-not-fit", "severity": "error", "item": "exchange", "product": "social",
        "sentence": "The title does not fit.", "cure": "Shorten the title.", "fix": None,
    }  # fmt: skip


def test_a_code_that_does_not_read_as_meant_withholds_the_file(order, composer):
    def misprinted(brief):
        made = sheet(brief.stock, "https://example.org/wrong")
        return replace(made, codes=tuple(Qr("https://example.org/right", c.code, c.modules) for c in made.codes))

    composer["exchange"] = misprinted
    composer["fishbowl"] = lambda b: replace(sheet(b.stock), codes=(Qr("https://example.org", Rect(50, 50, 80, 80), 25),))
    for product, form in (("social", "png"), ("social", "jpg"), ("poster", "pdf"), ("poster", "png")):
        result = job.run(order(products=(product,), formats=(form,)))
        sentences = {w.finding.item: w.finding.sentence for w in result.withheld}
        assert sentences == {
            "exchange": "The QR code of https://example.org/right says https://example.org/wrong in the finished file.",
            "fishbowl": "The QR code of https://example.org cannot be read in the finished file.",
        }
    result = job.run(order(force=True))
    codes = {e.item: e.qr[0].decoded for e in result.entries}
    assert (codes["exchange"], codes["fishbowl"]) == ("https://example.org/wrong", None)
    assert not result.clean


def test_without_proof_codes_are_listed_unread(order, composer):
    result = job.run(order(proof=False))
    assert [e.qr[0].decoded for e in result.entries] == [None] * 3
    assert result.clean


@pytest.mark.expect_log("ZeroDivisionError")
def test_one_sheet_that_breaks_does_not_stop_the_others(order, composer):
    composer["exchange"] = lambda b: 1 / 0
    result = job.run(order())
    assert [f.path for f in result.failures] == ["social/2022-11-03-exchange-social-square.png"]
    assert result.failures[0].sentence.startswith("Something unexpected happened (ZeroDivisionError: division by zero)")
    assert len(result.entries) == 2


def test_a_family_that_is_not_there_gives_way_to_the_neutral_one(order, composer, campaign):
    text = (campaign / "campaign.toml").read_text().replace('id = "exchange"', 'id = "exchange"\nfamily = "gone"')
    (campaign / "campaign.toml").write_text(text)
    result = job.run(order())
    assert not result.failures
    (told,) = [f for f in result.findings if f.id == "family-broken"]
    assert (told.severity, told.item) == ("warning", "exchange")
    assert told.sentence.startswith('There is no template family "gone"; choose one of: civic, ')
    assert {e.item: e.family for e in result.entries}["exchange"] == "civic"
    with pytest.raises(job.Error, match='no template family "nowhere"'):
        job.run(order(family="nowhere"))


def test_what_is_no_longer_wanted_goes_and_what_is_not_ours_stays(order, composer, campaign):
    job.run(order())
    letter = order().out / "social" / "letter.txt"
    letter.write_text("mine")
    file = campaign / "campaign.toml"
    text = file.read_text().replace("2022-11-03T12:30:00", "2022-11-04T12:30:00")
    file.write_text(text[: text.index("[[technique]]")])
    result = job.run(order())
    assert result.removed == ("social/2022-11-03-exchange-social-square.png", "social/tba-fishbowl-social-square.png")
    assert on_disk(order()) == [
        "manifest.json",
        "social/2022-11-04-exchange-social-square.png",
        "social/letter.txt",
        "social/tba-peer-assist-social-square.png",
    ]


def test_another_product_in_the_same_folder_keeps_the_first(order, composer):
    job.run(order(at=datetime(2022, 11, 1, 9)))
    job.run(order(products=("poster",), at=datetime(2022, 11, 2, 9)))
    told = manifest(order())
    assert {f["product"] for f in told["files"]} == {"social", "poster"}
    # What an earlier moment made says so.
    assert {(f["product"], f.get("at")) for f in told["files"]} == {("social", "2022-11-01T09:00:00+00:00"), ("poster", None)}
    job.run(order(products=("poster",), items=("fishbowl",), at=datetime(2022, 11, 2, 9)))
    assert len(manifest(order())["files"]) == len(told["files"])


def test_a_manifest_cannot_make_us_remove_a_file_elsewhere(order, composer, tmp_path):
    job.run(order())
    told = manifest(order())
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    lies = ["../precious.txt", "social/../../precious.txt", str(precious), "social\\..\\precious.txt", "manifest.json"]
    told["files"] += [told["files"][0] | {"path": path} for path in lies]
    (order().out / "manifest.json").write_text(json.dumps(told))
    result = job.run(order())
    assert result.removed == ()
    assert precious.read_text() == "mine"


@pytest.mark.parametrize("text", ["", "{", '{"files": 7}', '{"files": [7]}', '{"files": [{}]}', "\x00\xff"])
def test_a_broken_manifest_is_no_reason_to_stop(order, composer, text):
    order().out.mkdir()
    (order().out / "manifest.json").write_text(text)
    assert job.run(order()).clean
    assert len(manifest(order())["files"]) == 3


def test_a_full_disk_stops_the_run_with_everything_whole(order, composer, monkeypatch):
    job.run(order())
    before = {name: (order().out / name).read_bytes() for name in on_disk(order())}
    put = place.put
    composer.update(dict.fromkeys(("exchange", "peer-assist", "fishbowl"), lambda b: sheet(b.stock)))

    def filling(path, data):
        if "peer-assist" in path.name:
            raise place.Full("The disk is full at out")
        put(path, data)

    monkeypatch.setattr(place, "put", filling)
    result = job.run(order())
    assert result.stopped == "The disk is full at out"
    assert [e.item for e in result.entries] == ["exchange"]
    assert sorted(before) == on_disk(order())
    assert (order().out / "social/tba-fishbowl-social-square.png").read_bytes() == before["social/tba-fishbowl-social-square.png"]
    # The manifest is as true as before: new facts of the new file, old facts of the old ones.
    for file in manifest(order())["files"]:
        assert hashlib.sha256((order().out / file["path"]).read_bytes()).hexdigest() == file["sha256"]


def test_ctrl_c_keeps_what_is_whole_and_removes_nothing(order, composer, campaign):
    job.run(order())
    old = (campaign / "campaign.toml").read_text()
    (campaign / "campaign.toml").write_text(old.replace("2022-11-03T12:30:00", "2022-11-04T12:30:00"))

    def interrupt(_):
        raise KeyboardInterrupt

    composer["peer-assist"] = interrupt
    result = job.run(order())
    assert (result.cancelled, result.removed) == (True, ())
    assert [e.path for e in result.entries] == ["social/2022-11-04-exchange-social-square.png"]
    assert sorted(f["path"] for f in manifest(order())["files"]) == [n for n in on_disk(order()) if n != "manifest.json"]


def test_a_campaign_that_cannot_be_read_writes_nothing(order, campaign):
    (campaign / "campaign.toml").write_text("title = ")
    with pytest.raises(files.Error):
        job.run(order())
    assert not order().out.exists()


def test_errors_of_an_items_own_data_withhold_its_files(order, composer, campaign):
    text = (campaign / "campaign.toml").read_text()
    (campaign / "campaign.toml").write_text(text.replace('id = "fishbowl"', 'id = "fishbowl"\nlink = "ftp://example.org"'))
    result = job.run(order())
    assert {w.finding.item for w in result.withheld} == {"fishbowl"}
    assert "ftp://example.org" in result.withheld[0].finding.sentence


def test_a_missing_picture_is_told_and_the_page_is_made_without_it(order, composer, campaign):
    text = (campaign / "campaign.toml").read_text()
    (campaign / "campaign.toml").write_text(text.replace('id = "fishbowl"', 'id = "fishbowl"\npicture = {file = "gone.jpg"}'))
    result = job.run(order())
    assert [(f.severity, f.item) for f in result.findings if f.id == "picture"] == [("warning", "fishbowl")]
    assert "fishbowl" in {e.item for e in result.entries}


def test_a_link_without_a_code_is_the_items_own(order, composer):
    composer.update(dict.fromkeys(("exchange", "fishbowl"), lambda b: sheet(b.stock)))
    links = {e.item: e.link for e in job.run(order()).entries}
    assert links == {
        "exchange": "https://example.org/k/exchange",
        "fishbowl": "https://example.org",
        "peer-assist": "https://example.org/k",
    }


def test_check_finds_without_writing(order, composer):
    composer["exchange"] = lambda b: replace(sheet(b.stock), findings=(error(),))
    composer["fishbowl"] = lambda b: 1 / 0
    found = job.check(order(products=("social",)))
    assert {(f.id, f.item) for f in found if f.severity == "error"} == {
        ("does-not-fit", "exchange"),
        ("not-composed", "fishbowl"),
    }
    assert not order().out.exists()


@pytest.mark.skipif(os.name != "posix", reason="a process is killed")
def test_a_worker_that_dies_costs_one_task(order):
    from kiosk.export import workers
    from tests.export.dying import make

    _, kit, todo = job.prepared(order(products=("social",)))
    made = {m.task.what: m for m in workers.made_by(make, todo, kit, 2)}
    assert set(made) == {"exchange", "peer-assist", "fishbowl"}
    assert [what for what, m in made.items() if m.failures] == ["peer-assist"]
    assert "ended unexpectedly" in made["peer-assist"].failures[0].sentence


@pytest.mark.parametrize("workers", [1, 2])
def test_a_wish_to_stop_ends_after_what_was_begun(order, workers):
    done = []
    result = job.run(order(workers=workers, products=("slide",)), done.append, lambda: bool(done))
    assert result.cancelled
    assert 0 < len(result.entries) < result.total
    assert [f["path"] for f in manifest(order())["files"]] == [n for n in on_disk(order()) if n != "manifest.json"]


def test_a_wish_that_comes_too_late_changes_nothing(order, composer):
    done = []
    result = job.run(order(), done.append, lambda: len(done) == 3)
    assert (result.cancelled, len(result.entries)) == (False, 3)
