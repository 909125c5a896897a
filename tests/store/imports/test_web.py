"""Feeds, LibCal, LibraryCalendar and schema.org events."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign.item import Article, Speaker
from kiosk.store.sources import feed, jsonld, libcal, records
from tests.store.imports.helpers import at, by_title, corpus, harvest


def test_rss_becomes_articles():
    reaped = corpus("feed", "web/blog.rss")
    (item,) = reaped.items
    assert isinstance(item, Article)
    assert item.title == "Why we harvest knowledge & jam"
    assert item.summary == "When people leave, what they know leaves too."
    assert (item.author, item.link, item.minutes) == ("Ann Example", "https://example.org/blog/harvest", 3)
    assert item.published == date(2022, 11, 8)  # late in New York, next morning in London
    assert item.tags == ("Methods",)
    assert reaped.found[0].uid == "post-1"
    assert [d.why for d in reaped.dropped] == ["it has no title"]


def test_atom_becomes_articles():
    (item,) = corpus("feed", "web/blog.atom").items
    assert (item.title, item.author, item.published) == ("Fishbowls explained", "Bo Example", date(2022, 11, 2))
    assert item.minutes is None  # a teaser tells nothing of the length


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<html><body>Not found</body></html>", "not a feed"),
        (
            b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aa">]><rss version="2.0"><channel><title>&a;</title></channel></rss>',
            "entities",
        ),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY a "aa">]><rss/>'.encode("utf-16"), "entities"),
    ],
)
def test_what_is_no_feed_is_one_sentence(data, words):
    with pytest.raises(feed.Error, match=words):
        harvest("feed", data, "blog.xml")


def test_libcal():
    reaped = corpus("libcal", "web/libcal.json")
    first, second = reaped.items
    assert (first.starts, first.ends) == (at(2022, 11, 8, 14), at(2022, 11, 8, 15))
    assert first.venue == "Health Library, Training room"
    assert first.status == "full"
    assert first.booking == first.link == "https://example.libcal.com/event/3900001"
    assert (first.tags, first.audience) == (("Workshop", "Research"), "Staff")
    assert first.speakers == (Speaker(name="Dr Kim Example"),)
    assert first.summary == "Bring your laptop."
    assert "owner" not in repr(first)
    assert (second.starts, second.ends) == (date(2022, 11, 9), None)
    assert second.booking == ""
    assert len(reaped.dropped) == 1


def test_librarycalendar():
    reaped = corpus("libcal", "web/librarycalendar.json")
    first, second = reaped.items
    assert (first.starts, first.ends) == (at(2022, 11, 12, 10), at(2022, 11, 12, 11, 30))
    assert (first.venue, first.audience, first.tags) == ("Central Library, Studio", "Children, Families", ("Making",))
    assert first.booking == "https://example.librarycalendar.com/event/lego-71"
    assert first.summary == "Build it & break it."
    assert (second.status, second.ends) == ("cancelled", None)
    assert any("ends before it begins" in n for n in reaped.notices)


def test_communico():
    (item,) = corpus("libcal", "web/communico.json").items
    assert (item.title, item.venue) == ("Local history hour", "North Library, Reading room")
    assert (item.starts, item.booking) == (at(2022, 11, 14, 18, 30), "https://example.org/register/991")
    assert (item.summary, item.description) == ("Maps of the old town", "We unroll them.")


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        ("", libcal.Error, "empty"),
        ("{", records.Error, "line 1"),
        ('{"weather": [1, 2]}', libcal.Error, "LibCal"),
        ('[{"a": 1}]', libcal.Error, "LibraryCalendar"),
        ("[" * 100_000, records.Error, "beyond reason"),
        ("[" * 60 + "]" * 60, records.Error, "beyond reason"),
    ],
)
def test_unknown_json_is_one_sentence(data, error, words):
    with pytest.raises(error, match=words):
        harvest("libcal", data, "events.json")


def test_an_empty_list_of_events_is_told():
    assert harvest("libcal", '{"events": []}').notices == ("There is no event in this file.",)


_value = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 2**40), st.text(max_size=8), st.just("2022-11-03T12:30:00Z"), st.just({"name": "x"})
)


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["title", "start", "end", "url", "location", "seats", "category", "allday"]), _value),
        max_size=4,
    )
)
def test_any_list_of_records_is_taken_or_named(rows):
    rows = [{"title": "Sure", "start": "2022-11-03 12:30"}, *rows]
    reaped = harvest("libcal", json.dumps({"events": rows}))
    assert reaped.records + len(reaped.dropped) == len(rows)


def test_schema_org_events_in_a_page():
    reaped = corpus("jsonld", "web/event.html")
    found = by_title(reaped)
    item = found["Plain English & you"]
    assert (item.starts, item.ends, item.status) == (at(2022, 11, 9, 12, 30), at(2022, 11, 9, 13, 30), "cancelled")
    assert item.venue == "Education Centre, 1 Hospital Road, Anytown, AN1 1AA"
    assert item.online == "https://example.org/join"
    assert item.speakers == (Speaker(name="Judith Dando", honours="MBE", role="Chair"),)
    assert (item.booking, item.cost, item.link) == ("https://example.org/tickets/1", "Free", "https://example.org/e/1")
    assert reaped.found[0].uid == "https://example.org/e/1#event"
    assert (found["Second talk"].starts, found["Second talk"].venue) == (date(2022, 11, 10), "The bus stop")
    assert [d.why for d in reaped.dropped] == ["it has no name"]


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="application/ld+json">{"@type": "TheaterEvent", "name": "Play", "startDate": "2022-11-03"}</script>',
        '<script type="application/ld+json"><!--\n{"@type": "Event", "name": "Play", "startDate": "2022-11-03"}\n--></script>',
        '<SCRIPT TYPE="application/ld+json">[{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": '
        '{"@type": "http://schema.org/MusicEvent", "name": "Play", "startDate": "2022-11-03"}}]}]</SCRIPT>',
        '{"@context": "https://schema.org", "@type": "Event", "name": "Play", "startDate": "2022-11-03"}',
    ],
)
def test_shapes_of_json_ld(markup):
    (item,) = harvest("jsonld", markup).items
    assert (item.title, item.starts) == ("Play", date(2022, 11, 3))


@pytest.mark.parametrize(
    "markup", ["", "<p>nothing</p>", '<script type="application/ld+json">{"@type": "Organization"}</script>']
)
def test_a_page_without_events_is_one_sentence(markup):
    with pytest.raises(jsonld.Error):
        harvest("jsonld", markup, "page.html")


def test_events_named_twice_in_a_page_are_one():
    one = '{"@type": "Event", "name": "Play", "startDate": "2022-11-03"}'
    reaped = harvest("jsonld", f'<script type="application/ld+json">[{one},{one}]</script>')
    assert (len(reaped.items), len(reaped.dropped)) == (1, 1)
