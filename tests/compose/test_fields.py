from datetime import date, time
from typing import Any

import pytest

from kiosk.campaign.campaign import Campaign, Hours, Screen, SpecialDay
from kiosk.campaign.item import Article, Event, Notice, Prompt, Show, Speaker, Step, Technique
from kiosk.compose.fields import facts
from kiosk.compose.template.binding import NAMES, Scope
from tests.compose.making import at, brief, campaign, compose, event, plain, text_of

DAILY = Hours(week=((time(8), time(20)),) * 5 + (None, None))


def fields(c: Campaign, what: str = "exchange", **more: Any) -> Scope:
    return facts.bind(brief(plain(""), what, campaign=c, **more))


def said(scope: Scope, *names: str) -> dict[str, str]:
    return {n: scope.text(n).replace("\u00a0", " ") for n in names}


def test_an_event_is_told_in_all_its_parts() -> None:
    c = campaign(event(speakers=(Speaker(name="Judith Dando", honours="MBE"), Speaker(name="Tom Foley"))))
    names = (
        "item.title",
        "event.speakers",
        "when.full",
        "when.short",
        "when.time",
        "place.short",
        "place.full",
        "link.cta",
        "link.short",
    )
    assert said(fields(c), *names) == {
        "item.title": "Knowledge exchange",
        "event.speakers": "Judith Dando MBE, Tom Foley",
        "when.full": "Thursday 3 November",
        "when.short": "Thu 3 November",
        "when.time": "12.30 to 1.30 pm",
        "place.short": "Learning Hub, Level 2",
        "place.full": "Learning Hub, Level 2, Riverside Library",
        "link.cta": "Scan to book",
        "link.short": "example.org/k/exchange",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "label", "sorry", "cta"),
    [
        ("cancelled", "Cancelled", "Sorry, this will not take place", "Scan for news"),
        ("postponed", "Postponed", "New date to be announced", "Scan for news"),
        ("full", "Fully booked", "", "Scan for more"),
        ("scheduled", "", "", "Scan to book"),
    ],
)
def test_states_have_words(status: str, label: str, sorry: str, cta: str) -> None:
    scope = fields(campaign(event(status=status)))
    assert said(scope, "state.label", "state.sorry", "link.cta") == {"state.label": label, "state.sorry": sorry, "link.cta": cta}
    assert scope.present("state.off") == (status in ("cancelled", "postponed"))
    assert scope.present("state.cancelled") == (status == "cancelled")


def test_an_event_without_a_date_says_so_and_invents_none() -> None:
    scope = fields(campaign(event(starts=None, ends=None)))
    assert said(scope, "when.full", "when.date", "when.time", "when.weekday", "link.cta") == {
        "when.full": "Date to be announced", "when.date": "", "when.time": "", "when.weekday": "", "link.cta": "Scan for news",
    }  # fmt: skip
    assert scope.present("state.tba")


@pytest.mark.parametrize(
    ("now", "true"),
    [
        ("2022-11-01T09:00", set()),
        ("2022-11-02T09:00", {"tomorrow"}),
        ("2022-11-03T09:00", {"today"}),
        ("2022-11-03T12:30", {"today", "now"}),
        ("2022-11-03T13:30", {"today", "past"}),
        ("2022-11-04T09:00", {"past"}),
    ],
)
def test_the_clock_sets_the_state(now: str, true: set[str]) -> None:
    scope = fields(campaign(), at=at(now))
    assert {n for n in ("past", "today", "tomorrow", "now") if scope.present(f"state.{n}")} == true


def test_a_repeating_event_shows_the_date_that_comes_next() -> None:
    weekly = campaign(event(repeat="FREQ=WEEKLY;COUNT=4"))
    shown = fields(weekly, at=at("2022-11-04T09:00"), product="slide")
    assert shown.text("when.full") == "Thursday 10\u00a0November"


@pytest.mark.parametrize(
    ("booking", "qr", "short", "cta"),
    [
        ("https://www.example.org/k/a/", "https://www.example.org/k/a/", "example.org/k/a", "Scan to book"),
        ("mailto:library@example.org", "", "library@example.org", ""),
        ("tel:+441234567890", "", "+441234567890", ""),
        ("", "", "", ""),
    ],
)
def test_only_web_links_go_into_a_code(booking: str, qr: str, short: str, cta: str) -> None:
    scope = fields(campaign(event(booking=booking)))
    assert said(scope, "link.qr", "link.short", "link.cta") == {"link.qr": qr, "link.short": short, "link.cta": cta}


def test_the_short_link_is_the_one_that_is_coded_and_shown() -> None:
    scope = fields(campaign(event(short="example.org/k/x")))
    assert said(scope, "link.qr", "link.short") == {"link.qr": "https://example.org/k/x", "link.short": "example.org/k/x"}


def test_other_kinds_have_their_own_fields() -> None:
    c = campaign(
        articles=(Article(id="a", title="Why", minutes=4, link="https://example.org/blog", author="Sam"),),
        techniques=(Technique(id="t", title="Peer Assist", steps=(Step(title="Ask", text="Early."),), minutes=60),),
        prompts=(Prompt(id="p", question="What do you know?", note="Tell us"),),
        notices=(Notice(id="n", title="Lift", text="Out of order."),),
    )
    assert said(fields(c, "a"), "article.minutes", "article.author", "link.cta") == {
        "article.minutes": "A four minute read", "article.author": "Sam", "link.cta": "Scan to read",
    }  # fmt: skip
    assert fields(c, "t").rows("technique.steps") == [{"title": "Ask", "text": "Early."}]
    assert said(fields(c, "p"), "item.title", "prompt.note") == {"item.title": "What do you know?", "prompt.note": "Tell us"}
    assert said(fields(c, "n"), "item.text", "link.url") == {"item.text": "Out of order.", "link.url": ""}


def test_the_agenda_knows_now_next_and_later() -> None:
    c = campaign(
        event(id="past", starts=at("2022-11-09T08:00"), ends=at("2022-11-09T09:00")),
        event(id="now", starts=at("2022-11-09T10:00"), ends=at("2022-11-09T11:30")),
        event(id="off", starts=at("2022-11-09T12:00"), ends=at("2022-11-09T12:30"), status="cancelled"),
        event(id="next", starts=at("2022-11-09T13:00"), ends=at("2022-11-09T14:00")),
        event(id="friday", starts=at("2022-11-11T14:00"), ends=None),
        event(id="whole-day", starts=date(2022, 11, 12), ends=None),
        event(id="far", starts=at("2022-11-16T14:00"), ends=None),
        event(id="tba", starts=None, ends=None),
        event(id="draft", draft=True, starts=at("2022-11-10T14:00"), ends=None),
    )
    now = at("2022-11-09T10:30")
    today = fields(c, "agenda-today", at=now)
    assert told(today, "label", "note") == [
        ("Now", "Ends 11.30 am"),
        ("12 noon", "Cancelled"),
        ("Next, 1.00 pm", "Learning Hub, Level 2"),
    ]
    assert [[k for k in ("now", "next", "later", "cancelled") if r[k]] for r in today.rows("agenda.rows")] == [
        ["now"], ["later", "cancelled"], ["next"],
    ]  # fmt: skip
    assert today.text("agenda.title") == "Today"


def told(scope: Scope, *names: str) -> list[tuple[str, ...]]:
    return [tuple(str(r[n]).replace("\u00a0", " ") for n in names) for r in scope.rows("agenda.rows")]


WEEK = (
    event(id="next", starts=at("2022-11-09T13:00"), ends=at("2022-11-09T14:00")),
    event(id="friday", starts=at("2022-11-11T14:00"), ends=None),
    event(id="saturday", starts=date(2022, 11, 12), ends=None),
    event(id="far", starts=at("2022-11-23T14:00"), ends=None, repeat="FREQ=WEEKLY;COUNT=9"),
    event(id="tba", title="Some day", starts=None, ends=None),
)


@pytest.mark.parametrize(
    ("now", "picked", "title", "labels"),
    [
        ("2022-11-09T10:30", (0, 1, 2), "Later this week", ["Fri 2.00 pm", "Sat"]),  # the next one is on the page of today
        ("2022-11-09T13:30", (0, 1, 2), "Later this week", ["Next, Fri 2.00 pm", "Sat"]),
        ("2022-11-08T10:30", (0, 1, 2), "This week", ["Next, Wed 1.00 pm", "Fri 2.00 pm", "Sat"]),
        ("2022-11-06T10:30", (0, 1, 2), "The next seven days", ["Next, Wed 1.00 pm", "Fri 2.00 pm", "Sat"]),
        ("2022-11-11T15:30", (0, 1, 2, 3, 4), "Coming up", ["Next, Sat", "Wed 23 Nov", "Date to come"]),
        ("2022-11-12T15:30", (2,), "This week", ["Now"]),  # nothing after today, so it is not left empty
    ],
)
def test_the_week_lists_the_days_after_today_and_says_what_they_span(
    now: str, picked: tuple[int, ...], title: str, labels: list[str]
) -> None:
    scope = fields(campaign(*(WEEK[n] for n in picked)), "agenda-week", at=at(now))
    assert scope.text("agenda.title") == title
    assert [label for (label,) in told(scope, "label")] == labels


def test_today_never_goes_on_with_other_days() -> None:
    scope = fields(campaign(*WEEK), "agenda-today", at=at("2022-11-10T10:30"))
    assert said(scope, "agenda.title", "agenda.empty") == {"agenda.title": "Today", "agenda.empty": "Nothing more today"}
    assert scope.rows("agenda.rows") == []
    nothing = fields(campaign(event()), "agenda-week", at=at("2023-01-09T10:30"))
    assert said(nothing, "agenda.title", "agenda.empty") == {
        "agenda.title": "This week",
        "agenda.empty": "Nothing more this week",
    }


def test_an_agenda_lists_what_its_screen_takes() -> None:
    c = campaign(*WEEK[:2], event(id="staff", starts=at("2022-11-09T15:00"), ends=None, show=Show(screens=("office",))))
    foyer, office = (fields(c, "agenda-today", at=at("2022-11-09T10:30"), screen=Screen(name=n)) for n in ("foyer", "office"))
    assert (len(foyer.rows("agenda.rows")), len(office.rows("agenda.rows"))) == (1, 2)


def test_the_programme_lists_dated_events_first_and_hides_drafts() -> None:
    c = campaign(
        event(id="tba", title="Some day", starts=None, ends=None),
        event(id="b", title="Second", starts=at("2022-11-09T10:00"), ends=None),
        event(id="a", title="First"),
        event(id="d", title="Draft", draft=True),
        starts=date(2022, 11, 1),
    )
    scope = fields(c, "programme")
    assert [(r["title"], r["day"], r["tba"]) for r in scope.rows("programme.rows")] == [
        ("First", "3", ""), ("Second", "9", ""), ("Some day", "", "Date to come"),
    ]  # fmt: skip
    assert said(scope, "programme.title", "programme.place") == {
        "programme.title": "November programme", "programme.place": "Learning Hub, Level 2, Riverside Library",
    }  # fmt: skip


def closing(now: str, **fields_: Any) -> Scope:
    notice = Notice(id="closing", title="The library closes soon", text="Please bring loans.", before_closing=15)
    return fields(campaign(notices=(notice,), hours=DAILY, **fields_), "closing", at=at(now))


def test_the_closing_notice_counts_down_from_the_opening_hours() -> None:
    scope = closing("2022-11-03T19:50")
    assert said(scope, "closing.title", "closing.again") == {
        "closing.title": "We close in 10 minutes", "closing.again": "We open again at 8.00 am tomorrow.",
    }  # fmt: skip
    assert scope.number("closing.left") == pytest.approx(10 / 15)
    assert scope.text("closing.clock") == "20:00"
    assert closing("2022-11-03T19:59").number("closing.left") == pytest.approx(1 / 15)
    assert "Monday" in closing("2022-11-04T19:50").text("closing.again")


def test_the_closing_notice_keeps_its_title_when_nobody_knows_the_hours() -> None:
    assert closing("2022-11-05T12:00").text("closing.title") == "The library closes soon"
    special = Hours(week=DAILY.week, special=(SpecialDay(date=date(2022, 11, 3), hours=None),))
    notice = Notice(id="closing", title="Soon", before_closing=15)
    shut = fields(campaign(notices=(notice,), hours=special), "closing", at=at("2022-11-03T19:50"))
    assert shut.text("closing.title") == "Soon"


@pytest.mark.parametrize(
    ("now", "state", "again"),
    [
        ("2022-11-03T10:00", "Open today until 8.00 pm", ""),
        ("2022-11-03T07:00", "Open today from 8.00 am", ""),
        ("2022-11-03T21:00", "Closed now", "We open again at 8.00 am tomorrow."),
        ("2022-11-05T10:00", "Closed today", "We open again at 8.00 am on Monday."),
    ],
)
def test_the_hours_of_today_are_told(now: str, state: str, again: str) -> None:
    scope = fields(campaign(hours=DAILY), "default", at=at(now))
    assert said(scope, "hours.state", "hours.again") == {"hours.state": state, "hours.again": again}
    assert fields(campaign(), "default").text("hours.state") == ""


def test_a_page_is_told_in_one_sentence() -> None:
    done = compose("<text>x</text>", campaign=campaign(event(status="cancelled")))
    assert done.alt.replace("\u00a0", " ") == (
        "Cancelled, Knowledge exchange, How do we gather what nurses know?, Thursday 3 November, 12.30 to 1.30 pm, "
        "Learning Hub, Level 2, Riverside Library, KNOWvember 22. Scan for news: example.org/k/exchange."
    )
    idle = compose("<text>x</text>", campaign=campaign(hours=DAILY), what="default", at=at("2022-11-03T21:00"))
    assert idle.alt.replace("\u00a0", " ") == (
        "Riverside Library, Closed now, We open again at 8.00 am tomorrow, KNOWvember 22. "
        "Scan for the programme: example.org/know22."
    )


def test_words_follow_the_language_and_fall_back() -> None:
    c = campaign(event(translations={"cy": {"title": "Cyfnewid gwybodaeth"}}), languages=("en", "cy"))
    welsh = fields(c, langs=("cy",))
    assert welsh.text("item.title") == "Cyfnewid gwybodaeth"
    assert welsh.text("item.short") == "How do we gather what nurses know?"
    assert "Tachwedd" in welsh.text("when.full")
    assert welsh.text("state.label") == ""


def test_fields_are_read_by_name_and_never_formatted_or_run() -> None:
    title = "{campaign.title} {0.__class__} %s {ui:Now} $size"
    done = compose("<text size='3'>{item.title}</text>", campaign=campaign(event(title=title)))
    assert text_of(done.page) == title
    scope = fields(campaign())
    assert scope.text("item.__class__") == ""
    assert scope.text("campaign.id") == ""


def test_every_field_on_the_list_can_be_asked_for() -> None:
    names = [f"{group}.{name}" for group, of in NAMES.items() for name in of]
    page = "".join(f"<text size='2' if='{n}'>{{{n}}}</text>" for n in names if n != "title.long")
    assert compose(f"<column box='5,5,90,130'>{page}</column>").page.items


def test_a_spaced_dash_is_an_en_dash_that_never_begins_a_line() -> None:
    scope = fields(campaign(theme="Sharing Knowledge - Breaking Down the Barriers"))
    assert scope.text("campaign.theme") == "Sharing Knowledge\u00a0\u2013 Breaking Down the Barriers"


def test_pages_without_a_code_say_what_the_link_is_for() -> None:
    c = campaign(
        event(), articles=(Article(id="a", title="Why", link="https://example.org/b"),),
        techniques=(Technique(id="t", title="Peer Assist", minutes=60, people="four to eight peers", link="https://example.org/t"),),
    )  # fmt: skip
    assert fields(c).text("link.at") == "Book at example.org/k/exchange"
    assert fields(c, "a").text("link.at") == "Read at example.org/b"
    assert fields(c, "t").text("link.at") == "Learn at example.org/t"
    assert fields(c, "t").text("technique.text").replace("\u00a0", " ") == "About 60 minutes, four to eight peers."


def test_control_characters_never_reach_a_page() -> None:
    done = compose("<text size='3'>{item.title}</text>", campaign=campaign(event(title="A\x00B\x07 \n C\x7f")))
    assert text_of(done.page) == "A B C"


def test_emoji_are_left_out_where_words_remain() -> None:
    assert facts.plain("Bake 🎉 sale 👩‍🍳") == "Bake sale"
    assert facts.plain("🎉🎉") == "🎉🎉"
    assert facts.plain("Bake 🎉 sale ☕", {"emoji:2615"}) == "Bake sale ☕"
    assert facts.plain("क्\u200dष") == "क्\u200dष"


def test_an_event_with_nothing_but_a_title_is_told() -> None:
    scope = fields(Campaign(title="C", id="c", events=(Event(id="exchange", title="Bare"),)))
    assert said(scope, "item.title", "when.full", "place.short", "link.url") == {
        "item.title": "Bare", "when.full": "Date to be announced", "place.short": "", "link.url": "",
    }  # fmt: skip


def test_a_price_is_told_as_long_as_the_event_takes_place() -> None:
    assert fields(campaign(event(cost="£5"))).text("event.cost") == "£5"
    assert fields(campaign(event(cost="£5", status="full"))).text("event.cost") == "£5"
    assert fields(campaign(event(cost="£5", status="cancelled"))).text("event.cost") == ""


def test_titles_are_long_from_40_letters_and_longer_from_100() -> None:
    def lengths(letters: int) -> list[bool]:
        scope = fields(campaign(event(title="a" * letters)))
        return [scope.present("title.long"), scope.present("title.longer")]

    assert [lengths(n) for n in (40, 41, 100, 101)] == [[False, False], [True, False], [True, False], [True, True]]


def test_rows_of_an_agenda_name_the_month_when_it_is_another() -> None:
    c = campaign(
        event(id="a", starts=at("2022-11-30T14:00"), ends=None),
        event(id="b", starts=at("2022-12-01T14:00"), ends=None),
    )
    rows = fields(c, "agenda-week", at=at("2022-11-28T09:00")).rows("agenda.rows")
    assert [str(r["label"]).replace("\u00a0", " ") for r in rows] == ["Next, Wed 2.00 pm", "Thu 1 Dec 2.00 pm"]


def test_a_programme_of_two_months_says_so_and_takes_no_month_for_its_name() -> None:
    one = (event(id="a", starts=at("2022-11-03T14:00"), ends=None), event(id="b", starts=at("2022-11-30T14:00"), ends=None))
    two = (*one, event(id="c", starts=at("2022-12-01T14:00"), ends=None))
    known = {"starts": date(2022, 11, 1)}
    assert fields(campaign(*one, **known), "programme").text("programme.title") == "November programme"
    assert not fields(campaign(*one, **known), "programme").present("programme.months")
    assert fields(campaign(*two, **known), "programme").text("programme.title") == "Programme"
    assert fields(campaign(*two, **known), "programme").present("programme.months")


def test_a_programme_tells_one_price_for_all_or_each_its_own() -> None:
    def prices(*costs: str, last: str = "scheduled") -> tuple[str, list[object]]:
        events = [event(id=f"e{n}", cost=cost) for n, cost in enumerate(costs)]
        events[-1] = event(id="last", cost=costs[-1], status=last)
        scope = fields(campaign(*events), "programme")
        return scope.text("programme.cost"), [r["cost"] for r in scope.rows("programme.rows")]

    assert prices("Free", "Free") == ("Free", ["", ""])
    assert prices("Free", "£5") == ("", ["Free", "£5"])
    assert prices("Free", "") == ("", ["Free", ""])
    assert prices("Free", "£5", last="cancelled") == ("Free", ["", ""])


def test_a_joining_link_is_the_link_of_an_online_event() -> None:
    online = {"booking": "", "venue": "", "online": "https://teams.example.com/l/meetup/ai"}
    names = ("link.qr", "link.short", "link.cta", "link.at", "place.short")
    assert said(fields(campaign(event(**online))), *names) == {
        "link.qr": "https://teams.example.com/l/meetup/ai", "link.short": "teams.example.com/l/meetup/ai",
        "link.cta": "Scan to join", "link.at": "Join at teams.example.com/l/meetup/ai", "place.short": "Online",
    }  # fmt: skip
    assert fields(campaign(event(**online | {"booking": "https://example.org/b"}))).text("link.cta") == "Scan to book"
    for better in ({"online": "by telephone"}, {"status": "cancelled"}, {"status": "full"}, {"starts": None, "ends": None}):
        assert not fields(campaign(event(**online | better))).present("link.url")


def test_whoever_wants_news_of_an_event_without_a_date_writes_to_the_address() -> None:
    undated = event(starts=None, ends=None, booking="mailto:library@example.org")
    assert fields(campaign(undated)).text("link.at") == "Ask library@example.org"
