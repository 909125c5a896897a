"""Titles nobody planned for, all the way to files: each is made or withheld with a reason, and the rest is not touched."""

import pytest

TITLES = {
    "long": "Långe Titel " * 42,
    "emoji": "🎉🎉🎉",
    "runes": "ᚠᚢᚦ",
    "arabic": "تبادل المعرفة",
    "windows": 'CON: <a>|b?*\\"/..',
    "control": "Tab\\tand\\nnewline",
    "plain": "Fishbowl",
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory, export):
    folder = tmp_path_factory.mktemp("odd")
    head = '[[event]]\nid = "{0}"\nstarts = 2022-11-03T10:00:00\nlink = "https://example.org/{0}"\ntitle = """{1}"""\n'
    events = "".join(head.format(*pair) for pair in TITLES.items())
    (folder / "campaign.toml").write_text(f'title = "Odd"\nid = "odd"\nwebsite = "https://example.org"\n{events}\n', "utf-8")
    return export(folder, folder / "out", "--at", "2022-11-01T09:00", "--product", "poster,slide,social,postcard")


def test_nothing_unexpected_happens(odd):
    assert odd.code == 1
    assert "unexpected" not in odd.err
    assert "failed: " not in odd.err


@pytest.mark.parametrize("title", ["arabic", "windows", "control", "plain", "emoji"])
@pytest.mark.parametrize("product", ["poster", "slide", "social", "postcard"])
def test_what_can_be_set_is_made(odd, product, title):
    assert title in {f["item"] for f in odd.files(product)}, odd.err


@pytest.mark.parametrize(
    ("title", "reason"), [("long", "The title does not fit"), ("runes", "No typeface at hand has these characters: ᚠ")]
)
def test_what_cannot_be_set_is_withheld_with_its_reason(odd, title, reason):
    assert title not in {f["item"] for f in odd.files("poster")}
    assert f"withheld: poster/2022-11-03-{title}-poster-a4.pdf" in odd.err
    assert any(line.startswith("error: ") and reason in line and title in line for line in odd.err.splitlines())


def test_no_forbidden_character_reaches_a_name(odd):
    for path in odd.on_disk():
        assert path.isascii()
        assert not set(path) & set('<>:"\\|?* ')
