"""A brand and its kit: what wins over what, which rules are locked, and what is said of them."""

import pytest

from kiosk.campaign.brand import Brand, BrandInk, Logo, corner, rule_findings, rules, whole


def ids(brand, languages=("en",)):
    return [f.id for f in rule_findings(brand, languages)]


KIT = Brand(
    use="kit",
    inks={"primary": BrandInk(screen="#005EB8"), "accent": BrandInk(screen="#FFB81C")},
    faces={"display": "Arial"},
    rules={"faces": ["Arial"], "logo": "top right, once a page"},
    minimum={"logo": 8, "text": 8},
)


def test_inks_and_faces_are_replaced_one_by_one_and_rules_stay_locked():
    own = Brand(
        inks={"accent": BrandInk(screen="#FFFFFF")}, faces={"text": "Lato"}, rules={"faces": ["Lato"], "contrast": 7},
        minimum={"logo": 4, "text": 12}, base=KIT,
    )  # fmt: skip
    made = whole(own)
    assert {k: v.screen for k, v in made.inks.items()} == {"primary": "#005EB8", "accent": "#FFFFFF"}
    assert made.faces == {"display": "Arial", "text": "Lato"}
    assert (rules(made).faces, rules(made).contrast) == (("Arial",), 7.0)
    assert made.minimum == {"logo": 8, "text": 12}
    assert ids(own) == ["brand-rule-locked"]


def test_a_kit_brings_logos_only_where_there_are_none():
    kit = Brand(logos=(Logo(file="kit.svg"),), partners=(Logo(file="p.svg"),))
    assert whole(Brand(base=kit)).logos == kit.logos
    assert [logo.file for logo in whole(Brand(logos=(Logo(file="own.svg"),), base=kit)).logos] == ["own.svg"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("top right", "top right"),
        ("logo top right, once a page", "top right"),
        ("Bottom-left", "bottom left"),
        ("start top", "top start"),
        ("in the middle", ""),
        ("top", ""),
        ("", ""),
    ],
)
def test_corners_are_read_from_plain_words(words, found):
    assert corner(words) == found


@pytest.mark.parametrize(
    ("rule", "value", "good"),
    [
        ("logo", "top right, once a page", True),
        ("logo", "once", True),
        ("logo", "somewhere nice", False),
        ("faces", ["Arial", "Frutiger"], True),
        ("faces", "Arial", True),
        ("faces", 3, False),
        ("contrast", 7, True),
        ("contrast", 40, False),
        ("contrast", "high", False),
        ("tone", "friendly", False),
    ],
)
def test_a_rule_that_is_not_understood_is_told_with_a_cure(rule, value, good):
    found = list(rule_findings(Brand(rules={rule: value}), ("en",)))
    assert [f.id for f in found] == ([] if good else ["brand-rule-unknown"])
    assert all(f.cure for f in found)


def test_a_smallest_size_that_pages_do_not_know_is_told():
    assert ids(Brand(minimum={"logo": 10})) == []
    assert ids(Brand(minimum={"logo_mm": 10})) == ["brand-rule-unknown"]


def test_a_brand_can_demand_languages_and_their_order():
    brand = Brand(rules={"languages": ["cy", "en"]})
    assert ids(brand, ("cy", "en")) == []
    for said in (("en", "cy"), ("en",), ("cy",)):
        (found,) = rule_findings(brand, said)
        assert (found.id, found.severity) == ("brand-languages", "error")
        assert 'languages = ["cy", "en"]' in found.cure


def test_a_zone_that_is_no_corner_is_told():
    assert ids(Brand(logos=(Logo(file="a.svg", zone="beside the title"),))) == ["brand-zone"]


def test_variants_of_a_logo_share_a_mark_or_the_same_words():
    assert Logo(file="a.svg", alt="Riverside").name == Logo(file="b.svg", alt="Riverside", on="dark").name
    assert Logo(file="a.svg", mark="r", alt="x").name == Logo(file="b.svg", mark="r", alt="y").name
    assert Logo(file="a.svg").name != Logo(file="b.svg").name
