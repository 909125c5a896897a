"""Emoji of a campaign's words: their pictures come from a package, whatever joins them; what has none is left out."""

import pytest

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event, Step, Technique
from kiosk.page.emoji import SEQUENCE, key, stems
from kiosk.page.picture import Artwork
from kiosk.store.pictures import emoji

WALES = "🏴" + "".join(chr(0xE0000 + ord(c)) for c in "gbwls") + "\U000e007f"


@pytest.mark.parametrize("one", ["🎉", "☕", "☕\ufe0f", "1\ufe0f\u20e3", "👩\u200d🍳", "👍🏽", "🇬🇧", WALES])
def test_an_emoji_is_one_with_all_that_joins_it(one: str, tmp_path) -> None:
    assert SEQUENCE.findall(f"a {one}{one} b") == [one, one]
    made = emoji.gather(Campaign(id="c", title=f"Tea {one}"), tmp_path)
    assert list(made) == [key(one)]
    assert isinstance(made[key(one)], Artwork)


@pytest.mark.parametrize("text", ["plain", "क्\u200dष", "café 3 #1", "\ufe0f", "知識"])
def test_other_characters_are_not(text: str, tmp_path) -> None:
    assert SEQUENCE.search(text) is None


def test_a_new_emoji_falls_back_on_its_first_character() -> None:
    assert stems("👩\u200d🪿") == ("1f469-200d-1fabf", "1f469")


def test_words_are_looked_for_wherever_they_stand(tmp_path) -> None:
    event = Event(id="e", title="T", translations={"cy": {"title": "🎉"}})
    technique = Technique(id="t", title="T", steps=(Step(title="S", text="☕"),))
    c = Campaign(id="c", title="C", events=(event,), techniques=(technique,))
    assert set(emoji.gather(c, tmp_path)) == {key("🎉"), key("☕")}


def test_without_the_package_there_are_none(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    emoji._folder.cache_clear()
    monkeypatch.setattr(emoji, "PACKAGE", "no-such-package")
    assert emoji.gather(Campaign(id="c", title="🎉"), tmp_path) == {}
    emoji._folder.cache_clear()
