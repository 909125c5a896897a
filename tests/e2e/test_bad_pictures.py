"""Pictures and links that cannot be used, all the way: each is one sentence with its cure, and every other page is made."""

import struct
import zipfile
import zlib

import pytest
from PIL import Image

from tests.e2e.conftest import AT

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
OUTSIDE = SVG.format('<image href="https://example.org/x.png" width="9" height="9"/>')
ENTITY = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + SVG.format("<text>&a;</text>")
STANDS_IN = "The family's own ground stands in for it."
WARNED = {
    "missing": "gone.jpg is not in the campaign folder; put it there or take it out of campaign.toml.",
    "truncated": "truncated.jpg is cut off or damaged. Copy it again from where it came from.",
    "huge": "huge.png has more than 100 million pixels. Save a smaller copy.",
    "outside": "outside.svg refers to something outside itself. Save it with everything inside, as plain SVG.",
    "entity": "entity.svg declares entities, which are not read. Save it as plain SVG, without entities.",
    "zip": "zip.jpg is really a zip file, not a picture. Unpack it, or export the picture again as JPEG or PNG.",
    "linked": "linked.jpg is a link to a file outside the campaign folder; copy the file into the folder and name it from there.",
}
REFUSED = {
    "leaving": 'picture.file: the path "../secret.jpg" leaves the campaign folder. Copy the file into the folder',
    "absolute": 'picture.file: the path "/etc/hostname" leaves the campaign folder. Copy the file into the folder',
    "script": 'link: the text "javascript:alert(1)" is not a link that can be shown. Write a link that starts with https://',
    "ftp": 'link: the text "ftp://example.org/x" is not a link that can be shown. Write a link that starts with https://',
}


def huge():
    """A PNG whose header says 40,000 x 40,000."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(999))) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def exported(tmp_path_factory, export):
    folder = tmp_path_factory.mktemp("pictures") / "campaign"
    folder.mkdir()
    Image.new("RGB", (900, 600), "teal").save(folder / "good.jpg")
    data = (folder / "good.jpg").read_bytes()
    (folder / "truncated.jpg").write_bytes(data[: len(data) // 2])
    (folder / "huge.png").write_bytes(huge())
    (folder / "outside.svg").write_text(OUTSIDE)
    (folder / "entity.svg").write_text(ENTITY)
    with zipfile.ZipFile(folder / "zip.jpg", "w") as packed:
        packed.writestr("a.txt", "not a picture")
    (folder.parent / "secret.jpg").write_bytes(data)
    (folder / "linked.jpg").symlink_to(folder.parent / "secret.jpg")
    files = {
        "good": "good.jpg", "missing": "gone.jpg", "truncated": "truncated.jpg", "huge": "huge.png", "outside": "outside.svg",
        "entity": "entity.svg", "zip": "zip.jpg", "linked": "linked.jpg", "leaving": "../secret.jpg", "absolute": "/etc/hostname",
    }  # fmt: skip
    rows = [(name, f'picture = {{file = "{file}", alt = "A wall."}}') for name, file in files.items()]
    rows += [("script", 'link = "javascript:alert(1)"'), ("ftp", 'link = "ftp://example.org/x"')]
    text = "".join(f'[[article]]\nid = "{name}"\ntitle = "{name.title()}"\n{line}\n' for name, line in rows)
    (folder / "campaign.toml").write_text(f'title = "P"\nwebsite = "https://example.org"\n{text}')
    return export(folder, folder.parent / "out", "--at", AT, "--product", "poster,social")


def line_about(exported, name, severity):
    (line,) = [told for told in exported.err.splitlines() if told.startswith(f"{severity}: [{name}] ")]
    return line


@pytest.mark.parametrize("name", WARNED)
def test_a_picture_that_cannot_be_used_is_a_warning_and_the_page_is_made(exported, name):
    assert line_about(exported, name, "warning").endswith(f'Picture of "{name.title()}": {WARNED[name]} {STANDS_IN}')
    assert {f["product"] for f in exported.manifest["files"] if f["item"] == name} == {"poster", "social"}


@pytest.mark.parametrize("name", REFUSED)
def test_what_must_not_be_used_withholds_its_item(exported, name):
    line = line_about(exported, name, "error")
    assert line.startswith(f"error: [{name}] campaign.toml, line ")
    assert REFUSED[name] in line
    assert name not in {f["item"] for f in exported.manifest["files"]}
    assert f"withheld: poster/tba-{name}-poster-a4.pdf" in exported.err


def test_nothing_else_happens(exported):
    assert exported.code == 1
    assert "Traceback" not in exported.err
    assert "failed: " not in exported.err
    assert {f["item"] for f in exported.manifest["files"]} == {"good", *WARNED}
