"""Slips mended in the text of a campaign file: keys, headers, links; comments stay, what is doubtful is left alone."""

import pytest

from kiosk.store.folder import files, slips, writing

FILE = """# A remark.
tilte = "Sharing" # kept
timezone = "Europe/London"
webiste = 'example.org/sharing'
tilte_of_ours = "tilte = x"

[[evnt]] # first
id = "exchange"
title = "Knowledge exchange"
booking = "https:/example.org/k"
speakers = [{nmae = "Ann"}, {name = "Bo"}]

[[evnt]]
id = "cafe"
title = "Café"
link = "www.example.org/cafe?a=b"
[[evnt.except]]
on = 2022-11-03
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "c"
    made.mkdir()
    (made / "campaign.toml").write_text(FILE)
    return made


def test_keys_headers_and_links_are_mended_and_the_rest_stays(folder):
    done = slips.mend(folder)
    text = (folder / "campaign.toml").read_text()
    mended = FILE
    for old, new in (
        ('tilte = "Sharing"', 'title = "Sharing"'),
        ("webiste = 'example.org/sharing'", 'website = "https://example.org/sharing"'),
        ("evnt", "event"),
        ("https:/e", "https://e"),
        ("nmae", "name"),
        ('"www.', '"https://www.'),
    ):
        mended = mended.replace(old, new)
    assert text == mended
    assert {f.finding.fix for f in done} == {slips.RENAME, slips.SCHEME}
    assert any(s.said == "title written instead" and "line 2, tilte" in s.finding.sentence for s in done)
    opened = files.read(folder)
    assert [e.booking or e.link for e in opened.campaign.events] == ["https://example.org/k", "https://www.example.org/cafe?a=b"]
    assert writing.previous(folder / "campaign.toml")[0].read_text() == FILE


@pytest.mark.parametrize(
    "row",
    [
        'title = "A"\ntilte = "B"',  # both are there
        'title = "A"\nwebsit = "a"\nwebsie = "b"',  # two may be meant
        'title = "A"\nwebsite = "ask at the desk"',  # no address
        'title = "A"\nwebsite = "ftp://example.org"',  # another way
        'title = "A"\nlanguage = "cy"',  # its value is no list
        'title = "A"\nstaff = "Ann"\nhalls = 3',  # somebody's own keys
    ],
)
def test_what_is_doubtful_is_left_alone(tmp_path, row):
    assert slips.mended(row, tmp_path) == (row, ())


def test_lines_end_as_they_did(folder):
    (folder / "campaign.toml").write_bytes(b'tilte = "A"\r\ntimezone = "UTC"\r\n')
    slips.mend(folder)
    assert (folder / "campaign.toml").read_bytes() == b'title = "A"\r\ntimezone = "UTC"\r\n'
