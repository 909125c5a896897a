"""Three-way merge: nothing twice, nothing lost, the user's own words stay."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.item import Article, Event
from kiosk.store.folder import files
from kiosk.store.importing import fields, imports, ledger, merge
from kiosk.store.sources.harvest import Found, Harvest
from tests.store.imports.helpers import LONDON, at, event, ics


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "talks.ics"

    def write(*events, name="talks.ics"):
        path.with_name(name).write_text(ics(*events), encoding="utf-8", newline="")
        return str(path.with_name(name))

    return write


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "autumn"
    made.mkdir()
    (made / "campaign.toml").write_text('# ours\ntitle = "Autumn"\ntimezone = "Europe/London"\n', encoding="utf-8")
    return made


def state(folder):
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in sorted(folder.iterdir())}


def campaign(folder):
    return files.read(folder).campaign


def edit(folder, change):
    opened = files.read(folder)
    files.save(folder, change(opened.campaign), opened.stamp)


def change_event(folder, **values):
    edit(folder, lambda c: replace(c, events=(replace(c.events[0], **values), *c.events[1:])))


def test_importing_twice_changes_nothing(folder, source):
    path = source(event(), event("2@x", "Tea", more="RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20221110T123000Z"))
    first = imports.import_into(path, folder)
    assert first.added == ("talk", "tea")
    before = state(folder)
    second = imports.import_into(path, folder)
    assert (second.added, second.updated, second.unchanged) == ((), (), ("talk", "tea"))
    assert state(folder) == before


def test_comments_stay(folder, source):
    imports.import_into(source(event()), folder)
    assert (folder / "campaign.toml").read_text().startswith("# ours\n")


def test_an_updated_source_is_merged_and_own_edits_stay(folder, source):
    imports.import_into(source(event(more="LOCATION:Hall\nDESCRIPTION:Old words.")), folder)
    change_event(folder, venue="The garden", cost="Free")
    report = imports.import_into(source(event(more="LOCATION:Hall\nDESCRIPTION:New words.")), folder)
    assert report.updated == ("talk",)
    assert report.conflicts == ()
    (item,) = campaign(folder).events
    assert (item.summary, item.venue, item.cost) == ("New words.", "The garden", "Free")


def test_both_changed_is_a_conflict_and_mine_stays_until_settled(folder, source):
    imports.import_into(source(event(more="LOCATION:Hall")), folder)
    change_event(folder, venue="The garden")
    path = source(event(more="LOCATION:Room 2"))
    for _ in range(2):  # told again until it is settled
        report = imports.import_into(path, folder)
        assert report.as_json()["conflicts"] == [{"id": "talk", "field": "venue", "mine": "The garden", "theirs": "Room 2"}]
        assert report.unchanged == ("talk",)
        assert campaign(folder).events[0].venue == "The garden"
    before = state(folder)
    imports.import_into(path, folder)
    assert state(folder) == before
    change_event(folder, venue="Hall")  # the edit is given up: the source's value comes
    assert imports.import_into(path, folder).conflicts == ()
    assert campaign(folder).events[0].venue == "Room 2"


def test_start_and_end_are_never_torn_apart(folder, source):
    imports.import_into(source(event(more="DTEND:20221103T133000Z")), folder)
    change_event(folder, starts=at(2022, 11, 4, 9), ends=at(2022, 11, 4, 10))
    report = imports.import_into(source(event(start="20221105T123000Z", more="DTEND:20221105T133000Z")), folder)
    assert [(c.field, c.mine, c.theirs) for c in report.conflicts] == [
        ("starts", "2022-11-04T09:00:00", "2022-11-05T12:30:00"),
        ("ends", "2022-11-04T10:00:00", "2022-11-05T13:30:00"),
    ]
    assert campaign(folder).events[0].starts == at(2022, 11, 4, 9)


def test_exceptions_are_merged_by_their_date(folder, source):
    rule = "RRULE:FREQ=WEEKLY;COUNT=6"
    imports.import_into(source(event(more=rule)), folder)
    mine = __import__("kiosk.campaign.item", fromlist=["Change"]).Change
    change_event(folder, changes=(mine(on=at(2022, 11, 10).date(), cancelled=True),))
    report = imports.import_into(source(event(more=f"{rule}\nEXDATE:20221117T123000Z")), folder)
    assert report.conflicts == ()
    assert [c.on.day for c in campaign(folder).events[0].changes] == [10, 17]


def test_a_deleted_item_stays_deleted_and_is_named(folder, source):
    path = source(event(), event("2@x", "Tea"))
    imports.import_into(path, folder)
    edit(folder, lambda c: replace(c, events=c.events[1:]))
    for _ in range(2):
        report = imports.import_into(path, folder)
        assert [(d.uid, "deleted" in d.why) for d in report.dropped] == [("1@x", True)]
        assert report.unchanged == ("tea",)
        assert [e.id for e in campaign(folder).events] == ["tea"]


def test_what_the_source_no_longer_has_is_reported_and_stays(folder, source):
    imports.import_into(source(event(), event("2@x", "Tea")), folder)
    report = imports.import_into(source(event()), folder)
    assert any('"Tea" is no longer in the source' in n for n in report.notices)
    assert len(campaign(folder).events) == 2


def test_an_event_is_found_again_by_uid_under_another_file_name_and_id(folder, source):
    imports.import_into(source(event()), folder)
    change_event(folder, id="my-talk")
    report = imports.import_into(source(event(title="Talk, renamed"), name="talks (1).ics"), folder)
    assert report.updated == ("my-talk",)
    report = imports.import_into(source(event(title="Talk, renamed"), name="other.ics"), folder)
    assert report.unchanged == ("my-talk",)


def test_equal_titles_get_ids_of_their_own(folder, source):
    report = imports.import_into(source(event(), event("2@x")), folder)
    assert report.added == ("talk", "talk-2")


def test_without_its_memory_nothing_is_doubled(folder, source):
    path = source(event(more="LOCATION:Hall"))
    imports.import_into(path, folder)
    (folder / "imports.json").unlink()
    report = imports.import_into(path, folder)
    assert (report.added, report.unchanged, report.conflicts) == ((), ("talk",), ())


def test_a_memory_that_cannot_be_written_loses_nothing(folder, source, monkeypatch):
    path = source(event(), event("2@x", "Tea"))

    def full(folder, past):
        raise ledger.Error("the disk is full.")

    monkeypatch.setattr(ledger, "write", full)
    with pytest.raises(imports.Error, match="disk is full"):
        imports.import_into(path, folder)
    monkeypatch.undo()
    report = imports.import_into(path, folder)
    assert (report.added, report.unchanged) == ((), ("talk", "tea"))


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"schema": 1}', '{"schema": 9, "sources": {}}', '{"schema": 1, "sources": {"a": 3}}', "\xff"]
)
def test_a_broken_memory_is_one_sentence_and_nothing_is_touched(folder, source, text):
    (folder / "imports.json").write_bytes(text.encode("latin-1"))
    before = state(folder)
    with pytest.raises(imports.Error, match=r"imports\.json"):
        imports.import_into(source(event()), folder)
    assert state(folder) == before


def test_a_campaign_that_cannot_be_read_is_left_alone(folder, source):
    (folder / "campaign.toml").write_text("title = \n")
    before = state(folder)
    with pytest.raises(imports.Error, match="line 1"):
        imports.import_into(source(event()), folder)
    assert state(folder) == before


def test_a_known_venue_is_named_by_its_id():
    mine = Campaign(title="C", id="c", venues=(Venue(id="hall", name="Education Centre", room="Hall"),))
    for words, venue in (("education centre hall", "hall"), ("Hall, Education Centre", "hall"), ("Elsewhere", "Elsewhere")):
        made, _ = merge.merge(mine, {}, Harvest(found=(Found(uid="1", item=Event(id="e", title="E", venue=words)),)), "s", "ics")
        assert made.events[0].venue == venue


def test_articles_are_found_again_without_a_uid_in_the_file():
    item = Article(id="post", title="Post", link="https://example.org/1")
    made, report = merge.merge(Campaign(title="C", id="c"), {}, Harvest(found=(Found(uid="g1", item=item),)), "s", "rss")
    assert report.added == ("post",)
    _, again = merge.merge(made, {}, Harvest(found=(Found(uid="g1", item=replace(item, summary="More")),)), "s", "rss")
    assert again.updated == ("post",)


def test_links_that_must_not_be_shown_are_left_out():
    item = Event(id="e", title="E", booking="javascript:alert(1)", link="ftp://x/y")
    made, report = merge.merge(Campaign(title="C", id="c"), {}, Harvest(found=(Found(uid="1", item=item),)), "s", "ics")
    assert (made.events[0].booking, made.events[0].link) == ("", "")
    assert sum(n.endswith("the link was left out, the rest is kept.") for n in report.notices) == 2


def test_an_endless_description_is_cut_and_told():
    item = Event(id="e", title="E", description="x" * 20_000)
    made, report = merge.merge(Campaign(title="C", id="c"), {}, Harvest(found=(Found(uid="1", item=item),)), "s", "ics")
    assert len(made.events[0].description) == 10_000
    assert "20,000" in report.notices[0]


_states = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["A", "B"]),
        "venue": st.sampled_from(["", "X", "Y"]),
        "starts": st.sampled_from([None, at(2022, 11, 3, 9), at(2022, 11, 3)]),
        "tags": st.sampled_from([(), ("a",), ("a", "b")]),
        "draft": st.booleans(),
    },
)


@given(_states, _states, _states)
def test_three_ways(base, mine, theirs):
    def made(values):
        return Event(id="e", uid="1", **{"title": "T", **values})

    start, past = (
        merge.merge(
            Campaign(title="C", id="c", timezone="Europe/London"),
            past := {},
            Harvest(found=(Found(uid="1", item=made(base)),)),
            "s",
            "ics",
        )[0],
        past,
    )
    own = replace(start, events=(made(mine),))
    merged, report = merge.merge(own, past, Harvest(found=(Found(uid="1", item=made(theirs)),)), "s", "ics")
    b, m, t = (fields.flat(made(v), LONDON) for v in (base, mine, theirs))
    out = fields.flat(merged.events[0], LONDON)
    clashes = {c.field for c in report.conflicts}
    for name in {*b, *m, *t}:
        old, ours, other = (x.get(name) for x in (b, m, t))
        assert out.get(name) == (other if ours == old else ours)
        assert (name in clashes) == (ours != old and other != old and ours != other)
    again, report = merge.merge(merged, past, Harvest(found=(Found(uid="1", item=made(theirs)),)), "s", "ics")
    assert again == merged
    assert report.updated == ()


def test_the_memory_keeps_its_bytes(tmp_path):
    past = {"s": ledger.Past("ics", {"title": "T"}, {"1": ledger.Known("e", "event", {"title": "Tè"}, deleted=True)})}
    ledger.write(tmp_path, past)
    text = (tmp_path / "imports.json").read_text("utf-8")
    assert json.loads(text)["sources"]["s"]["items"]["1"]["deleted"] is True
    assert ledger.read(tmp_path) == past
    assert ledger.spell(ledger.read(tmp_path)) == text


def test_undated_events_are_counted_at_every_import(folder, source):
    path = source(event(), *(f"UID:{n}\nSUMMARY:Talk {n}" for n in range(1, 8)))
    for report in (imports.import_into(path, folder), imports.import_into(path, folder)):
        assert [n for n in report.notices if "no date yet" in n] == [
            '7 events of 8 have no date yet: "Talk 1", "Talk 2", "Talk 3", "Talk 4", "Talk 5" and 2 more.'
        ]
    change_event(folder, starts=None, ends=None)
    assert any("8 events of 8" in n for n in imports.import_into(path, folder).notices)


def test_one_is_one_and_two_are_two(folder, source):
    one = imports.import_into(source("UID:1\nSUMMARY:Talk\nCLASS:PRIVATE"), folder).notices
    assert '1 event of 1 has no date yet: "Talk".' in one
    assert "1 event marked private in the calendar: taken as a draft, so nothing shows it until you say so." in one
    more = [f"UID:{n}\nSUMMARY:Talk {n}\nDTSTART:20221103" for n in range(7)]
    imports.import_into(source(*more), folder)
    assert "One more is no longer in the source; it stays here until you delete it." in (
        imports.import_into(source(more[0]), folder).notices
    )


def test_what_is_no_longer_in_the_source_is_told_of_equal_titles_too(folder, tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("Title,Date\nTea,3 Nov 2022\nTea,4 Nov 2022\n")
    imports.import_into(str(path), folder)
    path.write_text("Title,Date\nTea,3 Nov 2022\n")
    assert any('"Tea" is no longer in the source' in n for n in imports.import_into(str(path), folder).notices)


def test_a_summary_that_is_gone_from_the_source_stays_and_is_named(folder, tmp_path):
    path = tmp_path / "news.md"
    opening = "Our spring of talks and training is for everybody who works here, whatever they do."
    events = "## Events\n\n- Thu 3 November 2022, 1pm - Tea (Hub)\n- Fri 4 November 2022, 1pm - Cake (Hub)\n"
    path.write_text(f"# News\n\n{opening}\n\n{events}")
    imports.import_into(str(path), folder)
    assert campaign(folder).summary == opening
    path.write_text(f"# News\n\n{events}")
    gone = "The summary of the campaign is no longer in the source; it stays until you delete it."
    for _ in range(2):
        assert gone in imports.import_into(str(path), folder).notices
        assert campaign(folder).summary == opening
    edit(folder, lambda c: replace(c, summary=""))
    assert gone not in imports.import_into(str(path), folder).notices
