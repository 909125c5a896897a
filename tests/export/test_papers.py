"""The report and the sheets for a signature: what they say is what the files are, and they are read like every other page."""

import json
from dataclasses import replace
from io import BytesIO

import pdfua
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from kiosk.campaign.finding import Finding
from kiosk.compose.brief import Composed
from kiosk.export import job, manifest
from kiosk.export.files import drawn
from kiosk.export.papers import asked, look, thumbs
from kiosk.export.preflight import preflight
from kiosk.page.bounds import bounds
from kiosk.page.geometry import Point, Rect, rectangle
from kiosk.page.ink import Ink
from kiosk.page.items import Group, Shape
from tests.e2e.conftest import SAMPLE
from tests.export.sheets import sheet
from tests.paint import structure

REPORT, SIGN = "report/sharing-22-report-a4.pdf", "report/sharing-22-sign-off-a4.pdf"


def told(order, path=REPORT):
    return structure.Reader((order.out / path).read_bytes())


def names(order):
    return {f["path"] for f in json.loads((order.out / "manifest.json").read_text())["files"]}


def heads(order):
    return [p.text for p in told(order).parts("H2")]


def test_the_report_says_which_file_goes_where(order, composer):
    job.run(order(products=("poster",), items=("exchange",), press=True))
    job.run(order(products=("poster",), items=("exchange",), formats=("png",)))
    asked_for = order(products=("poster", "social", "slide"), items=("exchange",), report=True)
    result = job.run(asked_for)
    assert result.papers == (REPORT,)
    assert heads(asked_for)[:3] == [
        "Send this one to the printer",
        "Put these online, or send them by e-mail",
        "Show this one on screens",
    ]
    text = told(asked_for).text
    assert text.startswith("Sharing Everything is ready 5 files, as of Tuesday 1 November 2022, 09:00")
    for entry in result.entries:
        assert entry.path.rpartition("/")[2] in text
    assert "2022-11-03-exchange-poster-a4-press.pdf" in text
    assert "Poster, A4, 210 × 297 mm Code readable to 0.32 m" in text
    assert told(asked_for).parts("Figure")[0].alt == "Poster: Knowledge exchange"


def test_sheets_of_the_office_printer_are_told_apart(order, composer):
    job.run(order(products=("poster",), items=("exchange",), stocks=("a3-on-a4",), formats=("pdf",), report=True))
    assert heads(order())[0] == "Print this one in the office"
    assert "A3 on two A4 sheets" in told(order()).text


def test_a_sheet_shows_the_usual_file_and_names_the_others(order, composer):
    job.run(order(products=("poster",), items=("exchange",), saver=True, grey=True))
    wanted = order(products=("poster",), items=("exchange",), sign_off=True, report=True)
    job.run(wanted)
    names = told(wanted, SIGN).text.partition("Version")[2]
    assert names.index("exchange-poster-a4.pdf") < names.index("exchange-poster-a4-saver-grey.pdf")
    assert "Poster A4 saving ink, black and white" in told(wanted, SIGN).text
    assert heads(wanted)[:2] == ["Put this one online, or send it by e-mail", "Print this one in the office"]


def test_what_was_found_is_told_once_with_its_cure_and_its_places(order, composer):
    wide = Finding(id="title-distance", severity="warning", sentence="The title reads to 2 m.", cure="Shorten it.")
    wrong = Finding(id="does-not-fit", severity="error", sentence="The words do not fit.", cure="Write less.")
    composer["exchange"] = lambda b: replace(sheet(b.stock), findings=(wide,))
    composer["peer-assist"] = lambda b: replace(sheet(b.stock), findings=(wide, wrong))
    asked_for = order(products=("poster",), report=True)
    job.run(asked_for)
    text = told(asked_for).text
    assert "Sharing 1 file held back 2 files" in text
    assert "Held back The words do not fit. Write less. Peer Assist: poster" in text
    assert text.count("The title reads to 2 m. Shorten it.") == 1
    assert "Knowledge exchange: poster; Peer Assist: poster" in text
    job.run(order(products=("poster", "slide"), report=True))
    assert "Knowledge exchange: poster, slide; Peer Assist: poster, slide" in told(asked_for).text
    job.run(replace(asked_for, force=True))
    text = told(asked_for).text
    assert "1 file with a mistake" in text
    assert "was written because --force was given" in text
    assert "Written with 1 mistake" in text


def test_the_difference_is_a_number_and_a_map_where_it_is_too_large(order, composer, monkeypatch):
    asked_for = order(products=("poster",), items=("exchange",), report=True, compare=True)
    result = job.run(asked_for)
    assert f"Proof: {result.entries[0].difference.worst:.0f} of 255" in told(asked_for).text
    # Nothing is opened again for a small picture of what was just compared.
    monkeypatch.setattr(thumbs, "_page", lambda *_: None)
    job.run(asked_for)
    usual = len(_pictures(asked_for))
    monkeypatch.setattr(drawn, "APART", -1.0)
    (made,) = job.run(asked_for).entries
    assert [f.id for f in made.findings] == ["proof-differs"]
    assert len(_pictures(asked_for)) == usual + 1


def _pictures(order, path=REPORT):
    with pikepdf.open(order.out / path) as file:
        return [
            bytes(o.read_raw_bytes()) for o in file.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"
        ]


def test_a_sentence_about_an_arabic_title_still_begins_on_the_left(order, composer):
    wide = Finding(id="x", severity="warning", sentence='"تبادل المعرفة" has no place.', cure="Add one.")
    composer["exchange"] = lambda b: replace(sheet(b.stock), findings=(wide,))
    wanted = order(products=("poster",), items=("exchange",), report=True)
    job.run(wanted)
    document = pypdfium2.PdfDocument(wanted.out / REPORT)
    text = document[0].get_textpage()
    at = text.search("Add one").get_next()[0]
    assert text.get_charbox(at)[0] < look.A4.width / 2
    document.close()


def test_papers_speak_the_first_language_of_the_campaign(order, composer, campaign):
    (campaign / "campaign.toml").write_text('languages = ["cy", "en"]\n' + (campaign / "campaign.toml").read_text())
    wide = Finding(
        id="x", severity="warning", sentence="The title reads to 2.4 m; this is read from 3 m.", cure="Shorten the title."
    )
    composer["exchange"] = lambda b: replace(sheet(b.stock, "https://example.org/k"), findings=(wide,))
    wanted = order(products=("poster",), items=("exchange",), report=True, sign_off=True)
    job.run(wanted)
    text = told(wanted).text
    assert "Yn barod, gyda 1 peth i'w weld" in text
    assert "Gellir darllen y teitl o 2.4 m" in text
    assert "Dydd Mawrth 1 Tachwedd 2022" in text
    assert "I'w gymeradwyo" in told(wanted, SIGN).text
    papers = [f for f in json.loads((wanted.out / "manifest.json").read_text())["files"] if f["product"] == "report"]
    assert {f["lang"] for f in papers} == {"cy"}


def test_no_leaf_of_the_head_lies_behind_its_words():
    def fallen(words):
        return [item for _, item in look.band(look.BAND, words)[1].items if isinstance(item, Group)]

    line = Rect(40, 30, 420, 60)
    assert len(fallen([line])) < len(fallen([]))
    assert not any(bounds(leaf).meets(line) for leaf in fallen([line]))


def test_entries_come_back_from_a_manifest_as_they_were(order, composer):
    composer["exchange"] = lambda b: replace(
        sheet(b.stock, "https://example.org/k"), findings=(Finding(id="x", severity="info", sentence="So it is."),)
    )
    made = job.run(order(products=("poster", "social"), items=("exchange",), compare=True)).entries
    assert len(made) == 2
    for entry in made:
        read = manifest.entry_of(json.loads(json.dumps(manifest.entry_as_json(entry))))
        assert read == entry
        for broken in ({}, {"path": 3}, manifest.entry_as_json(entry) | {"qr": [{"words": 1}]}):
            assert manifest.entry_of(broken) is None


def test_a_paper_nobody_asks_for_any_more_goes(order, composer):
    first = order(products=("poster",), report=True, sign_off=True)
    job.run(first)
    assert {REPORT, SIGN} < names(first)
    job.run(replace(first, sign_off=False))
    assert REPORT in names(first)
    assert not (first.out / SIGN).exists()
    result = job.run(replace(first, report=False, sign_off=False))
    assert not (first.out / "report").exists()
    assert names(first) == {e.path for e in result.entries}


def test_where_nothing_was_made_there_is_a_report_alone(order, composer):
    wrong = Finding(id="does-not-fit", severity="error", sentence="The words do not fit.", cure="Write less.")
    composer["exchange"] = lambda b: replace(sheet(b.stock), findings=(wrong,))
    wanted = order(products=("poster",), items=("exchange",), report=True, sign_off=True, n_up=4)
    result = job.run(wanted)
    assert (result.papers, result.failures) == ((REPORT,), ())
    assert "1 file held back 0 files" in told(wanted).text
    sheets = job.run(replace(wanted, items=("fishbowl",), stocks=("a3-on-a4",)))
    assert result.failures == ()
    assert sheets.papers == (REPORT, SIGN)


def test_a_second_run_gives_the_same_bytes(order, composer):
    wanted = order(products=("poster",), report=True, sign_off=True)
    job.run(wanted)
    before = [(wanted.out / path).read_bytes() for path in (REPORT, SIGN)]
    job.run(wanted)
    assert [(wanted.out / path).read_bytes() for path in (REPORT, SIGN)] == before


@pytest.mark.expect_log("failed")
def test_a_file_of_an_earlier_moment_says_so_and_one_put_aside_is_not_shown(order, composer):
    job.run(order(products=("social",), items=("exchange",)))
    later = order(products=("poster",), items=("exchange", "fishbowl"), report=True)
    later = replace(later, at=later.at.replace(day=2))
    job.run(later)
    assert "As of Tuesday 1 November 2022" in told(later).text
    composer["exchange"] = lambda b: (_ for _ in ()).throw(ValueError("no"))
    job.run(later)
    assert "2022-11-03-exchange-poster-a4.pdf" in told(later).text.partition("Put these online")[0]
    assert "2022-11-03-exchange-poster-a4.pdf" not in told(later).text.partition("Put these online")[2]


@pytest.mark.expect_log("report.*failed")
def test_a_paper_that_fails_takes_nothing_along(order, composer, monkeypatch):
    monkeypatch.setattr(look, "band", lambda *_: 1 / 0)
    wanted = order(products=("poster",), report=True)
    result = job.run(wanted)
    assert [f.path for f in result.failures] == [REPORT]
    assert "ZeroDivisionError" in result.failures[0].sentence
    assert names(wanted) == {e.path for e in result.entries}


def test_many_files_go_on_over_pages_and_stay_inside_them(order, composer, campaign):
    with (campaign / "campaign.toml").open("a") as out:
        for n in range(30):
            title = "Wissensmanagementverantwortlichkeiten " * (1 + n % 4)
            out.write(f'[[prompt]]\nid = "{"long-name-" * (n % 6)}q{n}"\nquestion = "{title.strip()} {n}?"\n')
    wanted = order(products=("poster",), stocks=("a5",), report=True, sign_off=True)
    job.run(wanted)
    for path in (REPORT, SIGN):
        document = pypdfium2.PdfDocument(wanted.out / path)
        assert len(document) > 2
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
            assert min(b[0] for b in boxes) > 20
            assert max(b[2] for b in boxes) < look.A4.width - 20
            assert min(b[1] for b in boxes) > 12
        document.close()
    assert len(told(wanted).parts("H1")) == 1


# --- Sheets for a signature -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """One event and one technique of the sample, with papers."""
    out = tmp_path_factory.mktemp("signed")
    from datetime import datetime

    wanted = job.Order(
        campaign=SAMPLE, out=out, products=("poster", "postcard"), items=("exchange", "peer-assist"), workers=1,
        at=datetime(2022, 11, 1, 9), report=True, sign_off=True,
    )  # fmt: skip
    assert job.run(wanted).clean
    return out


def test_a_sheet_has_the_facts_as_they_are_printed_and_where_the_code_leads(signed):
    reader = structure.Reader((signed / "report/knowvember-22-sign-off-a4.pdf").read_bytes())
    text = reader.text
    for words in (
        "When Thursday 3 November",
        "Time 12.30 to 1.30 pm",
        "Where Learning Hub, Level 2, Riverside Library",
        "Who Judith Dando MBE",
        "The code leads to https://example.org/k/exchange",
        "2 of 2 codes read back",
        "Approved as it is",
        "Asked by Riverside Library",
        "Version ",
    ):
        assert words in text, words
    assert "NOT ON THE PAGE" not in text
    assert len(reader.file.pages) == 2
    assert [part.text for part in reader.parts("Link")] == [
        "https://example.org/k/exchange",
        "https://example.org/learn/peer-assist",
    ]
    assert text.count("For approval") == 1, "what all sheets say alike is read once"


def test_a_fact_that_the_page_does_not_say_is_told(order, composer):
    wanted = order(products=("poster",), items=("exchange",), sign_off=True)
    job.run(wanted)
    assert "Title: NOT ON THE PAGE Knowledge exchange" in told(wanted, SIGN).text


def test_a_sheet_is_for_what_this_run_made_and_changes_its_number_with_the_files(order, composer):
    job.run(order(products=("poster",)))
    wanted = order(products=("social",), items=("exchange",), sign_off=True)
    job.run(wanted)
    text = told(wanted, SIGN).text
    assert "Knowledge exchange" in text
    assert "Fishbowl" not in text
    assert "exchange-poster-a4.pdf" in text
    composer["exchange"] = lambda b: sheet(b.stock, "https://example.org/other")
    job.run(wanted)
    assert _number(told(wanted, SIGN).text) != _number(text)


def _number(text):
    return text.partition("Version ")[2][:14]


def test_a_wrong_code_is_no_tick(order, composer, monkeypatch):
    wanted = order(products=("poster",), items=("exchange",), sign_off=True, report=True, force=True)
    from kiosk.export.raster import proof

    monkeypatch.setattr(proof, "read_pdf", lambda *_: proof.UNREAD)
    job.run(wanted)
    assert "0 of 1 codes read back" in told(wanted, SIGN).text
    assert "Code cannot be read" in told(wanted).text


def test_sheets_print_in_black_and_white(signed):
    with pikepdf.open(signed / "report/knowvember-22-sign-off-a4.pdf") as file:
        for page in file.pages:
            for operands, operator in pikepdf.parse_content_stream(page, "rg RG sh"):
                assert str(operator) != "sh"
                assert len({float(v) for v in operands}) == 1


@pytest.mark.parametrize("name", ["report", "sign-off"])
def test_papers_are_read_aloud_like_posters(signed, name):
    path = signed / f"report/knowvember-22-{name}-a4.pdf"
    assert [f.sentence for f in preflight.judge(path.read_bytes(), look.A4, press=False)] == []
    assert [f.message for f in pdfua.validate(path).findings] == []


def test_small_pictures_are_the_files_themselves(signed):
    """The poster on its sheet looks like the poster."""
    both = []
    for path, crop in (("poster/2022-11-03-exchange-poster-a4.pdf", None), ("report/knowvember-22-sign-off-a4.pdf", True)):
        document = pypdfium2.PdfDocument(signed / path)
        image = document[0].render(scale=2).to_pil().convert("RGB")
        document.close()
        if crop:
            box = Rect(look.MARGIN, 128, 100, 100)
            assert image.getpixel((round(2 * box.x) + 30, round(2 * box.y) + 30)) != (255, 255, 255)
            right = next(x for x in range(200, 800) if image.getpixel((x, 700)) == (255, 255, 255))
            image = image.crop((round(2 * box.x), round(2 * box.y), right, round(2 * box.y + (right - 2 * box.x) * 297 / 210)))
        both.append(image.resize((70, 99)).reduce(7))
    bands = ImageChops.difference(*both).getextrema()
    assert max(high for _, high in bands) < 40


def test_facts_are_compared_by_letters_and_figures():
    assert asked.says("Learning Hub Level 2\nRiverside Library", "Learning Hub, Level 2, Riverside Library")
    assert not asked.says("Learning Hub", "Learning Hub, Level 2")


def test_a_page_of_the_printer_is_shown_as_it_is_cut(order, composer):
    red = Ink("red", (1, 0, 0), (0, 1, 1, 0))
    composer["exchange"] = lambda b: Composed(
        replace(sheet(b.stock).page, items=((Point(0, 0), Shape(rectangle(b.stock.trim.inset(-b.stock.bleed)), red)),))
    )
    wanted = order(products=("poster",), items=("exchange",), press=True, report=True)
    job.run(wanted)
    (small,) = _pictures(wanted)
    with Image.open(BytesIO(small)) as picture:
        low = [band[0] for band in picture.convert("RGB").getextrema()]
        assert low[0] > 200, "no white margin with marks is in the picture"
