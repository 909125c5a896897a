"""Saving: only what changed is touched, whole or not at all, and nobody's work is lost."""

import errno
import os
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.campaign.brand import BrandInk
from kiosk.campaign.campaign import Campaign, Hours, SpecialDay, Venue
from kiosk.campaign.item import Article, Change, Event, Notice, PictureRef, Prompt, Show, Speaker, Step, Technique
from kiosk.resources import assets_dir
from kiosk.store.folder import files, saving, spelling, writing
from kiosk.store.folder.spelling import Speller

SAMPLE = assets_dir() / "samples" / "knowvember-22"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "c")
    (tmp_path / "c").chmod(0o755)
    return tmp_path / "c"


def text(folder):
    return (folder / "campaign.toml").read_text("utf-8")


def changed(folder, change):
    """Save a change; give the lines that went and the lines that came."""
    opened = files.read(folder)
    before = text(folder).splitlines()
    wanted = change(opened.campaign)
    stamp = files.save(folder, wanted, opened.stamp)
    again = files.read(folder)
    assert again.campaign == wanted
    assert again.stamp == stamp
    after = text(folder).splitlines()
    return [x for x in before if x not in after], [x for x in after if x not in before]


def with_event(c, name, **more):
    return replace(c, events=tuple(replace(e, **more) if e.id == name else e for e in c.events))


def test_one_field_is_one_line(folder):
    gone, came = changed(folder, lambda c: with_event(c, "exchange", title="Knowledge swap"))
    assert (gone, came) == (['title = "Knowledge exchange"'], ['title = "Knowledge swap"'])


def test_saving_without_a_change_writes_nothing(folder):
    opened = files.read(folder)
    before = (folder / "campaign.toml").stat().st_mtime_ns
    assert files.save(folder, opened.campaign, opened.stamp) == opened.stamp
    assert (folder / "campaign.toml").stat().st_mtime_ns == before


COMMENTED = """# Ours since 2019.
title = "C" # keep me
colour = "unknown"

# The talks
[[event]] # first
title = "E" # the first title
starts = 2022-11-03T12:30:00  # after lunch
titel = "kept"

# The second
[[event]]
title = "F"
tags = [
  "a", # one
  "b",
]

[other]
x = 1 # also kept
"""


def test_comments_order_and_unknown_keys_stay(tmp_path):
    (tmp_path / "campaign.toml").write_text('timezone = "Europe/London"\n' + COMMENTED)
    opened = files.read(tmp_path)
    wanted = with_event(opened.campaign, "e", starts=datetime(2022, 11, 4, 9, tzinfo=opened.campaign.zone), summary="New")
    files.save(tmp_path, wanted, opened.stamp)
    expected = COMMENTED.replace("2022-11-03T12:30:00  #", "2022-11-04T09:00:00  #").replace(
        'titel = "kept"', 'titel = "kept"\nsummary = "New"'
    )
    assert text(tmp_path) == 'timezone = "Europe/London"\n' + expected


def test_new_keys_and_rows_keep_comments_with_what_they_speak_of(tmp_path):
    (tmp_path / "campaign.toml").write_text(COMMENTED)
    changed(tmp_path, lambda c: replace(c, theme="T", prompts=(Prompt(id="p", question="?"),)))
    assert text(tmp_path).startswith(
        '# Ours since 2019.\ntitle = "C" # keep me\ncolour = "unknown"\ntheme = "T"\n\n# The talks\n[[event]] # first\n'
    )
    changed(tmp_path, lambda c: replace(c, events=c.events[:1]))
    assert "[other]\nx = 1 # also kept\n" in text(tmp_path)
    assert "# The second" in text(tmp_path)


def test_an_id_made_from_the_title_stays_when_the_title_changes(tmp_path):
    (tmp_path / "campaign.toml").write_text('title = "C"\n[[event]]\ntitle = "Old name"\n[[event]]\ntitle = "Old name"\n')
    changed(tmp_path, lambda c: with_event(c, "old-name", title="New name"))
    assert [e.id for e in files.read(tmp_path).campaign.events] == ["old-name", "old-name-2"]


def test_first_items_stand_apart_by_one_blank_line(folder):
    (folder / "campaign.toml").write_text('title = "C"\ntimezone = "Europe/London"\n')
    opened = files.read(folder)
    events = tuple(Event(id=n, title=n.upper(), speakers=(Speaker(name="S"),)) for n in "ab")
    files.save(folder, replace(opened.campaign, events=events, prompts=(Prompt(id="p", question="?"),)), opened.stamp)
    rows = "".join(f'[[event]]\nid = "{n}"\ntitle = "{n.upper()}"\nspeakers = [\n    {{name = "S"}},\n]\n\n' for n in "ab")
    head = 'title = "C"\ntimezone = "Europe/London"\n\n'
    assert text(folder) == head + rows + '[[prompt]]\nid = "p"\nquestion = "?"\n'


def test_items_are_added_removed_and_moved(folder):
    new = Event(id="new", title="New", starts=date(2022, 11, 5), speakers=(Speaker(name="A", role="b"),), tags=("x",))
    gone, came = changed(folder, lambda c: replace(c, events=(*c.events, new)))
    assert gone == []
    assert "speakers = [" in "\n".join(came)
    changed(folder, lambda c: replace(c, events=c.events[1:3] + c.events[4:], prompts=(), screens=c.screens[:1]))
    changed(folder, lambda c: replace(c, events=tuple(reversed(c.events)), techniques=c.techniques[3:] + c.techniques[:3]))
    changed(folder, lambda c: replace(c, prompts=(Prompt(id="q", question="Q"),), events=()))
    assert "# every date, place" in text(folder) or "every date, place" in text(folder)


def test_every_kind_of_field_can_be_set_and_taken_back(folder):
    zone = files.read(folder).campaign.zone
    whole = {
        "picture": PictureRef(file="pictures/shelves.jpg", alt="x", focal=(0.1, 0.2), safe=(0.0, 0.0, 1.0, 0.5)),
        "show": Show(
            from_=date(2022, 11, 1), until=datetime(2022, 11, 2, 9, tzinfo=zone), days=(0, 6), between=(time(8), time(0)), dwell=9
        ),
        "changes": (Change(on=date(2022, 11, 10), cancelled=True), Change(on=date(2022, 11, 17), changed={"title": "T"})),
        "repeat": "FREQ=WEEKLY",
        "translations": {"cy": {"title": "Cyfnewid"}},
        "description": 'Two lines\nand "quotes" \\ and 100 %',
        "questions": ("One?", "Two?"),
        "status": "postponed",
        "draft": True,
    }
    before = files.read(folder).campaign
    changed(folder, lambda c: with_event(c, "exchange", **whole))
    changed(folder, lambda c: replace(c, events=before.events))
    changed(
        folder, lambda c: replace(c, hours=Hours(week=(None,) * 7, special=(SpecialDay(date=date(2022, 12, 25), hours=None),)))
    )
    changed(folder, lambda c: replace(c, hours=replace(c.hours, announce=3)))
    assert "announce = 3" in (folder / "campaign.toml").read_text("utf-8")
    changed(folder, lambda c: replace(c, hours=replace(c.hours, announce=7)))
    assert "announce =" not in (folder / "campaign.toml").read_text("utf-8"), "what is usual is not written"
    changed(folder, lambda c: replace(c, hours=Hours()))
    changed(
        folder,
        lambda c: replace(
            c, brand=replace(c.brand, inks={"accent": BrandInk(screen="#123456", cmyk=(1, 2, 3, 4))}, faces={"text": "Lato"})
        ),
    )
    changed(folder, lambda c: replace(c, brand=replace(c.brand, inks={}, logos=())))
    changed(
        folder,
        lambda c: replace(
            c, venues=(*c.venues, Venue(id="v", hours=before.hours)), languages=("cy", "en"), families={"event": "ink"}
        ),
    )
    changed(folder, lambda c: replace(c, techniques=(replace(c.techniques[0], steps=(Step(title="S"),)), *c.techniques[1:])))
    changed(
        folder,
        lambda c: replace(c, notices=(replace(c.notices[0], before_closing=90.0, priority="notice"),), theme="", starts=None),
    )
    changed(folder, lambda c: replace(c, **{f.name: getattr(before, f.name) for f in fields(before)}))


def test_another_time_zone_keeps_the_instants_or_the_clock_as_the_campaign_says(folder):
    changed(folder, lambda c: replace(c, timezone="America/New_York"))
    assert "starts = 2022-11-03T08:30:00" in text(folder)


def test_the_second_of_two_equal_clock_times_is_kept(folder):
    zone = files.read(folder).campaign.zone
    changed(folder, lambda c: with_event(c, "exchange", starts=datetime(2022, 10, 30, 1, 30, fold=1, tzinfo=zone)))
    (event,) = [e for e in files.read(folder).campaign.events if e.id == "exchange"]
    assert event.starts.utcoffset().total_seconds() == 0


def test_windows_line_ends_stay(tmp_path):
    (tmp_path / "campaign.toml").write_bytes(b'title = "C"\r\ntheme = "T"\r\n')
    changed(tmp_path, lambda c: replace(c, theme="U"))
    assert (tmp_path / "campaign.toml").read_bytes() == b'title = "C"\r\ntheme = "U"\r\n'


def test_spaces_at_the_ends_of_a_text_do_not_stop_a_save(folder):
    opened = files.read(folder)
    files.save(folder, replace(opened.campaign, theme=" Autumn \x07"), opened.stamp)
    assert files.read(folder).campaign.theme == "Autumn"


# ---- nothing is lost


def test_the_previous_state_is_kept(folder):
    was = text(folder)
    changed(folder, lambda c: replace(c, theme="New"))
    kept = writing.previous(folder / "campaign.toml")
    assert kept[0].read_text("utf-8") == was
    assert not list(folder.glob("*.bak")), "it lies in the user's data folder, not in a shared campaign"


def test_only_the_last_states_are_kept(folder, monkeypatch):
    monkeypatch.setattr(writing, "KEPT", 3)
    for n in range(6):
        changed(folder, lambda c, n=n: replace(c, theme=f"T{n}"))
    kept = writing.previous(folder / "campaign.toml")
    assert len(kept) == 3
    assert 'theme = "T4"' in kept[0].read_text("utf-8")


def test_the_previous_state_goes_beside_the_file_when_there_is_no_data_folder(folder, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    was = text(folder)
    changed(folder, lambda c: replace(c, theme="New"))
    assert (folder / "campaign.toml.bak").read_text("utf-8") == was


def test_a_second_writer_is_refused_with_a_choice_and_both_versions_stay(folder):
    mine, theirs = files.read(folder), files.read(folder)
    files.save(folder, replace(theirs.campaign, theme="Theirs"), theirs.stamp)
    now = text(folder)
    with pytest.raises(files.Conflict, match="changed by somebody else") as caught:
        files.save(folder, replace(mine.campaign, theme="Mine"), mine.stamp)
    assert len(caught.value.sentences) == 1
    assert text(folder) == now

    files.save(folder, replace(mine.campaign, theme="Mine"), mine.stamp, "beside")
    assert text(folder) == now
    assert 'theme = "Mine"' in (folder / "campaign-mine.toml").read_text("utf-8")

    files.save(folder, replace(mine.campaign, theme="Mine"), mine.stamp, "mine")
    assert files.read(folder).campaign.theme == "Mine"
    assert writing.previous(folder / "campaign.toml")[0].read_text("utf-8") == now


def test_a_file_touched_without_a_change_is_no_conflict(folder):
    opened = files.read(folder)
    os.utime(folder / "campaign.toml")
    files.save(folder, replace(opened.campaign, theme="New"), opened.stamp)
    assert files.read(folder).campaign.theme == "New"


def test_a_writer_at_the_very_same_moment_is_noticed(folder, monkeypatch):
    opened = files.read(folder)
    keep = writing.keep_previous

    def meanwhile(path):
        (folder / "campaign.toml").write_text('title = "Theirs"\n')
        return keep(path)

    monkeypatch.setattr(files, "_prove", lambda *_: meanwhile(folder / "campaign.toml"))
    with pytest.raises(files.Conflict, match="very moment"):
        files.save(folder, replace(opened.campaign, theme="New"), opened.stamp)
    assert text(folder) == 'title = "Theirs"\n'


@pytest.mark.parametrize("half", [0, 100])
def test_a_full_disk_is_one_sentence_and_the_file_is_as_it_was(folder, monkeypatch, half):
    opened = files.read(folder)
    was = text(folder)
    real = os.write

    def full(handle, data):
        if half and len(data) > half:
            return real(handle, bytes(data)[:half])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(files.Error, match="the disk is full; the file is as it was"):
        files.save(folder, replace(opened.campaign, theme="New"), opened.stamp)
    monkeypatch.undo()
    assert text(folder) == was
    assert sorted(p.name for p in folder.iterdir()) == sorted(p.name for p in SAMPLE.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without /dev/full")
def test_a_really_full_device_is_noticed():
    with pytest.raises(OSError, match="No space left"):
        writing.put(Path("/dev/full"), b"x")


def test_no_permission_is_one_sentence_and_the_file_is_as_it_was(folder, monkeypatch):
    opened = files.read(folder)
    was = text(folder)

    def refuse(*_args, **_more):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(files.Error, match="may not be written; ask its owner"):
        files.save(folder, replace(opened.campaign, theme="New"), opened.stamp)
    monkeypatch.undo()
    assert text(folder) == was


def test_what_would_not_read_back_the_same_is_never_written(folder):
    opened = files.read(folder)
    was = text(folder)
    with pytest.raises(files.Error, match="could not be read again"):
        files.save(folder, replace(opened.campaign, seed="seven"), opened.stamp)  # type: ignore[arg-type]
    with pytest.raises(files.Error, match="not a link that can be shown"):
        files.save(folder, with_event(opened.campaign, "exchange", booking="javascript:alert(1)"), opened.stamp)
    assert text(folder) == was


def test_a_linked_campaign_file_stays_a_link(folder, tmp_path):
    shutil.move(folder / "campaign.toml", tmp_path / "real.toml")
    (folder / "campaign.toml").symlink_to(tmp_path / "real.toml")
    changed(folder, lambda c: replace(c, theme="New"))
    assert (folder / "campaign.toml").is_symlink()


def test_the_mode_of_the_file_stays(folder):
    (folder / "campaign.toml").chmod(0o640)
    changed(folder, lambda c: replace(c, theme="New"))
    assert (folder / "campaign.toml").stat().st_mode & 0o777 == 0o640


def test_a_brand_in_its_own_file_is_not_written_into_the_campaign(folder):
    (folder / "brand.toml").write_text('[faces]\ntext = "Lato"\n')
    (folder / "campaign.toml").write_text('title = "C"\n[brand]\nfile = "brand.toml"\n')
    changed(folder, lambda c: replace(c, theme="New"))
    opened = files.read(folder)
    with pytest.raises(files.Error, match=r"kept in brand\.toml"):
        files.save(folder, replace(opened.campaign, brand=replace(opened.campaign.brand, faces={})), opened.stamp)


def test_a_brand_file_that_changed_meanwhile_is_taken_as_it_is(folder):
    (folder / "brand.toml").write_text('[faces]\ntext = "Lato"\n')
    (folder / "campaign.toml").write_text('title = "C"\n[brand]\nfile = "brand.toml"\n')
    opened = files.read(folder)
    (folder / "brand.toml").write_text('[faces]\ntext = "Poppins"\n')
    files.save(folder, replace(opened.campaign, theme="New"), opened.stamp)
    again = files.read(folder).campaign
    assert (again.theme, again.brand.faces) == ("New", {"text": "Poppins"})


def test_a_refused_value_stays_in_the_file_until_somebody_mends_it(tmp_path):
    (tmp_path / "campaign.toml").write_text('title = "C"\nwebsite = "example.org"\n')
    changed(tmp_path, lambda c: replace(c, theme="New"))
    assert text(tmp_path) == 'title = "C"\nwebsite = "example.org"\ntheme = "New"\n'


def test_reading_never_loads_what_only_saving_needs():
    heavy = ("tomlkit", "PIL", "babel", "platformdirs")
    code = "import sys; from pathlib import Path; from kiosk.store.folder import files; files.read(Path(sys.argv[1]))"
    code += f"; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code, str(SAMPLE)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---- any campaign that can be said can be written and read back

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)
titles = words.filter(bool)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
items = st.lists(
    st.one_of(
        st.builds(
            lambda t, s, d, q: Event(id="x", title=t, summary=s, starts=d, questions=tuple(q)),
            titles,
            words,
            st.none() | days,
            st.lists(words),
        ),
        st.builds(lambda t, m: Article(id="x", title=t, minutes=m), titles, st.none() | st.integers(0, 99)),
        st.builds(
            lambda t, s: Technique(id="x", title=t, steps=tuple(Step(title=a, text=b) for a, b in s)),
            titles,
            st.lists(st.tuples(titles, words)),
        ),
        st.builds(lambda q: Prompt(id="x", question=q), titles),
        st.builds(lambda t, b: Notice(id="x", title=t, before_closing=b), titles, st.none() | st.integers(0, 600).map(float)),
    ),
    max_size=5,
)


@given(titles, words, items)
def test_any_campaign_is_written_so_that_it_reads_back_the_same(title, theme, listed):
    named = [replace(item, id=f"i{n}") for n, item in enumerate(listed)]
    wanted = Campaign(
        id="c",
        title=title,
        theme=theme,
        events=tuple(i for i in named if isinstance(i, Event)),
        articles=tuple(i for i in named if isinstance(i, Article)),
        techniques=tuple(i for i in named if isinstance(i, Technique)),
        prompts=tuple(i for i in named if isinstance(i, Prompt)),
        notices=tuple(i for i in named if isinstance(i, Notice)),
    )
    for made in (saving.edited('title = "C"\n', Campaign(id="c", title="C"), wanted), Speller().spell(wanted)):
        again, faults = files.understand(files.parse(made, "campaign.toml"), Path("c"))
        assert faults == []
        assert replace(again, timezone="UTC") == wanted


BASE = files.read(SAMPLE).campaign
SPELLER = Speller()
OPTIONS = {
    "events": st.lists(st.sampled_from(BASE.events), unique_by=lambda i: i.id),
    "techniques": st.lists(st.sampled_from(BASE.techniques), unique_by=lambda i: i.id),
    "prompts": st.lists(st.sampled_from(BASE.prompts), unique_by=lambda i: i.id),
    "venues": st.just([]) | st.just([*BASE.venues, Venue(id="x", name="X")]),
}


@given(
    st.fixed_dictionaries({}, optional=OPTIONS),
    st.lists(st.tuples(st.integers(0, 5), words, st.lists(words, max_size=2)), max_size=3),
)
def test_any_edit_of_the_sample_reads_back_and_keeps_its_head(lists, edits):
    made = {name: tuple(rows) for name, rows in lists.items()}
    events = list(made.get("events", BASE.events))
    for at, summary, questions in edits:
        if at < len(events):
            events[at] = replace(events[at], summary=summary, questions=tuple(questions))
    wanted = replace(BASE, **{**made, "events": tuple(events)})
    text = saving.edited((SAMPLE / "campaign.toml").read_text("utf-8"), BASE, wanted)
    for made in (text, SPELLER.spell(wanted)):
        again, faults = files.understand(files.parse(made, "campaign.toml"), SAMPLE)
        assert faults == []
        assert again == wanted
    assert text.startswith("# A sample campaign.")


def test_a_campaign_spelled_anew_keeps_odd_hours_rules_and_times_that_come_twice(folder):
    more = """
[brand.rules]
logo = {from = 2022-11-01, at = [1, 2.5, true], "a key with spaces" = "\\"quoted\\" \\u007f"}
[hours]
mon = "08:00-20:00"
tue = ""
announce = 3
special = [{date = 2022-12-25, hours = "", label = "Christmas"}]
[[event]]
title = "The second of two"
starts = 2022-10-30T01:30:00+00:00
repeat = "FREQ=WEEKLY;COUNT=3"
except = [{on = 2022-11-06, starts = 2022-11-07, title = "Moved", cancelled = true}]
"""
    wanted = files.read_text(folder, 'title = "Odd"\ntimezone = "Europe/London"\n' + more).campaign
    again = files.read_text(folder, Speller().spell(wanted))
    assert again.campaign == wanted
    assert again.campaign.events[0].starts.utcoffset() == wanted.events[0].starts.utcoffset()
    assert again.campaign.brand.rules == wanted.brand.rules


def test_rows_that_stay_are_not_spelled_again(monkeypatch):
    speller, spelled = Speller(), []
    speller.spell(BASE)
    table = spelling._table
    monkeypatch.setattr(spelling, "_table", lambda spec, *rest: (spelled.append(spec.name), table(spec, *rest))[1])
    speller.spell(with_event(BASE, "exchange", summary="Another"))
    assert spelled.count("event") == 1
    assert "venue" not in spelled
    # Another zone writes every local time anew.
    speller.spell(replace(BASE, timezone="Europe/Paris"))
    assert spelled.count("event") == 1 + len(BASE.events)


FAULTY = """title = "Autumn"  # of leaves

[[event]]
id = "swap"
title = "Swap"
starts = "9 decembr"  # to be asked
mood = "cheerful"

[[event]]
id = "swap"
titel = "Nameless"

[[event]]
title = "Café"
picture = "cafe.jpg"
speakers = ["Ann"]
"""


def test_what_cannot_be_read_is_kept_until_there_is_something_else(tmp_path):
    (tmp_path / "campaign.toml").write_text(FAULTY)
    opened = files.read(tmp_path, mending=True)
    swap, nameless, cafe = opened.campaign.events
    assert (swap.starts, cafe.picture, cafe.speakers) == (None, None, ())
    assert [f.item for f in opened.findings if f.severity == "error"] == [nameless.id, swap.id, nameless.id, cafe.id, cafe.id]
    assert nameless.id not in (swap.id, cafe.id)
    changed = replace(opened.campaign, events=(swap, nameless, replace(cafe, title="Tea")))
    stamp = files.save(tmp_path, changed, opened.stamp)

    read = (tmp_path / "campaign.toml").read_text()
    assert read == files.changed(tmp_path, changed)
    assert read.replace('title = "Tea"', 'title = "Café"').replace('id = "cafe"\n', "") == FAULTY
    dated = replace(swap, starts=datetime(2026, 12, 9, 10, tzinfo=opened.campaign.zone))
    files.save(tmp_path, replace(changed, events=(dated, *changed.events[1:])), stamp)
    read = (tmp_path / "campaign.toml").read_text()
    assert "starts = 2026-12-09T10:00:00  # to be asked" in read
    assert 'titel = "Nameless"' in read


@pytest.mark.parametrize(
    "text", ['title = "A"\nevent = "B"', 'title = "A"\ntimezone = "Moon"\n[[event]]\ntitle = "B"', "title = 3", 'title = "A']
)
def test_where_saving_would_lose_something_nothing_is_opened_for_mending_either(tmp_path, text):
    (tmp_path / "campaign.toml").write_text(text)
    with pytest.raises(files.Error):
        files.read(tmp_path, mending=True)
