"""How long the things on a card are for: as asked, up to the end that was named, or cut by a ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from approvals.assessment import Assessment
from bot.drafts import Draft
from bot.texts import span, typed
from bot.views.how_long import begun, length_in_words
from catalog.ends import in_words
from catalog.model import Company
from intents.said_lengths import says_an_amount
from intents.unread_ends import unread_end


def one_of_several(company: Company, draft: Draft, one: Assessment) -> str:
    """How long one of several is for."""
    if _ends_as_named(one):
        return begun(length_in_words(company, one.duration, one.until, since=one.at))
    return f"For {_one_length(one, _asked(draft, one))}" if one.duration else "No end date"


def _asked(draft: Draft, one: Assessment) -> timedelta | None:
    """The length that was asked for of this one, by itself or with the others."""
    for wish in draft.choice.items:
        if (wish.entitlement, wish.scope) == (one.entitlement, one.scope):
            return wish.time(draft.choice.duration, draft.choice.until)[0]
    return draft.choice.duration


def _ends_as_named(one: Assessment) -> bool:
    """Whether it is for as long as was asked, and that was said by its end; or up to that end all the same."""
    if one.until is None:
        return False
    return not one.shortened or one.duration is None or one.at + one.duration >= one.until


def proposed_length(company: Company, draft: Draft, assessments: Sequence[Assessment]) -> str:
    """How long everything that may be sent is for, in one line."""
    line = begun(_in_one_line(company, draft, assessments))
    return f"{line}{_unread(company, draft, assessments[0])}"


def _unread(company: Company, draft: Draft, one: Assessment) -> str:
    """That an end was named which could not be read, where the usual length stands in its place."""
    if draft.choice.duration is not None or any(wish.duration for wish in draft.choice.items):
        return ""
    end = unread_end(draft.text, now=one.at, zone=company.zone)
    return (
        f"\nThat is the usual: I cannot tell how long _{typed(end, 60)}_ is, so say until which day."
        if end
        else ""
    )


def _in_one_line(company: Company, draft: Draft, assessments: Sequence[Assessment]) -> str:
    if len({one.until for one in assessments}) > 1:
        return "See each item"
    until = assessments[0].until
    if until is not None and all(_ends_as_named(one) for one in assessments):
        # Several ceilings may be longer than that, each by as much as it likes.
        shortest = min((one.duration for one in assessments if one.duration), default=None)
        return length_in_words(company, shortest, until, since=assessments[0].at)
    durations: set[timedelta | None] = {one.duration for one in assessments}
    if len(durations) != 1:
        asked = length_in_words(company, draft.choice.duration, until, since=assessments[0].at)
        return f"{asked}, where allowed" if draft.choice.duration else "See each item"
    length = f"{_one_length(assessments[0], draft.choice.duration)}{_counted(draft, assessments[0])}"
    if until is None:
        return length
    return f"{length}; until {in_words(until, company.zone, since=assessments[0].at)} at the latest"


def _counted(draft: Draft, one: Assessment) -> str:
    """From when the days count that came of `until Friday`: who decides later moves the end."""
    asked, understanding = draft.choice.duration, draft.understanding
    said = next((found.text for found in understanding.evidence if found.field == "duration"), "")
    if one.until is not None or not said or asked is None or asked != understanding.duration or one.shortened:
        return ""
    return "" if says_an_amount(said, asked) else f" ({typed(said, 40)}), counted from when it is live"


def _one_length(one: Assessment, asked: timedelta | None = None) -> str:
    if not one.shortened:
        return span(one.duration)
    wanted = f" instead of {span(asked)}" if asked else ""
    return f"{span(one.duration)}{wanted}: the longest that is allowed here"
