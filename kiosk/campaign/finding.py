"""A finding: one thing somebody should know before a file goes out, with its cure."""

from __future__ import annotations

from typing import Literal, TypeAlias

from kiosk.record import record

Severity: TypeAlias = Literal["error", "warning", "info"]


@record(kw_only=True)
class Finding:
    """One plain sentence and its cure; `id` is the rule's stable name, such as "title-distance".

    `fix` names the function of `campaign.fixes` that mends it without anybody's judgement, `of` what that works on, such as an
    ink and its new value, where item and campaign do not say it; of a value that cannot be read it is the field. `page` is the
    page of the campaign's own it was found on.
    """

    id: str
    severity: Severity
    sentence: str
    cure: str = ""
    item: str | None = None
    product: str | None = None
    fix: str | None = None
    of: str = ""
    page: str = ""
