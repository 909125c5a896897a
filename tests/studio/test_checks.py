"""What the desk finds before any page is made."""

from kiosk.campaign.campaign import Campaign, Screen
from kiosk.studio.checks import checks


def test_the_desk_too_names_a_touch_screen_that_hangs_too_high():
    made = Campaign(title="Spring", id="spring", hashtag="spring", screens=(Screen(name="Foyer", touch=True, mounted=2.0),))
    assert [f.id for f in checks.found_in(made)] == ["hashtag-sign", "out-of-reach"]
