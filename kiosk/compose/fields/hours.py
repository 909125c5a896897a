"""Opening hours as fields: open until when, open again when, and the minutes before closing."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.campaign import dates, opening, special, wording
from kiosk.campaign.campaign import Hours
from kiosk.campaign.item import Notice
from kiosk.compose.fields.clean import held
from kiosk.compose.template.binding import Value

SOON = 15.0
"""Minutes before closing that a closing notice counts down, unless it says otherwise."""
LATEST = 60
"""Minutes before closing from which the notice counts them at all."""


def today(hours: Hours, now: datetime, lang: str) -> dict[str, Value]:
    """Say whether the library is open today and, when it is closed, when it opens again; nothing without hours.

    `now` stands on the wall clock of the campaign.
    """
    if not opening.known(hours):
        return {}
    close, again = opening.closes(now, hours), opening.opens(now, hours)
    unusual = opening.special(now.date(), hours)
    told: dict[str, Value] = {"label": unusual.label if unusual else "", "again": ""}
    if close is not None:
        return told | {"state": wording.ui("Open today until {time}", lang, time=dates.clock(close.timetz(), lang)), "open": True}
    if again is not None and again.date() == now.date():
        return told | {"state": wording.ui("Open today from {time}", lang, time=dates.clock(again.timetz(), lang))}
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    was_open = any(t.date() == now.date() for t in opening.closings(midnight - timedelta(seconds=1), hours, 1))
    told["state"] = wording.ui("Closed now" if was_open else "Closed today", lang)
    return told | {"again": wording.opening(again, now, lang) if again is not None else ""}


def closing(hours: Hours, now: datetime, notice: Notice, title: str, lang: str) -> dict[str, Value]:
    """Count down to closing time; `title` is what the notice says when nobody knows the hours."""
    close = opening.closes(now, hours)
    whole = notice.before_closing or SOON
    if close is None:
        return {"title": title}
    minutes = -(-int((opening.utc(close) - opening.utc(now)).total_seconds()) // 60)
    again = opening.opens(now, hours)
    return {
        "clock": f"{close:%H:%M}",
        "minutes": minutes,
        "title": wording.closing(minutes, lang) if minutes <= max(whole, LATEST) else title,
        "again": wording.opening(again, now, lang) if again is not None else "",
        "left": min(1.0, minutes / whole),
    }


def changed(hours: Hours, now: datetime, lang: str) -> dict[str, Value]:
    """Tell the special days ahead: one run of days as the title, several in the text."""
    runs = special.ahead(now, hours)
    if len(runs) == 1:
        run = runs[0]
        again = special.again(run, now, hours) if run.hours is None else None
        opens = [wording.opening_on(again, lang)] if again is not None else []
        title, text = (
            wording.changed_hours(run, lang),
            " ".join([*([f"{run.label.rstrip('.')}."] if 0 < len(run.label) <= special.LONGEST else []), *opens]),
        )
        lines = [text]
    else:
        title = wording.ui("Changed opening hours", lang)
        lines = [wording.changed_hours(run, lang, briefly=True) for run in runs]
    return {"item": {"title": held(title, lang), "short": "", "text": " \n".join(held(line, lang) for line in lines)}}
