"""Sign-ins that should not be possible any more: of people who left, of accounts switched off, and of nobody known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from catalog.model import Company
from intents.signins.event import Happened, Outcome, Provider, SignInEvent
from intents.signins.signs.sign import MEANT, Kind, OfPerson, Seen, Severity, Sign, evidence, got_in
from intents.signins.signs.words import named, place_of

_OFF = {Happened.DISABLED: "switched off", Happened.SUSPENDED: "suspended"}
_ON = frozenset({Happened.ENABLED, Happened.UNSUSPENDED})
"""Either ends both: Google calls it suspending when it switches an account off by itself and a person lets it in again."""


def found(case: OfPerson) -> Iterator[Sign]:
    """One sign for the first success of each kind among the fresh events."""
    inside = [one for one in case.seen if got_in(one.event) and one.event.at >= case.fresh]
    if not inside:
        return
    if inside[0].person is None:
        yield from _stranger(case, inside)
        return
    yield from _left(case, inside)
    yield from _switched_off(case, inside)


def _left(case: OfPerson, inside: list[Seen]) -> Iterator[Sign]:
    person = case.company.people.get(inside[0].person or "")
    if person is None or person.ends is None:
        return
    zone = case.company.zone
    gone = [one.event for one in inside if one.event.at.astimezone(zone).date() > person.ends]
    if gone:
        first = gone[0]
        says = f"{person.name} signed in from {place_of(first.place, first.address)}, though their last day was {person.ends:%-d %B %Y}."
        yield _sign(case, person.id, gone, says, f"{person.id} left")


def _switched_off(case: OfPerson, inside: list[Seen]) -> Iterator[Sign]:
    """An account that was switched off and not on again by that provider; both are looked for in all of the history."""
    off: dict[Provider, SignInEvent] = {}
    for one in case.seen:
        event = one.event
        if event.outcome is Outcome.FAILURE and event.happened not in MEANT:
            continue  # somebody tried to switch it and could not
        if event.happened in _OFF:
            off[event.provider] = event
        elif event.happened in _ON:
            off.pop(event.provider, None)
        elif off and got_in(event) and event.at >= case.fresh:
            switch = next(iter(off.values()))
            # Another provider may still let them in; the sentence says which did.
            later = [o.event for o in inside if o.event.at >= event.at]
            says = f"{named(case.company, [one.whose])} signed in ({event.provider.value}), though the account was {_OFF[switch.happened]} on {switch.at.astimezone(case.company.zone):%-d %B %Y} ({switch.provider.value})."
            yield _sign(case, one.whose, [later[0], switch, *later[1:]], says, f"{one.whose} off")
            return


def _stranger(case: OfPerson, inside: list[Seen]) -> Iterator[Sign]:
    """A login of the company's own domain that nobody in people.csv has; other domains are guests, `$` ends a machine's name."""
    login = inside[0].event.login
    domain = login.rpartition("@")[2]
    if "@" not in login or login.endswith("$") or domain not in _domains(case.company):
        return
    first = inside[0].event
    says = f"{login} signed in from {place_of(first.place, first.address)}, and nobody in the list of people has that account."
    yield Sign(
        kind=Kind.STRANGER,
        subject=login,
        people=(),
        events=evidence(one.event for one in inside),
        since=first.at,
        until=inside[-1].event.at,
        severity=Severity.MEDIUM,
        says=says,
    )


def _sign(case: OfPerson, who: str, events: list[SignInEvent], says: str, subject: str) -> Sign:
    entered = [event for event in events if got_in(event)]
    return Sign(
        kind=Kind.LEAVER,
        subject=subject,
        people=(who,),
        events=evidence(events),
        since=min(event.at for event in entered),
        until=max(event.at for event in entered),
        severity=Severity.HIGH,
        says=says,
    )


def _domains(company: Company) -> frozenset[str]:
    return _domains_of(
        tuple(sorted({person.email.lower().rpartition("@")[2] for person in company.people.values()}))
    )


@lru_cache(maxsize=8)
def _domains_of(domains: tuple[str, ...]) -> frozenset[str]:
    return frozenset(domains)
