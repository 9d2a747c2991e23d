"""How Usher words things: people, spans, moments, and what somebody typed. Pure, and used by every view."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from approvals.model import GrantStatus, ItemStatus, RiskBand, StageName
from catalog.ends import ends_with_day, in_words
from catalog.model import Company, PersonId, ScopeValues

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tabs and ends of lines
    "\ud800-\udfff"  # halves of pairs: alone they stand for nothing, and cannot be sent
    "\u202a-\u202e\u2066-\u2069]"  # what makes the rest of a line run backwards
)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)>")
_ESCAPED_MENTION = re.compile(r"&lt;@([UW][A-Z0-9]+)&gt;")

STAGES = {StageName.MANAGER: "manager", StageName.OWNER: "owner", StageName.SECURITY: "Security"}
"""How a stage is called in a sentence ("as manager")."""

BANDS = {RiskBand.LOW: "●○○ low", RiskBand.ELEVATED: "●●○ elevated", RiskBand.HIGH: "●●● high"}
"""The risk bands, readable without colour."""

ITEM_STATES = {
    ItemStatus.PENDING: "Waiting for a decision",
    ItemStatus.APPROVED: "Approved",
    ItemStatus.DENIED: "Denied",
    ItemStatus.REFUSED: "Refused by policy",
    ItemStatus.WITHDRAWN: "Withdrawn",
    ItemStatus.LAPSED: "Nobody decided in time",
}
GRANT_STATES = {
    GrantStatus.PROVISIONING: "Being set up",
    GrantStatus.LIVE: "Live",
    GrantStatus.REVOKING: "Being removed",
    GrantStatus.ENDED: "Ended",
    GrantStatus.FAILED: "Could not be set up",
}


def shorten(text: str, limit: int) -> str:
    """The text, cut with an ellipsis when it is longer than that many characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def typed(text: str, limit: int = 2_000) -> str:
    """What a person typed, safe inside mrkdwn (`&`, `<` and `>` escaped, no control characters) and at most `limit` characters long.

    The cut counts escaped characters, and takes away an entity that it would split.
    """
    safe = _UNSEEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if len(safe) < limit:
        return safe
    cut = safe[: limit - 1]
    last = cut.rfind("&")
    if last >= 0 and ";" not in cut[last:]:
        cut = cut[:last]
    return cut.rstrip() + "…"


def quoted(text: str, limit: int = 500) -> str:
    """What a person typed, as a quotation; every line of it stays inside."""
    lines = typed(text.strip(), limit).splitlines() or [""]
    return "\n".join(f">{line}" for line in lines)


def listed(parts: Sequence[str], joint: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def name_of(company: Company, person: PersonId) -> str:
    """The person's name, escaped; the id for somebody who is no longer known."""
    known = company.people.get(person)
    return typed(known.name if known else person, 120)


def mention(company: Company, person: PersonId) -> str:
    """A Slack mention where the company's list has the Slack id, else the name."""
    known = company.people.get(person)
    return f"<@{known.slack_id}>" if known and known.slack_id else name_of(company, person)


def mentions(company: Company, people: Iterable[PersonId], joint: str = "or") -> str:
    """Several people, `@Jo or @Kim`."""
    return listed([mention(company, person) for person in people], joint)


def refusal(sentence: str) -> str:
    """A refusal's sentence inside mrkdwn: whoever it mentions stays mentioned, the rest is escaped."""
    return _ESCAPED_MENTION.sub(r"<@\1>", typed(sentence))


def unmarked(company: Company, sentence: str) -> str:
    """A sentence where Slack renders no mentions, such as beside a field: people appear by name."""
    names = names_by_account(company)
    return _MENTION.sub(lambda found: names.get(found[1], "a colleague"), sentence)


def names_by_account(company: Company) -> dict[str, str]:
    """The names of those whose Slack account stands in the company's list, by the account's id."""
    return {person.slack_id: person.name for person in company.people.values() if person.slack_id}


def iam_admins(company: Company) -> str:
    """Whom to turn to when nothing else helps."""
    return mentions(company, company.groups.iam_admins) or "the IAM team"


def helpdesk(company: Company) -> str:
    """Who at the helpdesk to ask."""
    return mentions(company, company.groups.helpdesk) or "the helpdesk"


def span(duration: timedelta | None) -> str:
    """A length of time in words: `2 weeks`, `30 days`, `8 hours`; None is `no end date`."""
    if duration is None:
        return "no end date"
    minutes = round(duration.total_seconds() / 60)
    days, rest = divmod(minutes, 24 * 60)
    if not rest and days in {7, 14, 21, 28}:
        return _counted(days // 7, "week")
    if not rest and days % 365 == 0:
        return _counted(days // 365, "year")
    hours, minutes = divmod(rest, 60)
    parts = [_counted(n, unit) for n, unit in ((days, "day"), (hours, "hour"), (minutes, "minute")) if n]
    return listed(parts[:2]) or "less than a minute"


def working_span(duration: timedelta) -> str:
    """A length of working time in words: `5 working days`, `1 working day and 4 hours`, `4 working hours`."""
    rest = duration - timedelta(days=duration.days)
    if not duration.days:
        return f"{span(rest)} of work"
    days = _counted(duration.days, "working day")
    return listed([days, span(rest)]) if rest else days


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """A moment in the reader's own time zone, as Slack renders it; the fallback is in the company's."""
    local = at.astimezone(zone)
    fallback = f"{local.day} {local:%b %Y, %H:%M}"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def ending(at: datetime, zone: ZoneInfo) -> str:
    """When access ends: the day, where it ends with one, since nobody reads midnight as the end of the day before."""
    return in_words(at, zone) if ends_with_day(at, zone) else moment(at, zone)


def plain_moment(at: datetime, zone: ZoneInfo, *, since: datetime | None = None) -> str:
    """A moment in that zone, the same for whoever reads it: `Tue 24 Nov 2026, 08:39`; on the day of `since` the time alone."""
    there = at.astimezone(zone)
    if since is not None and there.date() == since.astimezone(zone).date():
        return f"{there:%H:%M}"
    return f"{there:%a} {there.day} {there:%b %Y}, {there:%H:%M}"


def narrowed(scope: ScopeValues) -> str:
    """`quarter Q3, region EMEA`; sorted, because the database does not keep an order."""
    return ", ".join(f"{typed(key, 60)} {typed(value, 120)}" for key, value in sorted(scope.items()))


def thing(label: str, scope: ScopeValues) -> str:
    """What it is about, in one line: `Snowflake · Sales reports · Viewer (region EMEA)`."""
    what = typed(label, 240)
    return f"{what} ({narrowed(scope)})" if scope else what
