import pytest

from kiosk.compose import compose as composer
from kiosk.compose.template import template
from tests.compose.making import FAMILY, brief, compose, plain, text_of


def fails(family: dict[str, str]) -> template.Error:
    with pytest.raises(template.Error) as caught:
        composer.compose(brief(family))
    return caught.value


@pytest.mark.parametrize(
    ("inside", "line", "says"),
    [
        ("\n\n<txt role='title'>x</txt>", 3, "there is no tag <txt>; did you mean 'text'?"),
        ("\n<text sise='3'>x</text>", 2, "<text> has no attribute 'sise'; did you mean 'size'?"),
        ("\n<text size='big'>x</text>", 2, 'size="big" on <text> should be a number such as 1.2'),
        ("<text fit='9'>x</text>", 1, "smallest-largest such as 7.2-13.6"),
        ("<text ink='purple'>x</text>", 1, 'ink="purple" on <text> should be the name of an ink of family.toml'),
        ("<text role='titel'>x</text>", 1, "the name of a type role"),
        ("<box box='1,2,3'/>", 1, "four places x,y,w,h"),
        ("<row valign='up'/>", 1, "one of top, middle, bottom, baseline"),
        ("\n\n\n<text>{item.titel}</text>", 4, "there is no field 'item.titel'; did you mean 'item.title'?"),
        ("<text>{item.title</text>", 1, "a brace stands alone"),
        ("<text if='event.speaker'>x</text>", 1, "did you mean 'event.speakers'?"),
        ("<for each='agenda.row'/>", 1, "did you mean 'agenda.rows'?"),
        ("<column>loose words</column>", 1, "words stand in <column>; put them into a <text>"),
        ("<text><qr of='{link.qr}'/></text>", 1, "<qr> cannot stand in <text>"),
        ("<qr/>", 1, "<qr> needs the attribute of"),
        ("<use part='none'/>", 1, "poster.xml has no part 'none'"),
        ("<use file='gone' part='x'/>", 1, "there is no file 'gone.xml' in the family"),
        ("<motif name='../leaf'/>", 1, "there is no motif '../leaf'"),
        ("<motif name='leaves'/>", 1, "there is no motif 'leaves'"),
        ("<motif name='snow'/>", 1, "there is no motif 'snow'; there are "),
        ("\n<motif name='table' talk='square box=1,2,3,4'/>", 2, "a bubble begins with soft or round, not 'square'"),
    ],
)
def test_a_mistake_is_named_with_line_and_cure(inside: str, line: int, says: str) -> None:
    error = fails(plain(inside))
    assert (error.file, error.line) == ("poster.xml", line)
    assert says in str(error)


def test_a_mistake_in_a_shared_part_is_named_in_its_own_file() -> None:
    family = plain("<use file='parts' part='head'/>", parts="<template>\n<part name='head'>\n<texts/>\n</part></template>")
    assert str(fails(family)).startswith("parts.xml, line 3: there is no tag <texts>")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<template><page></template>", "poster.xml, line 1: this is not well-formed XML"),
        ("", "this is not well-formed XML"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><template>&b;</template>', "document types and entities are not allowed"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><template/>', "document types and entities are not allowed"),
        ("<page/>", "the outermost element must be <template>"),
        ("<template/>", "there is no <page> in this template"),
        ("<template><text/></template>", "<text> cannot stand here"),
        ("<template><page>" + "<column>" * 40 + "</column>" * 40 + "</page></template>", "nested more than 32 deep"),
        ("<template><page>" + "<space/>" * 5000 + "</page></template>", "more than 4000 elements"),
        ("<template><!--" + "x" * 262_144 + "--><page/></template>", "256 KB is the most"),
    ],
)
def test_files_that_are_broken_or_hostile_are_refused_in_one_sentence(text: str, says: str) -> None:
    error = fails({"family.toml": FAMILY, "poster.xml": text})
    assert says in str(error)
    assert "\n" not in str(error)


def test_parts_that_use_each_other_in_a_circle_are_refused() -> None:
    family = plain(
        "<part name='a'><use part='b'/></part>", "<part name='b'><use part='a'/></part>", "<page><use part='a'/></page>"
    )
    assert "in a circle" in str(fails(family))


def test_parts_that_multiply_are_refused() -> None:
    parts = "".join(f"<part name='p{i}'>" + f"<use part='p{i + 1}'/>" * 12 + "</part>" for i in range(12))
    assert "in a circle or too deeply" in str(
        fails(plain(parts + "<part name='p12'><space/></part>", "<page><use part='p0'/></page>"))
    )


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("name = [", "family.toml, line 1: this is not valid TOML"),
        ('[inks]\nink = "blue"', "[inks] ink: 'blue' is not a colour"),
        ('[inks]\nink = "#000000"\n[faces]\ntext = "Lato"\n[type.a]\nink = "gone"', "names the ink 'gone'"),
        ('[inks]\nink = "#000000"\n[type.a]\nface = "text"', "names the face 'text'"),
        ('[inks]\nink = "#000000"\n[faces]\ntext = "Lato"\n[type.a]\nsize = 3', "has no key 'size'"),
        ('[inks]\nink = "#000000"\n[faces]\ntext = "Lato"\n[type.a]\nleading = "tight"', "leading should be a number"),
    ],
)
def test_mistakes_in_the_family_file_are_named(toml: str, says: str) -> None:
    assert says in str(fails(plain("") | {"family.toml": toml}))


def test_a_family_without_the_product_says_which_file_to_add() -> None:
    assert "poster.xml" in str(fails({"family.toml": FAMILY}))
    assert "family.toml" in str(fails({"poster.xml": "<template><page/></template>"}))


def test_a_part_takes_parameters_and_defaults() -> None:
    done = compose(
        "<part name='p' size='3' word='two'><text size='$size'>one $word</text></part>",
        "<page><use part='p' word='three'/><use part='p' size='4'/></page>",
    )
    assert text_of(done.page) == "one three one two"


def test_a_missing_parameter_is_named() -> None:
    error = fails(plain("<part name='p'><text size='$size'>x</text></part>", "<page>\n<use part='p'/></page>"))
    assert "asks for a value that <use> does not give" in str(error)


def test_the_file_for_the_stock_wins_over_its_shape_and_the_plain_one() -> None:
    def family(*names: str) -> dict[str, str]:
        return {"family.toml": FAMILY} | {n: f"<template><page><text>{n}</text></page></template>" for n in names}

    every = ("poster.xml", "poster-portrait.xml", "poster-a4.xml")
    for n in range(3):
        done = composer.compose(brief(family(*every[: n + 1])))[0]
        assert text_of(done.page) == every[n]


def test_an_item_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(composer.Error, match="There is no item 'nobody' in this campaign"):
        composer.compose(brief(plain(""), "nobody"))


def test_a_kind_without_a_page_is_one_sentence() -> None:
    with pytest.raises(composer.Error, match="has no poster page for event; add one to its template"):
        composer.compose(brief(plain("<page kind='article'/>")))


def test_a_typeface_that_is_not_installed_is_one_sentence() -> None:
    family = plain("<text>x</text>") | {"family.toml": FAMILY.replace("Atkinson Hyperlegible", "No Such Face")}
    with pytest.raises(composer.Error, match="fontpkg-no-such-face"):
        composer.compose(brief(family))
