"""Links as fields: the address, what is printed, what a code carries, and the call to action."""

from __future__ import annotations

from kiosk.campaign import wording
from kiosk.campaign.campaign import Campaign
from kiosk.campaign.item import Article, Event, Item, Notice, Prompt, Technique
from kiosk.compose.template.binding import Value

LONGEST_SHOWN = 48
"""Characters of a link that are printed beside its code; of a longer one only the site, nobody would type it."""

LONGEST_WHOLE = 20
"""Characters of an address to write to, or of a site, that stay on one line; a longer one may be cut at its joints."""


def _cuttable(address: str) -> str:
    """Let an address to write to be cut after its @ and the dots behind it."""
    name, at, site = address.partition("@")
    return f"{name}{at}\u200b" + site.replace(".", ".\u200b")


def _jointed(address: str) -> str:
    """Let a long site be cut after its dots, where it is wider than its column; its last two parts stay together."""
    site, slash, path = address.partition("/")
    head, tail = (parts := site.split("."))[:-2], ".".join(parts[-2:])
    return "\u200b".join([*(f"{p}." for p in head), tail]) + slash + path if len(site) > LONGEST_WHOLE else address


def link(url: str, short: str, cta: str) -> dict[str, Value]:
    """Make the link's fields: the short one is coded and shown where there is one; only http(s) goes into a code."""
    target = (short or url).strip()
    if not target:
        return {}
    if not target.startswith(("mailto:", "tel:")) and "://" not in target:
        target = "https://" + target
    coded = target if target.lower().startswith(("http://", "https://")) else ""
    shown = wording.show_link(target)
    if coded and len(shown) > LONGEST_SHOWN:
        shown = shown.partition("/")[0]
    if target.lower().startswith("mailto:") and len(shown) > LONGEST_WHOLE:
        shown = _cuttable(shown)
    elif coded:
        shown = _jointed(shown)
    return {"url": target, "short": shown, "at": shown, "cta": cta if coded else "", "qr": coded}


def of(item: Item, c: Campaign, lang: str) -> dict[str, Value]:
    """Make an item's link fields."""
    cta = wording.call(item, lang)
    match item:
        case Event():
            news = item.status != "scheduled" or item.starts is None
            joins = wording.joins(item)
            target = item.online if joins else (item.link or item.booking) if news else (item.booking or item.link)
            # An address to write to or to ring is no use in a code, but the short link may still be.
            written = not item.short and target.startswith(("mailto:", "tel:"))
            heard = "Ask {link}" if written else "News at {link}"
            said = heard if news else "Join at {link}" if joins else "Book at {link}" if item.booking else ""
            return _at(link(target, item.short, cta), said, lang)
        case Article():
            return _at(link(item.link, item.short, cta), "Read at {link}", lang)
        case Technique():
            return _at(link(item.link, item.short, cta), "Learn at {link}", lang)
        case Prompt():
            return link(c.website, c.short, cta)
        case Notice():
            return {}


def recording(event: Event, lang: str) -> dict[str, Value]:
    """Make the link fields of an event that is over and was recorded."""
    return _at(link(event.recording, "", wording.ui("Scan to watch", lang)), "Watch at {link}", lang)


def _at(made: dict[str, Value], said: str, lang: str) -> dict[str, Value]:
    """Add the words that stand for a call to action where there is no code."""
    return made | {"at": wording.ui(said, lang, link=made["short"])} if made and said else made
