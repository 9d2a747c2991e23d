"""`Last similar: Jo approved the same for Kim in Data on 3 Nov, 30 days.`"""

from __future__ import annotations

from datetime import datetime

from approvals.model import Verdict
from approvals.similar import Decided
from bot.texts import name_of, narrowed, shorten, span, typed
from catalog.model import Company

NOTE = 120
"""Characters of what was said to it."""


def similar_line(company: Company, one: Decided | None, *, now: datetime) -> str:
    """One line; empty where there was nothing like it. Names are no mentions: nobody is called by it."""
    if one is None:
        return ""
    said = "approved" if one.outcome is Verdict.APPROVED else "denied"
    joint = "for" if one.outcome is Verdict.APPROVED else "to"
    who = f"{name_of(company, one.by)} {said}" if one.by else said
    what = "the same" if one.same else "it"
    scope = f" ({narrowed(one.scope)})" if one.scope and not one.same else ""
    whom = name_of(company, one.person) if one.person else "somebody"
    where = f" in {typed(one.department, 80)}" if one.department else ""
    length = f", {span(one.duration)}" if one.duration and one.outcome is Verdict.APPROVED else ""
    note = (
        f": “{typed(' '.join(one.note.split()), NOTE)}”" if one.note and one.outcome is Verdict.DENIED else ""
    )
    if not one.by:
        joint, what = "for", ""
    line = f"Last similar: {who} {what} {joint} {whom}{where}{scope} on {_day(company, one.at, now)}{length}{note}"
    return shorten(" ".join(line.split()), 400)


def _day(company: Company, at: datetime, now: datetime) -> str:
    """`3 Nov`, with the year where it is another."""
    day, today = at.astimezone(company.zone), now.astimezone(company.zone)
    return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")
