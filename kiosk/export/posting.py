"""What goes with a social card: the words to post, and whether they and the card's own words have room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.campaign import titles
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.finding import Finding
from kiosk.compose.brief import Composed
from kiosk.compose.fields import links
from kiosk.export.order import Task

LONGEST_ALT = 1000
"""Characters of alternative text that networks take."""


def words(task: Task, campaign: Campaign) -> str:
    """Write the words to post with a card; empty for anything that is no card of an item."""
    item = campaign.item(task.what)
    if task.product != "social" or item is None:
        return ""
    from kiosk.campaign import post

    link = links.of(item, campaign, task.langs[0]).get("url", "")
    return post.text(campaign, item, str(link or campaign.short or campaign.website), task.langs[0])


def findings(task: Task, campaign: Campaign, sheets: Sequence[Composed]) -> Iterator[Finding]:
    """Tell what a network would cut: a post of too many characters, words for a card that are too long."""
    if task.product != "social":
        return
    from kiosk.campaign import post

    item = campaign.item(task.what)
    weight = post.weight(words(task, campaign))
    if weight > post.LONGEST:
        sentence = f"The words to post with this card count {weight} characters; {post.LONGEST} is the most."
        fix = "part-title" if item and titles.parts(item) else None
        yield Finding(id="post-long", severity="warning", sentence=sentence, cure="Shorten the title.", fix=fix)
    longest = max((len(sheet.alt) for sheet in sheets), default=0)
    if longest > LONGEST_ALT:
        sentence = f"The words that say what is on the card have {longest} characters; networks take {LONGEST_ALT}."
        yield Finding(id="alt-long", severity="warning", sentence=sentence, cure="Shorten the summary.")
