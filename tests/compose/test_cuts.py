"""Pictures on pages: what must stay visible stays visible in every cut, and what cannot is said."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign.item import PictureRef
from kiosk.compose.marks import cover
from kiosk.page.geometry import Rect
from kiosk.page.items import Picture
from kiosk.page.picture import PictureFacts
from tests.compose.making import campaign, compose, event, ids

share = st.floats(0.02, 0.98)


@st.composite
def safe_parts(draw):
    x, y = draw(share), draw(share)
    return x, y, draw(st.floats(0.01, 1 - x)), draw(st.floats(0.01, 1 - y))


@given(
    safe_parts(), st.tuples(share, share), st.tuples(st.floats(20, 400), st.floats(20, 400)), st.floats(0.2, 0.8), st.floats(1, 2)
)
def test_the_safe_rectangle_is_whole_in_every_cut_that_can_hold_it(safe, focal, size, at, zoom):
    found = PictureFacts("a.png", "a", 1600, 1000, focal=focal, safe=safe)
    _, picture = cover(found, Rect(0, 0, *size), at, at, zoom)
    assert isinstance(picture, Picture)
    crop, part = picture.crop, Rect(safe[0] * 1600, safe[1] * 1000, safe[2] * 1600, safe[3] * 1000)
    assert Rect(0, 0, 1600, 1000).holds(crop, 0.01)
    if part.w <= crop.w - 0.01:
        assert crop.x - 0.01 <= part.x
        assert part.right <= crop.right + 0.01
    if part.h <= crop.h - 0.01:
        assert crop.y - 0.01 <= part.y
        assert part.bottom <= crop.bottom + 0.01


def page(safe=None, alt="A fox", width=3000, height=1500):
    facts = PictureFacts("/cache/a.png", "abc", width, height, safe=safe)
    ref = PictureRef(file="a.jpg", alt=alt)
    done = compose("<picture box='0,0,50,100'/>", campaign=campaign(event(picture=ref)), pictures={"a.jpg": facts})
    return [f for f in ids(done) if f.startswith(("picture", "no-alt"))]


def test_a_safe_rectangle_that_no_cut_can_hold_is_told():
    assert page(safe=(0.3, 0.1, 0.1, 0.8)) == []
    assert page(safe=(0.0, 0.1, 1.0, 0.8)) == ["picture-cut"]


def test_a_picture_without_words_for_it_is_told_where_it_shows():
    assert page() == []
    assert page(alt="") == ["no-alt"]
