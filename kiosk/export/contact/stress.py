"""A campaign put to the test: its own words made long, short, few, right to left, and told in two languages."""

from __future__ import annotations

from dataclasses import replace

from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Event
from kiosk.campaign.translation import own_language
from kiosk.record import record

_ARABIC = (
    "مشاركة المعرفة وكسر الحواجز",
    "كيف نجمع ما تعرفه الممرضات والقابلات؟",
    "ساعة من الحديث عما تعلمناه معا، وما يمكن أن نجربه غدا.",
)
_WELSH = (
    "Rhannu gwybodaeth, chwalu'r rhwystrau",
    "Sut mae casglu'r hyn y mae nyrsys a bydwragedd yn ei wybod?",
    "Awr o sgwrs am yr hyn a ddysgom gyda'n gilydd, a beth i roi cynnig arno yfory.",
)
_ENGLISH = (
    "Sharing knowledge, breaking down the barriers",
    "How do we gather what nurses and midwives know?",
    "An hour of talk about what we learnt together, and what to try tomorrow.",
)


@record
class Case:
    """One trial: what it is called, the campaign made for it, and the languages of its pages. The event is `EVENT`."""

    label: str
    campaign: Campaign
    langs: tuple[str, ...]


EVENT = "stress"
"""The id of the event that every case shows."""


def cases(campaign: Campaign) -> tuple[Case, ...]:
    """List the trials, each made from the campaign's first event that has a date (or from one made up)."""
    own = own_language(campaign)
    first = next((e for e in campaign.events if e.starts is not None), None)
    event = replace(first or Event(id=EVENT, title=campaign.title), id=EVENT, status="scheduled", translations={})
    bare = replace(
        event, starts=None, ends=None, repeat="", summary="", description="", venue="", online="", speakers=(), questions=(),
        booking="", link="", short="", cost="", audience="", type="",
    )  # fmt: skip
    arabic = _told(event, _ARABIC)
    both = replace(_told(event, _ENGLISH), translations={"cy": dict(zip(_FIELDS, _WELSH, strict=True))})

    def case(label: str, event: Event, *langs: str) -> Case:
        return Case(label, replace(campaign, events=(event, *campaign.events), languages=langs, seed=campaign.seed), langs)

    return (
        case("Title of 6 letters", replace(event, title=_short(event.title)), own),
        case("Title of 89 letters", replace(event, title=of_length(campaign, event, 89)), own),
        case("Title of 160 letters", replace(event, title=of_length(campaign, event, 160)), own),
        case("A title and nothing else: no description, date, place or link", bare, own),
        case("Right to left: Arabic", arabic, "ar"),
        case("Two languages: Welsh first, then English", both, "cy", "en"),
    )


_FIELDS = ("title", "summary", "description")


def _told(event: Event, words: tuple[str, str, str]) -> Event:
    title, summary, description = words
    return replace(event, title=title, summary=summary, description=description)


def _short(title: str) -> str:
    """Find a word of six letters in a title, or cut one to six."""
    words = [w.strip(".,:;!?()") for w in title.split()]
    return next((w for w in words if len(w) == 6), "Advice")


def of_length(campaign: Campaign, event: Event, letters: int) -> str:
    """Make a title of exactly so many characters out of the campaign's own titles."""
    own = [event.title, *(e.title for e in campaign.events), campaign.theme, campaign.title]
    words = " and ".join(dict.fromkeys(" ".join(t.split()).strip(" .") for t in own if t.strip())) or "Sharing"
    while len(words) < letters:
        words += f" and {words}"
    cut = words[: letters + 1].rpartition(" ")[0][:letters].rstrip(" ,;:-")
    while (missing := letters - len(cut)) > 0:
        cut += _ENDINGS.get(missing) or f" {_ENDINGS[6].strip()}"
    return cut


_ENDINGS = {
    1: "?", 2: "?!", 3: " us", 4: " now", 5: " here", 6: " today", 7: " openly", 8: " usually", 9: " together", 10: " carefully",
    11: " everywhere",
}  # fmt: skip
"""Words that bring a title to its length; longer ones are taken one after the other."""
