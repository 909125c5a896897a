"""SVG logos: plain paths come out, dangers stay out."""

import pytest

from kiosk.page.geometry import Point
from kiosk.page.ink import Ink, Linear, Radial
from kiosk.store.pictures import artwork, shapes

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def parse(inner, size='viewBox="0 0 100 50"'):
    return artwork.parse(f"{HEAD}{size}>{inner}</svg>".encode())


def drawn(inner, **more):
    return parse(inner, **more)[0].shapes


def why(inner, size='viewBox="0 0 100 50"'):
    with pytest.raises(artwork.Error) as caught:
        parse(inner, size)
    assert caught.value.cure
    return caught.value.sentence


def test_basic_shapes_become_paths():
    found = drawn('<rect width="10" height="5"/><circle cx="50" cy="25" r="10"/><path d="M0 0 q 10 0 10 10 a 5 5 0 0 1 5 5 z"/>')
    assert [s.path.ops[0] + s.path.ops[-1] for s in found] == ["MZ"] * 3
    assert found[0].path.bounds() == (0, 0, 10, 5)
    assert set(found[2].path.ops) <= set("MLCZ")


def test_strokes_become_fills():
    (ring,) = drawn('<rect x="10" y="10" width="20" height="20" fill="none" stroke="#f00" stroke-width="2"/>')
    assert (ring.fill.hex, ring.stroke) == ("#FF0000", None)
    assert ring.path.bounds() == (9, 9, 22, 22)


def test_style_sheets_classes_and_attributes_are_folded_in():
    found = drawn(
        "<style>.a{fill:#102030} rect.b , #c{fill:lime}</style>"
        '<rect class="a" width="1" height="1"/><rect class="b" width="1" height="1"/><rect id="c" width="1" height="1"/>'
        '<rect class="a" style="fill:rgb(1,2,3)" width="1" height="1"/>'
    )
    assert [s.fill.hex for s in found] == ["#102030", "#00FF00", "#00FF00", "#010203"]


def test_groups_transforms_uses_and_symbols_are_resolved():
    found = drawn(
        '<defs><symbol id="s" viewBox="0 0 2 2"><rect width="2" height="2"/></symbol></defs>'
        '<g transform="translate(10 5) scale(2)"><rect id="r" width="3" height="2"/></g><use href="#r" x="50"/>'
    )
    assert [tuple(s.path.bounds()) for s in found] == [(10, 5, 6, 4), (50, 0, 3, 2)]


def test_clips_are_cut():
    (cut,) = drawn('<clipPath id="c"><rect width="5" height="5"/></clipPath><rect width="20" height="20" clip-path="url(#c)"/>')
    assert cut.path.bounds() == (0, 0, 5, 5)


def test_gradients_stay_gradients():
    linear, radial = drawn(
        '<linearGradient id="l"><stop offset="0" stop-color="red"/>'
        '<stop offset="100%" style="stop-color:blue;stop-opacity:.5"/></linearGradient>'
        '<radialGradient id="r" gradientUnits="userSpaceOnUse" cx="60" cy="25" r="10">'
        '<stop offset="0"/><stop offset="1" stop-color="#fff"/></radialGradient>'
        '<rect x="10" width="20" height="10" fill="url(#l)"/><circle cx="60" cy="25" r="10" fill="url(#r)"/>'
    )
    assert isinstance(linear.fill, Linear)
    assert (round(linear.fill.start.x, 2), round(linear.fill.end.x, 2)) == (10, 30)
    assert [(s.offset, s.ink.hex, s.alpha) for s in linear.fill.stops] == [(0, "#FF0000", 1), (1, "#0000FF", 0.5)]
    assert isinstance(radial.fill, Radial)
    assert (radial.fill.centre, radial.fill.radius) == (Point(60, 25), 10)


def test_opacity_multiplies():
    (half,) = drawn('<g opacity=".5"><rect width="9" height="9" fill="rgba(255,0,0,.5)" fill-opacity=".5"/></g>')
    assert half.alpha == pytest.approx(0.125, abs=0.002)


def test_the_viewbox_moves_to_the_origin_and_a_size_can_stand_for_it():
    found, _ = parse('<rect x="100" y="100" width="10" height="10"/>', 'viewBox="100 100 20 10"')
    assert (found.width, found.height, tuple(found.shapes[0].path.bounds())) == (20, 10, (0, 0, 10, 10))
    assert parse('<rect width="1" height="1"/>', 'width="30px" height="20"')[0].width == 30


def test_a_document_type_is_no_fault():
    text = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        + HEAD
        + 'viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
    )
    assert len(artwork.parse(text.encode())[0].shapes) == 1


@pytest.mark.parametrize("what", ["text", "image", "filter", "mask", "pattern"])
def test_what_has_no_vector_form_is_named(what):
    href = ' href="data:image/png;base64,AA=="' if what == "image" else ""
    _, notes = parse(f'<rect width="1" height="1"/><{what}{href}/>')
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        ("<script>alert(1)</script>", "holds <script>"),
        ("<foreignObject/>", "holds <foreignObject>"),
        ('<rect onclick="x()" width="1" height="1"/>', "holds a script"),
        ('<image href="https://example.org/a.png"/>', "outside itself"),
        ('<image xlink:href="file:///etc/passwd"/>', "outside itself"),
        ('<use xlink:href="other.svg#a"/>', "outside itself"),
        ('<rect fill="url(https://example.org/x.svg#g)" width="1" height="1"/>', "outside itself"),
        ("<style>@import url(https://example.org/x.css);</style>", "outside itself"),
        ("<style>rect{fill:url('https://example.org/x')}</style>", "outside itself"),
        ('<g id="a"><use href="#a"/></g>', "copies itself without end"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "copies itself without end"),
        ("<g>" * 80 + "</g>" * 80, "more complicated"),
        ("", "draws nothing"),
        ('<rect width="1"', "not well-formed"),
        ('<path d="M0 0 L nan nan z"/>', "cannot be read as a drawing"),
    ],
)
def test_dangers_and_nonsense_are_one_sentence(inner, says):
    assert says in why(inner)


def test_copies_of_copies_are_counted_before_they_are_made():
    levels = "".join(f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
    assert "copies its own parts too often" in why('<rect id="l0" width="1" height="1"/>' + levels)


def test_entities_are_refused():
    bomb = '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD + 'viewBox="0 0 1 1"><desc>&b;</desc></svg>'
    with pytest.raises(artwork.Error, match="declares entities"):
        artwork.parse(bomb.encode())
    outside = '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD + 'viewBox="0 0 1 1">&x;</svg>'
    with pytest.raises(artwork.Error, match="declares entities"):
        artwork.parse(outside.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"<html/>",
        b"\xff\xfe\x00",
        b"<svg xmlns='http://www.w3.org/2000/svg'><rect width='1' height='1'/></svg>",
    ],
)
def test_what_is_no_svg_or_has_no_size(data):
    with pytest.raises(artwork.Error):
        artwork.parse(data)


def test_a_file_over_2_mb_is_refused_unread(tmp_path):
    (tmp_path / "a.svg").write_bytes(b" " * 2_000_001)
    with pytest.raises(artwork.Error, match="larger than 2 MB"):
        artwork.read(tmp_path / "a.svg")


def test_the_cache_gives_back_the_same(tmp_path):
    (tmp_path / "a.svg").write_text(
        HEAD + 'viewBox="0 0 9 9"><linearGradient id="l"><stop offset="0"/><stop offset="1" stop-color="#fff"/></linearGradient>'
        '<rect width="9" height="9" fill="url(#l)"/><circle cx="3" cy="3" r="2" opacity=".5" fill="#123456"/><text>x</text></svg>'
    )
    first = artwork.read(tmp_path / "a.svg", tmp_path)
    assert list((tmp_path / "pictures").glob("*.json"))
    assert artwork.read(tmp_path / "a.svg", tmp_path) == first == artwork.read(tmp_path / "a.svg")
    assert isinstance(first[0].shapes[1].fill, Ink)
    for note in (tmp_path / "pictures").glob("*.json"):
        note.write_text('["x", 1]')
        assert shapes.load(note) is None
    assert artwork.read(tmp_path / "a.svg", tmp_path) == first
