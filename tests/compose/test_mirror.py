import pytest

from kiosk.page.geometry import Matrix
from kiosk.page.items import Group, Shape
from kiosk.page.stock import STOCKS
from tests.compose.making import campaign, compose, event, groups, in_u, placed, runs, u

A4 = STOCKS["poster"]["a4"]
W = A4.width / A4.u
ARABIC = campaign(event(title="تبادل المعرفة", translations={"ar": {}}), languages=("ar",))
PAGE = (
    "<text role='title' size='9' box='7,30,60,*'>{item.title}</text><qr of='{link.qr}' box='r7,90,28,28'/>"
    "<row box='7,60,80,8' gap='2'><box name='first' width='20' height='4'/><box name='second' grow='1' height='4'/></row>"
)


def test_every_box_is_mirrored_on_a_page_that_runs_right_to_left() -> None:
    left, right = compose(PAGE, campaign=ARABIC), compose(PAGE, campaign=ARABIC, langs=("ar",))
    assert (left.page.lang, right.page.lang) == ("en", "ar")
    assert set(left.boxes) == set(right.boxes)
    for name, box in left.boxes.items():
        assert in_u(right.boxes[name]) == pytest.approx(in_u(box.mirrored(A4.width)), abs=0.02), name
    assert in_u(right.boxes["qr"])[0] == pytest.approx(7)
    assert right.boxes["first"].x > right.boxes["second"].x


def test_words_stand_at_the_start_edge_in_both_directions() -> None:
    for lang, words in (
        ("ar", "تبادل المعرفة"),
        ("ar", "Knowledge exchange"),
        ("en", "Knowledge exchange"),
        ("en", "تبادل المعرفة"),
    ):
        done = compose("<text size='9' box='7,30,80,*'>{item.title}</text>", campaign=campaign(event(title=words)), langs=(lang,))
        left = min(p.x for p, _ in runs(done.page))
        right = max(p.x + r.width for p, r in runs(done.page))
        if lang == "ar":
            assert right == pytest.approx(A4.width - 7 * u(), abs=0.5), words
        else:
            assert left == pytest.approx(7 * u(), abs=0.5), words


def test_the_motif_is_mirrored_and_the_code_is_not() -> None:
    done = compose("<motif name='leaf' part='fall'/>" + PAGE, campaign=ARABIC, langs=("ar",))
    (motif,) = groups(done.page, "motif")
    assert motif.matrix == Matrix(-1, 0, 0, 1, A4.width, 0)
    assert motif.role == "artifact"
    same = compose("<motif name='leaf' part='fall'/>" + PAGE, campaign=ARABIC)
    assert groups(same.page, "motif")[0].items == motif.items
    codes = [i.path.bounds().w for d in (done, same) for _, i in placed(d.page) if isinstance(i, Shape) and i.crisp]
    assert codes[0] == pytest.approx(codes[1])


def test_progress_and_shapes_run_from_the_start_edge() -> None:
    page = "<shape form='path' d='M0,0 L10,0 L10,5 Z' fill='red' box='7,30,10,5'/>"
    shapes = [i for _, i in placed(compose(page, campaign=ARABIC, langs=("ar",)).page) if isinstance(i, Shape)]
    bounds = shapes[0].path.bounds()
    assert bounds.right == pytest.approx(A4.width - 7 * u())
    xs = shapes[0].path.xy[0::2]
    assert max(xs) == xs[0]  # the corner that lay at the start lies at the right


def test_words_without_a_translation_are_marked_with_their_own_language() -> None:
    c = campaign(event(), languages=("en", "ar"))
    done = compose("<text size='5' box='7,30,80,*'>{item.title}</text>", campaign=c, langs=("ar",))
    group = next(i for _, i in placed(done.page) if isinstance(i, Group) and i.role == "p")
    assert group.lang == "en"
    assert done.page.lang == "ar"
