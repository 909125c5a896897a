from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.campaign.item import Article, Event, Technique
from kiosk.export import naming

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("item", "day"),
    [
        (Event(id="a", title="A", starts=datetime(2022, 11, 3, 12, 30, tzinfo=LONDON)), "2022-11-03"),
        (Event(id="a", title="A", starts=datetime(2022, 6, 30, 23, 30, tzinfo=UTC)), "2022-07-01"),
        (Event(id="a", title="A", starts=date(2022, 11, 3)), "2022-11-03"),
        (Event(id="a", title="A"), "tba"),
        (Article(id="b", title="B", published=date(2022, 11, 1)), "2022-11-01"),
        (Technique(id="c", title="C"), "tba"),
    ],
)
def test_files_are_filed_by_the_day_in_the_campaigns_own_zone(item, day):
    assert naming.day_of(item, LONDON) == day


def test_a_short_name_stays_whole():
    assert naming.stem("2022-11-03-exchange", "poster-a4", Path("/out/poster"), "pdf", True) == "2022-11-03-exchange-poster-a4"


@pytest.mark.parametrize("depth", [30, 90, 130])
def test_a_long_path_is_cut_below_two_hundred_and_stays_apart(depth):
    folder = Path("/" + "d" * depth)
    stems = {naming.stem("2022-11-03-" + "long-" * 40 + end, "postcard-4up-a4", folder, "pdf", True) for end in "ab"}
    assert len(stems) == 2
    for stem in stems:
        assert len(str(folder / "earlier" / f"{stem}-2.pdf")) < 200
        assert stem.startswith("2022-11-03-long")
        assert stem.endswith("-postcard-4up-a4")


def test_a_folder_too_deep_is_told_in_one_sentence():
    with pytest.raises(naming.Error, match=r"lies so deep that file names would pass 199 characters; choose a shorter one$"):
        naming.stem("2022-11-03-exchange-" * 3, "poster-a4", Path("/" + "d" * 180), "pdf", False)
