from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.campaign.campaign import Campaign, Venue
from kiosk.campaign.item import Article, Event, Notice
from kiosk.compose import blurb

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2022, 11, 1, 9, tzinfo=LONDON)
TALK = Event(
    id="talk",
    title="Reading well",
    summary="What we read when we are ill",
    starts=datetime(2022, 11, 3, 12, 30, tzinfo=LONDON),
    ends=datetime(2022, 11, 3, 13, 30, tzinfo=LONDON),
    venue="hub",
    cost="Free",
    booking="https://example.org/a/long/way",
    short="https://example.org/k/talk",
    translations={"cy": {"title": "Darllen yn dda"}},
)
CAMPAIGN = Campaign(
    id="c",
    title="Health Week",
    timezone="Europe/London",
    hashtag="#Health22",
    venues=(Venue(id="hub", name="Riverside Library", room="Learning Hub"),),
    events=(TALK,),
    articles=(Article(id="post", title="Why read?", link="https://example.org/post"),),
    notices=(Notice(id="shut", title="Closed on Friday"),),
)


def test_an_event_is_told_line_by_line_with_its_whole_address():
    assert blurb.blurb(CAMPAIGN, TALK, NOW).splitlines() == [
        "Reading well",
        "What we read when we are ill",
        "Thursday 3 November, 12.30 to 1.30 pm",
        "Learning Hub, Riverside Library",
        "Free",
        "Book at https://example.org/k/talk",
        "#Health22",
    ]


def test_nothing_that_only_pages_need_is_in_it():
    told = blurb.blurbs(replace(CAMPAIGN, events=(replace(TALK, summary="A\u00adB\u200b C"),)), NOW)
    assert "AB C" in told
    assert not set(told) & set("\u00a0\u00ad\u200b\u2060\u202f")


def test_a_cancelled_event_says_so_first_and_no_time():
    off = replace(TALK, status="cancelled")
    told = blurb.blurb(replace(CAMPAIGN, events=(off,)), off, NOW)
    assert told.startswith("Cancelled: Reading well\nSorry, this will not take place")
    assert "Thursday 3 November" in told
    assert "12.30" not in told


def test_questions_are_asked_and_all_events_stand_by_date_under_one_hashtag():
    ask = replace(
        TALK, id="ask", title="Ask", starts=datetime(2022, 11, 2, 9, tzinfo=LONDON), ends=None, questions=("Why?", "How?")
    )
    later = replace(TALK, id="later", title="Later", starts=None, ends=None)
    told = blurb.blurbs(replace(CAMPAIGN, events=(later, TALK, ask)), NOW)
    places = [told.index(words) for words in ("#Health22", "Ask\n", "- Why?\n- How?", "Reading well\n", "Later\n", "Why read?\n")]
    assert places == sorted(places)
    assert told.count("#Health22") == 1


def test_two_languages_follow_each_other():
    first, second = blurb.blurb(replace(CAMPAIGN, languages=("en", "cy")), TALK, NOW).split("\n\n")
    assert first.startswith("Reading well")
    assert second.startswith("Darllen yn dda")


def test_the_whole_campaign_is_told_without_drafts_and_notices():
    told = blurb.blurbs(replace(CAMPAIGN, events=(TALK, replace(TALK, id="draft", title="Not yet", draft=True))), NOW)
    assert told.startswith("Health Week\n#Health22\n\n\nReading well")
    assert "Why read?\nRead at https://example.org/post" in told
    assert "Not yet" not in told
    assert "Closed" not in told
