"""Two words are as far apart as a hand has slipped."""

import pytest

from kiosk.campaign.apart import distance


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [("", "abc", 3), ("kitten", "sitting", 3), ("same", "same", 0), ("ab", "ba", 1), ("knowvember", "knowvmeber", 1)],
)
def test_letters_wrong_missing_too_many_or_changed_places_count(a: str, b: str, wanted: int):
    assert distance(a, b) == distance(b, a) == wanted
