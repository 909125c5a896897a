"""Pictures: what cannot be used is a finding, what can comes out upright, in sRGB, measured and cached."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from kiosk.campaign.brand import Brand, Logo
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event, PictureRef
from kiosk.page.picture import Artwork, PictureFacts
from kiosk.resources import assets_dir
from kiosk.store.folder import files
from kiosk.store.pictures import pictures


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "c").mkdir()
    return tmp_path / "c"


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def campaign(*names, **ref):
    events = tuple(Event(id=f"e{n}", title=f"E{n}", picture=PictureRef(file=name, **ref)) for n, name in enumerate(names))
    return Campaign(id="c", title="C", events=events)


def gather(folder, cache, *names, **ref):
    return pictures.gather(campaign(*names, **ref), folder, cache)


def one_finding(folder, cache, name):
    made, findings = gather(folder, cache, name)
    assert made == {}
    (found,) = findings
    assert (found.severity, found.item, found.id) == ("warning", "e0", "picture")
    assert found.sentence.startswith('Picture of "E0": ')
    assert found.cure
    return found.sentence


def save(folder, name, image=None, **how):
    (image or Image.new("RGB", (60, 40), "#336699")).save(folder / name, **how)
    return name


def png(width, height):
    """A PNG that claims a size and holds nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 1000) + b"IDAT" + b"\x78\x9c"


def test_the_sample_campaigns_pictures_are_ready(cache):
    sample = assets_dir() / "samples" / "knowvember-22"
    made, findings = pictures.gather(files.read(sample).campaign, sample, cache)
    assert findings == ()
    assert isinstance(made["logos/riverside-library.svg"], Artwork)
    photo = made["pictures/shelves.jpg"]
    assert isinstance(photo, PictureFacts)
    assert (photo.width, photo.height, photo.focal) == (2000, 1500, (0.6, 0.45))


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_the_three_formats_are_read(folder, cache, kind):
    made, findings = gather(folder, cache, save(folder, f"a.{kind}"), focal=(0.2, 0.8), safe=(0, 0, 1, 0.5))
    assert findings == ()
    facts = made[f"a.{kind}"]
    assert (facts.width, facts.height, facts.focal, facts.safe) == (60, 40, (0.2, 0.8), (0, 0, 1, 0.5))
    assert len(facts.sha256) == 64
    with Image.open(facts.file) as image:
        assert image.size == (60, 40)
        assert image.mode == "RGB"


def test_a_picture_as_it_should_be_keeps_its_bytes(folder, cache):
    made, _ = gather(folder, cache, save(folder, "a.jpg", quality=80))
    with open(made["a.jpg"].file, "rb") as file:
        assert file.read() == (folder / "a.jpg").read_bytes()


def test_light_is_measured_on_a_grid(folder, cache):
    image = Image.new("RGB", (64, 64), "white")
    image.paste("black", (0, 0, 32, 64))
    made, _ = gather(folder, cache, save(folder, "a.png", image))
    light = made["a.png"].light
    assert (len(light), len(light[0])) == (pictures.GRID, pictures.GRID)
    assert (light[3][0], light[3][-1]) == (0, 1)


def test_the_second_time_comes_from_the_cache(folder, cache, monkeypatch):
    save(folder, "a.jpg")
    first, _ = gather(folder, cache, "a.jpg")
    monkeypatch.setattr(pictures, "_open", lambda _: pytest.fail("decoded again"))
    assert gather(folder, cache, "a.jpg")[0] == first


def test_a_damaged_cache_is_made_again(folder, cache):
    save(folder, "a.jpg")
    first, _ = gather(folder, cache, "a.jpg")
    for note in (cache / "pictures").glob("*.json"):
        note.write_text("[")
    assert gather(folder, cache, "a.jpg")[0] == first


def test_a_changed_picture_is_another_picture(folder, cache):
    first, _ = gather(folder, cache, save(folder, "a.png"))
    second, _ = gather(folder, cache, save(folder, "a.png", Image.new("RGB", (9, 9))))
    assert first["a.png"].sha256 != second["a.png"].sha256
    assert second["a.png"].width == 9


def test_a_turned_photograph_comes_out_upright(folder, cache):
    exif = Image.Exif()
    exif[0x0112] = 6
    made, _ = gather(folder, cache, save(folder, "a.jpg", exif=exif))
    assert (made["a.jpg"].width, made["a.jpg"].height) == (40, 60)
    with Image.open(made["a.jpg"].file) as image:
        assert image.size == (40, 60)
        assert image.getexif().get(0x0112, 1) == 1


def test_cmyk_and_other_modes_become_srgb(folder, cache):
    save(folder, "cmyk.jpg", Image.new("CMYK", (10, 10), (0, 255, 255, 0)))
    save(folder, "grey.png", Image.new("L", (10, 10), 128))
    save(folder, "deep.png", Image.new("I;16", (10, 10), 0x8000))
    save(folder, "palette.png", Image.new("P", (10, 10)))
    save(folder, "bits.png", Image.new("1", (10, 10), 1))
    save(folder, "clear.png", Image.new("RGBA", (10, 10), (255, 0, 0, 128)))
    names = ("cmyk.jpg", "grey.png", "deep.png", "palette.png", "bits.png", "clear.png")
    made, findings = gather(folder, cache, *names)
    assert [(f.id, f.severity) for f in findings] == [("picture-inks", "warning")]
    assert "cmyk.jpg is in CMYK and does not say for which press" in findings[0].sentence
    assert gather(folder, cache, *names)[1] == findings, "also when the copies are there already"
    modes = {}
    for name in names:
        with Image.open(made[name].file) as image:
            modes[name] = image.mode
    assert modes == dict.fromkeys(names, "RGB") | {"palette.png": "RGBA", "clear.png": "RGBA"}
    with Image.open(made["cmyk.jpg"].file) as image:
        red, green, _ = image.getpixel((5, 5))
        assert red > 150
        assert green < 60
    with Image.open(made["deep.png"].file) as image:
        assert abs(image.getpixel((5, 5))[0] - 128) <= 1


def test_a_profile_is_honoured(folder, cache):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    image = Image.new("RGB", (10, 10), (200, 30, 30))
    image.save(folder / "a.png", icc_profile=swapped)
    image.save(folder / "b.png", icc_profile=b"broken")
    made, findings = gather(folder, cache, "a.png", "b.png")
    assert findings == ()
    with Image.open(made["a.png"].file) as plain:
        assert "icc_profile" not in plain.info
        assert all(abs(a - b) <= 2 for a, b in zip(plain.getpixel((5, 5)), (30, 200, 30), strict=True)), "red is green there"


def test_a_missing_picture(folder, cache):
    assert "none.jpg is not in the campaign folder" in one_finding(folder, cache, "none.jpg")


def test_a_truncated_picture(folder, cache):
    save(folder, "a.jpg", Image.effect_noise((400, 300), 80).convert("RGB"))
    whole = (folder / "a.jpg").read_bytes()
    (folder / "a.jpg").write_bytes(whole[: len(whole) // 2])
    assert "is cut off or damaged" in one_finding(folder, cache, "a.jpg")
    (folder / "b.png").write_bytes(png(30, 30))
    assert "is cut off or damaged" in one_finding(folder, cache, "b.png")


def test_40_000_by_40_000_is_refused_from_the_header(folder, cache):
    (folder / "a.png").write_bytes(png(40_000, 40_000))
    assert "more than" in one_finding(folder, cache, "a.png")
    (folder / "b.png").write_bytes(png(11_000, 10_000))
    assert "11000 x 10000 pixels" in one_finding(folder, cache, "b.png")


def test_more_than_30_mb_is_refused_unread(folder, cache, monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST", 1000)
    save(folder, "a.png", Image.effect_noise((100, 100), 80))
    assert "more than the 30 MB allowed" in one_finding(folder, cache, "a.png")


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_zip_that_calls_itself_a_picture(folder, cache, name):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x", "y")
    (folder / name).write_bytes(packed.getvalue())
    assert "really a zip file" in one_finding(folder, cache, name)


@pytest.mark.parametrize("data", [b"", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", b"%PDF-1.7", b"\xff\xd8\xff", bytes(range(256))])
def test_anything_else(folder, cache, data):
    (folder / "a.jpg").write_bytes(data)
    assert "is not a JPEG, PNG or WebP picture" in one_finding(folder, cache, "a.jpg")


def test_a_link_that_leaves_the_folder(folder, cache):
    save(folder.parent, "secret.jpg")
    (folder / "a.jpg").symlink_to(folder.parent / "secret.jpg")
    assert "a link to a file outside" in one_finding(folder, cache, "a.jpg")
    (folder / "loop.jpg").symlink_to(folder / "loop.jpg")
    assert "campaign folder" in one_finding(folder, cache, "loop.jpg")


def test_a_path_that_leaves_the_folder(folder, cache):
    save(folder.parent, "secret.jpg")
    assert "leaves the campaign folder" in one_finding(folder, cache, "../secret.jpg")


def test_a_folder_that_calls_itself_a_picture(folder, cache):
    (folder / "a.jpg").mkdir()
    assert "is not in the campaign folder" in one_finding(folder, cache, "a.jpg")


def test_a_cache_that_cannot_be_written_is_said(folder, tmp_path):
    (tmp_path / "cache").write_text("a file in the way")
    save(folder, "a.jpg")
    assert "cannot be prepared" in one_finding(folder, tmp_path / "cache", "a.jpg")


def test_one_bad_picture_does_not_stop_the_others(folder, cache):
    save(folder, "good.jpg")
    (folder / "bad.jpg").write_bytes(b"bad")
    made, findings = gather(folder, cache, "bad.jpg", "good.jpg")
    assert list(made) == ["good.jpg"]
    assert len(findings) == 1


def test_a_logo_with_an_outside_reference_is_a_finding_of_the_brand(folder, cache):
    (folder / "l.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><image href="https://example.org/x.png"/></svg>'
    )
    made, (found,) = pictures.gather(Campaign(id="c", title="C", brand=Brand(logos=(Logo(file="l.svg"),))), folder, cache)
    assert made == {}
    assert "refers to something outside itself" in found.sentence
    assert found.item is None


def test_what_a_logo_loses_is_a_warning(folder, cache):
    (folder / "l.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/><text>Hi</text></svg>'
    )
    brand = Campaign(id="c", title="C", brand=Brand(partners=(Logo(file="l.svg"),)))
    for _ in range(2):
        made, (found,) = pictures.gather(brand, folder, cache)
        assert (found.severity, found.sentence) == ("warning", "l.svg: words that are not outlines were left out.")
        assert len(made["l.svg"].shapes) == 1


def test_a_huge_photograph_is_kept_at_what_a_poster_needs(folder, cache):
    made, findings = gather(folder, cache, save(folder, "a.png", Image.new("L", (9000, 900))))
    assert findings == ()
    assert (made["a.png"].width, made["a.png"].height) == (8000, 800)


def encoded(kind, **how):
    out = io.BytesIO()
    Image.effect_noise((48, 32), 60).convert("RGB").save(out, kind, **how)
    return out.getvalue()


EXIF = Image.Exif()
EXIF[0x0112] = 6
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
GOOD = [
    encoded("JPEG", exif=EXIF, icc_profile=SRGB),
    encoded("PNG", icc_profile=SRGB),
    encoded("WEBP", exif=EXIF, icc_profile=SRGB),
]


@given(
    st.sampled_from(GOOD),
    st.lists(st.tuples(st.integers(0, 4000), st.binary(min_size=1, max_size=4)), max_size=6),
    st.integers(20, 9999),
)
def test_whatever_is_damaged_the_answer_is_a_picture_or_a_finding(tmp_path_factory, data, hits, keep):
    folder = tmp_path_factory.mktemp("any")
    damaged = bytearray(data[:keep])
    for at, with_ in hits:
        damaged[at % len(damaged) : at % len(damaged) + len(with_)] = with_
    (folder / "a.jpg").write_bytes(damaged)
    made, findings = pictures.gather(campaign("a.jpg"), folder, folder / "cache")
    assert len(made) + len(findings) == 1
