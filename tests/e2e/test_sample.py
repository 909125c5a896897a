"""The whole way on the sample campaign: files that were written are opened and looked into."""

import hashlib
import io

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from kiosk.export.order import PRODUCTS
from kiosk.page.stock import STOCKS
from kiosk.store.folder import files
from tests.e2e.conftest import AT, SAMPLE

CAMPAIGN = files.read(SAMPLE).campaign


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(words.replace("\u00a0", " ").split())


def test_every_product_is_made_without_an_error(sample):
    assert sample.code == 0, sample.err
    assert "Traceback" not in sample.err
    assert {f["product"] for f in sample.manifest["files"]} == set(PRODUCTS)
    assert len(sample.files("poster")) == len([i for i in CAMPAIGN.items if getattr(i, "before_closing", None) is None])
    assert len(sample.files("slide")) >= len(CAMPAIGN.items) + 3
    assert len(sample.files("screensaver")) >= 2


def test_the_manifest_is_true_to_the_last_byte(sample, wide):
    for exported in (sample, wide):
        told = exported.manifest
        assert (told["schema"], told["campaign"], told["at"]) == (1, "knowvember-22", "2022-11-01T09:00:00+00:00")
        assert sorted([*(f["path"] for f in told["files"]), "manifest.json"]) == exported.on_disk()
        for file in told["files"]:
            data = (exported.folder / file["path"]).read_bytes()
            assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
            assert file["path"].split("/")[0] == file["product"]
            assert (file["family"], file["lang"]) == ("leaf", "en")
            assert file["alt"]
            assert (file["item"] is None) or CAMPAIGN.item(file["item"])


def test_every_code_was_read_from_the_final_pixels(sample, wide):
    codes = [code for exported in (sample, wide) for f in exported.manifest["files"] for code in f["qr"]]
    assert len(codes) > 60
    for code in codes:
        assert code["decoded"] == code["text"]
        assert code["text"].startswith("https://example.org/")
        assert code["readable_to_m"] == pytest.approx(code["code_mm"] / 100, abs=0.006)
    for file in sample.files("poster"):
        assert file["qr"] or CAMPAIGN.item(file["item"]) in CAMPAIGN.prompts


def test_a_reader_of_our_own_finds_the_codes_too(sample, wide):
    for exported, product, form in (
        (sample, "slide", "png"),
        (wide, "poster", "png"),
        (sample, "programme", "pdf"),
        (wide, "postcard", "pdf"),
    ):
        file = next(f for f in exported.files(product) if f["qr"] and f["path"].endswith(form))
        path = exported.folder / file["path"]
        printed = pypdfium2.PdfDocument(path) if form == "pdf" else []
        pages = [page.render(scale=3).to_pil() for page in printed] or [Image.open(path)]
        read = {code.text for page in pages for code in zxingcpp.read_barcodes(page)}
        assert read == {code["text"] for code in file["qr"]}, file["path"]


def test_rasters_have_their_stocks_exact_pixels(sample, wide):
    for file in [*sample.manifest["files"], *wide.manifest["files"]]:
        if file["path"].endswith("pdf"):
            continue
        with Image.open((sample if file in sample.manifest["files"] else wide).folder / file["path"]) as picture:
            wanted = STOCKS[file["product"]][file["stock"]].size_px
            assert picture.size == wanted == tuple(file["pixels"])
            if "page_size_mm" in file:
                assert [round(d) for d in picture.info["dpi"]] == [300, 300]
    sizes = {f["stock"]: f["pixels"] for f in wide.files("poster") if "pixels" in f}
    assert sizes["a4"] == [2480, 3508]


def test_pdfs_have_their_stocks_size_and_pages(sample, wide):
    for exported in (sample, wide):
        for file in exported.manifest["files"]:
            if not file["path"].endswith("pdf"):
                continue
            document = pypdfium2.PdfDocument(exported.folder / file["path"])
            stock = STOCKS[file["product"]][file["stock"]]
            for page in document:
                left, bottom, right, top = page.get_trimbox()
                assert (right - left, top - bottom) == pytest.approx((stock.width, stock.height), abs=0.1)
            assert len(document) == (2 if file["product"] == "postcard" else 1)
            assert document.get_metadata_dict()["Title"]
            document.close()


def test_text_in_a_pdf_is_text(sample):
    for file in sample.files("poster"):
        item = CAMPAIGN.item(file["item"])
        words = text_of(sample.folder / file["path"])
        assert getattr(item, "title", None) or item.question.split()[0] in words
        assert "Sample data" in words
    exchange = next(f for f in sample.files("poster") if f["item"] == "exchange")
    words = text_of(sample.folder / exchange["path"])
    for expected in ("Knowledge exchange", "3 November", "Judith Dando MBE", "Scan to book"):
        assert expected in words
    programme = text_of(sample.folder / sample.files("programme")[0]["path"])
    for event in CAMPAIGN.events:
        assert event.title.split(":")[0] in programme


def test_dates_that_are_not_known_are_called_so(sample):
    undated = [e.id for e in CAMPAIGN.events if e.starts is None]
    assert len(undated) == 2
    for file in sample.manifest["files"]:
        if file["item"] in undated:
            assert file["path"].split("/")[1].startswith("tba-")
            assert any(f["severity"] == "info" for f in file["findings"])


def test_the_same_order_gives_the_same_bytes_in_one_process(sample, export, tmp_path):
    again = export(SAMPLE, tmp_path / "again", "--at", AT, "--jobs", "1", "--product", "poster,programme,social")
    assert again.code == 0
    first = {f["path"]: f for f in sample.manifest["files"]}
    assert all(first[f["path"]] == f for f in again.manifest["files"])
    assert len(again.manifest["files"]) == sum(len(sample.files(p)) for p in ("poster", "programme", "social"))


def test_other_moments_make_other_pages(export, tmp_path, sample):
    after = export(
        SAMPLE, tmp_path / "after", "--at", "2022-12-24T09:00", "--product", "slide", "--item", "cover", "--item", "agenda-week"
    )
    before = {f["path"]: f["sha256"] for f in sample.files("slide")}
    changed = [f["path"] for f in after.manifest["files"] if before.get(f["path"]) != f["sha256"]]
    assert changed == ["slide/knowvember-22-2022-12-24-agenda-week-1920x1080.png"]


def test_names_are_safe_everywhere(sample, wide):
    for exported in (sample, wide):
        for path in exported.on_disk():
            assert path.isascii()
            assert not set(path) & set('<>:"\\|?* ')
            assert len(str(exported.folder / path)) < 200


def test_pictures_are_not_blank(sample):
    for file in [*sample.files("slide"), *sample.files("social"), *sample.files("screensaver")]:
        with Image.open(io.BytesIO((sample.folder / file["path"]).read_bytes())) as picture:
            assert len(picture.resize((64, 64)).getcolors(5000)) > 50, file["path"]
