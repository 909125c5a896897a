from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.player.clock import Clock
from tests.player.wall_kit import NOON, Hand


def test_pretended_time_runs_from_its_start_at_its_speed() -> None:
    hand = Hand()
    clock = hand.clock(speed=60)
    hand.seconds = 30
    assert clock.now() == NOON + timedelta(minutes=30)
    assert clock.wait(NOON + timedelta(hours=1)) == 30
    assert clock.real(10) == 10 / 60


def test_a_time_without_zone_is_local_time_of_the_campaign_once_that_is_known() -> None:
    hand = Hand()
    clock = hand.clock(at=datetime(2022, 7, 1, 12))
    assert not clock.settled
    clock.settle(ZoneInfo("Europe/London"))
    assert clock.settled
    assert clock.now() == datetime(2022, 7, 1, 11, tzinfo=UTC)


def test_a_clock_change_is_walked_through_in_real_seconds() -> None:
    hand = Hand()
    london = ZoneInfo("Europe/London")
    clock = hand.clock(at=datetime(2022, 10, 30, 0, 30, tzinfo=london))
    hand.seconds = 2 * 3600
    assert clock.now().astimezone(london) == datetime(2022, 10, 30, 1, 30, tzinfo=london, fold=1)


def test_real_time_is_the_systems() -> None:
    moments = iter([NOON, NOON + timedelta(days=400)])
    clock = Clock(today=lambda: next(moments))
    assert clock.now() == NOON
    assert clock.now() == NOON + timedelta(days=400), "a clock set by hand counts at once"


def test_no_wait_is_longer_than_an_hour_or_shorter_than_nothing() -> None:
    clock = Hand().clock()
    assert clock.wait(NOON + timedelta(days=9)) == 3600
    assert clock.wait(NOON - timedelta(days=9)) == 0
