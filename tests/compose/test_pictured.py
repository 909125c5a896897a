"""Pictures on pages: cut round what matters, and only when they have pixels enough."""

import pytest

from kiosk.campaign.item import PictureRef
from kiosk.compose.marks import cover
from kiosk.page.geometry import Rect, ellipse
from kiosk.page.items import Group, Picture
from kiosk.page.picture import PictureFacts
from tests.compose.making import campaign, compose, event, groups, ids, placed, text_of, u


def cut(facts: PictureFacts, *args: float, box: Rect | None = None) -> Rect:
    _, item = cover(facts, box or Rect(0, 0, 100, 100), *args)
    assert isinstance(item, Picture)
    return item.crop


def facts(w: int = 2000, h: int = 1000, **fields) -> PictureFacts:
    return PictureFacts("p.jpg", "0", w, h, **fields)


def test_the_focal_point_lies_where_the_template_wants_it() -> None:
    crop = cut(facts(focal=(0.5, 0.5)), 0.2, 0.5)
    assert crop == Rect(800, 0, 1000, 1000)  # 1000 is a fifth of the way from 800 to 1800


def test_the_edges_of_the_picture_are_never_passed() -> None:
    assert cut(facts(focal=(0.02, 0.5)), 0.9, 0.5) == Rect(0, 0, 1000, 1000)
    assert cut(facts(focal=(0.98, 0.5)), 0.1, 0.5) == Rect(1000, 0, 1000, 1000)


def test_zoom_cuts_closer() -> None:
    crop = cut(facts(1000, 1000, focal=(0.5, 0.5)), 0.5, 0.5, 2)
    assert crop == Rect(250, 250, 500, 500)


def test_the_safe_part_stays_whole() -> None:
    crop = cut(facts(focal=(0.9, 0.5), safe=(0.1, 0.2, 0.3, 0.5)), 0.5, 0.5)
    assert crop.x == pytest.approx(200)
    # No closer than the safe part allows, and what is too wide is cut on both sides alike.
    close = cut(facts(1000, 1000, focal=(0.5, 0.5), safe=(0.1, 0.1, 0.8, 0.8)), 0.5, 0.5, 3)
    assert close.w == pytest.approx(800)
    assert cut(facts(focal=(0.0, 0.5), safe=(0.1, 0.0, 0.8, 1.0)), 0.5, 0.5) == Rect(500, 0, 1000, 1000)


PAGE = """
<picture box="0,0,100%,100%" if="picture.there" fx=".2"/>
<text size="8" box="7,60,86,20" unless="picture.there">none</text>
"""


def made(picture: PictureFacts | None, **fields):
    c = campaign(event(picture=PictureRef(file="p.jpg", alt="Shelves")), **fields)
    return compose(PAGE, campaign=c, pictures={"p.jpg": picture} if picture else {}, langs=c.languages or ("en",))


def test_a_good_picture_is_shown_without_a_word() -> None:
    page = made(facts(4000, 5000))
    assert [i.sha256 for _, i in placed(page.page) if isinstance(i, Picture)] == ["0"]
    assert groups(page.page, "none") == []
    assert not {"picture-soft", "picture-small"} & set(ids(page))


def test_a_soft_picture_is_shown_and_said() -> None:
    page = made(facts(1000, 1400))
    assert any(isinstance(i, Picture) for _, i in placed(page.page))
    (finding,) = [f for f in page.findings if f.id == "picture-soft"]
    assert finding.severity == "warning"
    assert finding.sentence == (
        'The picture of "Knowledge exchange" has 1000 x 1400 pixels, 80% of what this page needs to look sharp.'
    )


def test_a_picture_that_is_far_too_small_gives_way_to_the_family_s_own() -> None:
    page = made(facts(300, 400))
    assert not any(isinstance(i, Picture) for _, i in placed(page.page))
    assert text_of(page.page) == "none"
    (finding,) = [f for f in page.findings if f.id == "picture-small"]
    assert finding.sentence.endswith("has 300 x 400 pixels, too few for this page; it is left out.")


def test_a_page_without_a_place_for_it_says_nothing_of_a_picture() -> None:
    c = campaign(event(picture=PictureRef(file="p.jpg")))
    page = compose('<text size="8" box="7,60,86,20">{item.title}</text>', campaign=c, pictures={"p.jpg": facts(30, 40)})
    assert not {"picture-soft", "picture-small"} & set(ids(page))


def test_a_missing_picture_gives_way_to_the_family_s_own() -> None:
    assert text_of(made(None).page) == "none"


def test_from_right_to_left_the_focal_point_is_wanted_on_the_other_side() -> None:
    wide = facts(9000, 3000)

    def crop(**fields) -> Rect:
        return next(i.crop for _, i in placed(made(wide, **fields).page) if isinstance(i, Picture))

    ltr, rtl = crop(), crop(languages=("ar",))
    assert ltr.x + 0.2 * ltr.w == pytest.approx(4500)
    assert rtl.x + 0.8 * rtl.w == pytest.approx(4500)


def test_a_stack_is_as_high_as_what_stands_in_it_and_a_sheet_behind_follows() -> None:
    page = compose(
        '<column box="7,40,86,60" valign="bottom"><stack>'
        '<box box="0,0,100%,100%" fill="paper" name="sheet"/><text size="4" box="4,4,60,*">{item.title}</text>'
        "</stack></column>"
    )
    u = page.page.stock.u
    sheet = page.boxes["sheet"]
    assert sheet.bottom == pytest.approx(100 * u)
    assert sheet.h == pytest.approx(4 * u + 4 * 1.25 * u, abs=0.5)


def test_the_safe_part_stands_where_nothing_covers_the_picture() -> None:
    inner = Rect(0.2, 0.0, 0.6, 1.0)
    _, item = cover(facts(2000, 1000, focal=(0.5, 0.5), safe=(0.45, 0.2, 0.2, 0.5)), Rect(0, 0, 100, 100), 0.1, 0.5, 1, inner)
    assert isinstance(item, Picture)
    assert item.crop.x + 0.2 * item.crop.w <= 900 + 1e-6
    assert item.crop.x + 0.8 * item.crop.w >= 1300 - 1e-6


def test_a_picture_is_cut_closer_where_only_that_brings_its_safe_part_into_the_open() -> None:
    inner = Rect(0.0, 0.0, 1.0, 0.5)  # the lower half is covered
    _, item = cover(facts(1000, 1000, focal=(0.5, 0.5), safe=(0.4, 0.6, 0.2, 0.2)), Rect(0, 0, 100, 100), 0.5, 0.5, 1, inner)
    assert isinstance(item, Picture)
    assert item.crop.h < 1000
    assert item.crop.y + 0.5 * item.crop.h >= 800 - 1e-6


def shaped(attributes: str, **fields):
    page = f'<picture box="50,0,50,50" {attributes} if="picture.there"/>'
    c = campaign(event(picture=PictureRef(file="p.jpg", alt="Shelves")), **fields)
    return compose(page, campaign=c, pictures={"p.jpg": facts(4000, 5000)}, langs=c.languages or ("en",))


def figure(made) -> Group:
    return next(i for _, i in placed(made.page) if isinstance(i, Group) and i.role == "figure")


def test_a_picture_takes_the_form_it_is_given() -> None:
    assert figure(shaped("")).clip is None
    assert figure(shaped('form="ellipse"')).clip == ellipse(Rect(50 * u(), 0, 50 * u(), 50 * u()))
    corner = 'form="path" grid="100" d="M40,0 L100,0 L100,100 L0,100 Z"'
    clip = figure(shaped(corner)).clip
    assert clip is not None
    assert clip.xy[0] == pytest.approx(70 * u())
    mirrored = figure(shaped(corner, languages=("ar",))).clip
    assert mirrored is not None
    assert mirrored.xy[0] == pytest.approx(30 * u())  # the same corner, seen from the other side


@pytest.mark.parametrize(("languages", "aside"), [((), 0.045), (("ar",), -0.045)])
def test_a_cut_picture_is_one_figure_in_two_parts(languages: tuple[str, ...], aside: float) -> None:
    made = shaped('cut=".46"', languages=languages)
    upper, lower = figure(made).items
    assert upper[0].x == 0
    assert lower[0].x == pytest.approx(aside * 50 * u())
    assert sum(isinstance(i, Picture) for _, i in placed(made.page)) == 2
    assert ids(made).count("picture-soft") == 0
