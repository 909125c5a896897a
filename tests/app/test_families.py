"""`kiosk families`: contact sheets, a family of one's own, and what is said of a broken one."""

import json
import shutil
from io import BytesIO

import pytest
from PIL import Image

from kiosk.app.commands import families as command
from kiosk.resources import templates_dir
from kiosk.store import templates

AT = ("--at", "2022-11-01T09:00")


@pytest.fixture
def own(campaign):
    """A copy of a family in the campaign's own folder, in use."""
    folder = campaign / "templates" / "harbour"
    shutil.copytree(templates_dir() / "leaf", folder)
    text = (campaign / "campaign.toml").read_text()
    (campaign / "campaign.toml").write_text('family = "harbour"\n' + text)
    return folder


def changed(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_every_family_has_a_sheet_and_all_have_one_together(kiosk, campaign, tmp_path):
    code, said, told = kiosk("families", campaign, "-o", tmp_path / "out", *AT)
    assert (code, told) == (0, "")
    names = {"families.png", *(f"family-{name}.png" for name in templates.names(None))}
    assert {p.name for p in (tmp_path / "out").iterdir()} == names
    assert said.startswith(f"{len(names)} contact sheets in ")
    assert str(templates_dir()) in said
    with Image.open(tmp_path / "out" / "families.png") as sheet:
        assert sheet.width == 3200


def test_a_family_put_to_the_test_as_png_and_pdf(kiosk, campaign, tmp_path):
    import pypdfium2

    code, _, told = kiosk(
        "families", campaign, "-o", tmp_path / "out", "--family", "civic", "--stress", "--format", "png,pdf", *AT
    )
    assert (code, told) == (0, "")
    stems = ("family-civic", "family-civic-stress")
    assert {p.name for p in (tmp_path / "out").iterdir()} == {f"{s}.{e}" for s in stems for e in ("png", "pdf")}
    document = pypdfium2.PdfDocument(tmp_path / "out" / "family-civic-stress.pdf")
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    for words in (
        "Civic, put to the test",
        "Title of 160 letters",
        "Right to left: Arabic",
        "Two languages",
        "Postcard",
        "share",
    ):
        assert words in text


def test_the_same_moment_gives_the_same_bytes(kiosk, campaign, tmp_path):
    for out in ("one", "two"):
        assert kiosk("families", campaign, "-o", tmp_path / out, "--family", "ink", "--format", "png,pdf", *AT)[0] == 0
    for name in ("family-ink.png", "family-ink.pdf"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_family_of_ones_own_is_seen_with_its_changes(kiosk, campaign, own, tmp_path):
    def seen():
        code, _, told = kiosk("families", campaign, "-o", tmp_path / "out", "--family", "harbour", *AT)
        assert (code, told) == (0, "")
        return Image.open(BytesIO((tmp_path / "out" / "family-harbour.png").read_bytes())).convert("RGB")

    def of_ink(picture):
        rows = picture.crop((50, 130, 280, 470))  # the first cell: the poster
        return sum(n for n, (r, g, b) in rows.getcolors(1 << 20) if b > g + 30 and b > r + 30)

    before = seen()
    changed(own / "family.toml", 'sky0 = "#0E3B32"', 'sky0 = "#0B2E6F"')
    changed(own / "family.toml", 'sky1 = "#15302F"', 'sky1 = "#123A83"')
    changed(own / "poster.xml", "7,34.5,76,43", "7,24.5,76,43")
    assert of_ink(seen()) > of_ink(before) + 5000


def test_a_broken_template_is_told_on_the_sheet_by_file_line_and_cure(kiosk, campaign, own, tmp_path):
    changed(own / "poster.xml", "<qr ", '<qr wide="3" ')
    line = next(n for n, text in enumerate((own / "poster.xml").read_text().splitlines(), 1) if "wide=" in text)
    code, said, told = kiosk("families", campaign, "-o", tmp_path / "out", "--family", "harbour", *AT)
    assert code == 1
    assert told == f"error: harbour/poster.xml, line {line}: <qr> has no attribute 'wide'; did you mean 'width'?\n"
    assert "family-harbour.png" in said


def test_an_export_with_a_broken_template_uses_the_neutral_family_and_says_so(kiosk, campaign, own, tmp_path):
    changed(own / "social-square.xml", "</template>", "</templat>")
    words = ("--product", "social", "--stock", "square,share", "--item", "exchange")
    code, said, told = kiosk("export", campaign, "-o", tmp_path / "out", *words, "--jobs", "1", *AT)
    assert code == 0
    assert said.startswith("2 files")
    assert "warning: [exchange social] harbour/social-square.xml, line " in told
    assert "close or correct the tag" in told
    assert "Until that is mended the family civic makes the page." in told
    made = {f["stock"]: f for f in json.loads((tmp_path / "out" / "manifest.json").read_text())["files"]}
    assert {stock: f["family"] for stock, f in made.items()} == {"square": "civic", "share": "harbour"}
    assert "family-broken" in {f["id"] for f in made["square"]["findings"]}
    code, said, _ = kiosk("check", campaign, "--strict", *AT)
    assert code == 1
    assert "harbour/social-square.xml, line " in said


def test_a_broken_family_file_is_told_with_its_line(kiosk, campaign, own, tmp_path):
    changed(own / "family.toml", 'sky0 = "#0E3B32"', 'sky0 = "#0E3B"')
    line = (own / "family.toml").read_text().splitlines().index('sky0 = "#0E3B"') + 1
    _, _, told = kiosk(
        "export", campaign, "-o", tmp_path / "out", "--product", "social", "--item", "exchange", "--jobs", "1", *AT
    )
    assert f"harbour/family.toml, line {line}: [inks] sky0: " in told


def test_a_broken_civic_of_ones_own_gives_way_to_the_programs(kiosk, campaign, tmp_path):
    shutil.copytree(templates_dir() / "civic", campaign / "templates" / "civic")
    (campaign / "templates" / "civic" / "social-square.xml").write_text("<template/>")
    words = ("--family", "civic", "--product", "social", "--item", "exchange", "--jobs", "1")
    code, said, told = kiosk("export", campaign, "-o", tmp_path / "out", *words, *AT)
    assert (code, said[:7]) == (0, "1 file ")
    assert "civic/social-square.xml, line 1: there is no <page> in this template; add one" in told


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("nowhere", "-o", "out"), 3, "does not exist"),
        (("campaign",), 2, "required: -o/--out"),
        (("campaign", "-o", "out", "--family", "gone"), 2, "There is no template family gone; choose from civic, "),
        (("campaign", "-o", "out", "--format", "gif"), 2, "There is no format gif for contact sheets; choose from png, pdf"),
        (("campaign", "-o", "campaign/campaign.toml/x", "--family", "ink"), 3, "choose another folder with -o"),
    ],
)
def test_wrong_words_are_one_sentence(kiosk, campaign, tmp_path, monkeypatch, words, code, sentence):
    monkeypatch.chdir(tmp_path)
    got, said, told = kiosk("families", *words)
    assert got == code
    assert said == ""
    assert sentence in told
    assert told.count("\n") == 1


def test_progress_is_drawn_for_somebody_who_looks(campaign, tmp_path, monkeypatch, kiosk):

    seen = []
    from contextlib import contextmanager

    @contextmanager
    def bar():
        yield seen.append

    monkeypatch.setattr(command, "progress_bar", bar)
    assert kiosk("families", campaign, "-o", tmp_path / "out", "--family", "ink,civic", "--jobs", "1", *AT)[0] == 0
    assert [(p.done, p.total, p.name) for p in seen] == [(1, 3, "families"), (2, 3, "family-ink"), (3, 3, "family-civic")]
