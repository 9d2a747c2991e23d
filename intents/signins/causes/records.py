"""What only Usher knows: access that ended, waits or was denied, and no provider has recorded anything about it yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.model import Company, Person
from intents.signins.causes.access import CAUSES, Standing, standing
from intents.signins.causes.access_words import called, remedy, says, to_ask_for
from intents.signins.causes.case import Case
from intents.signins.event import Provider, SignInEvent
from intents.signins.explanation import Finding, OwnRecord

LASTS = timedelta(days=7)
"""How long such a record may be what somebody asks about."""


def recorded(
    company: Company,
    person: Person,
    events: tuple[SignInEvent, ...],
    own: tuple[OwnRecord, ...],
    found: list[Finding],
    now: datetime,
    read_in: ZoneInfo | None = None,
) -> list[Finding]:
    """A finding for each application that Usher's own requests and grants explain and no event has shown; never certain.

    Holdings alone do not count: that an old one ran out is no news until somebody is refused.
    """
    explained = {finding.system for finding in found}
    recent = [record for record in own if record.request and now - LASTS <= record.at <= now]
    systems = dict.fromkeys(record.entitlement.partition("/")[0] for record in reversed(recent))
    findings = []
    for system in systems:
        access = standing(company, system, events, own, now)
        if system in explained or access.own is None or access.standing in (Standing.HELD, Standing.NEVER):
            continue
        name = called(company, system)
        case = Case(company, person, Provider.OKTA, (), (), now, read_in)
        findings.append(
            Finding(
                CAUSES[access.standing],
                None,
                system,
                (),
                since=access.since,
                until=None,
                says=says(case, access, name),
                remedy=remedy(access, name),
                self_service=False,
                certain=False,
                entitlement=to_ask_for(access),
                own=access.own,
                doubt="No provider has recorded a refused sign-in for it.",
            )
        )
    return findings
