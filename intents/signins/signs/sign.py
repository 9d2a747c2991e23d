"""What a warning sign is, and what the rules that find one are given.

A rule looks at the events of one person, or from one address, and says what is odd about them in a sentence for
Security. Rules keep nothing between two looks: whoever stores signs knows by `kind` and `subject` what is the same
thing seen again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from catalog.model import Company, PersonId
from intents.signins.event import Happened, Outcome, Reason, SignInEvent

EVIDENCE_AT_MOST = 20
"""Events kept with a sign; thousands of failures prove no more than twenty."""
MEANT = frozenset({Happened.SIGN_IN, Happened.MFA, Happened.APP_ACCESS})
"""What somebody did to get in, as against what was done to the account."""


class Kind(StrEnum):
    """What is odd."""

    SPRAYING = "spraying"
    """One address tries many people's passwords."""
    AFTER_SPRAYING = "after_spraying"
    """An address that tried many people got in as one of them."""
    MANY_ADDRESSES = "many_addresses"
    """One person's password is tried from many addresses."""
    TRAVEL = "travel"
    """Two successes so far apart that nobody travels so fast."""
    LEAVER = "leaver"
    """Somebody who left, or whose account was switched off, signed in."""
    STRANGER = "stranger"
    """An account of the company's own domain that belongs to nobody in its list of people signed in."""
    FATIGUE = "fatigue"
    """Prompts for the second factor that nobody wanted, until one was accepted."""
    NEW_COUNTRY = "new_country"
    """The first success from a country."""
    UNUSUAL = "unusual"
    """Nothing in particular, but unlike this person: the model's word."""


class Severity(StrEnum):
    """How soon somebody should look."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Seen:
    """An event with the person it happened to; None where the login is nobody's."""

    event: SignInEvent
    person: PersonId | None

    @property
    def whose(self) -> str:
        """The person, or the login where nobody is known behind it."""
        return self.person or self.event.login


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One thing that is odd."""

    kind: Kind
    subject: str
    """What it is about, as text: the address, the person, the person and the country. With the kind it names the same
    thing on every look."""
    people: tuple[PersonId, ...]
    events: tuple[SignInEvent, ...]
    """What shows it, the most telling first."""
    since: datetime
    until: datetime
    """When it began, and when it was last seen."""
    severity: Severity
    says: str
    """One sentence for Security. Addresses and places in it are as events have them: escape it where it is shown."""
    score: float | None = None
    """For the model's word: how unusual, 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What is usual in the company, so that its own office or VPN looks like no attacker."""

    shared: frozenset[str] = frozenset()
    """Addresses many of its people come from."""
    countries: frozenset[str] = frozenset()
    """Where its people sign in from, as the providers write countries."""


@dataclass(frozen=True, kw_only=True)
class OfPerson:
    """The events of one person (or one login), the oldest first, with some weeks before the ones to look at."""

    company: Company
    seen: tuple[Seen, ...]
    fresh: datetime
    """Only what reaches this moment or later is told; what lies before it is history."""
    around: Surroundings = field(default_factory=Surroundings)


@dataclass(frozen=True, kw_only=True)
class FromAddress:
    """The events from one address, the oldest first."""

    company: Company
    address: str
    seen: tuple[Seen, ...]
    fresh: datetime
    around: Surroundings = field(default_factory=Surroundings)


def in_order(seen: Iterable[Seen]) -> tuple[Seen, ...]:
    """The oldest first and each event once: providers deliver late, twice and out of order."""
    known = {(one.event.provider, one.event.recorder, one.event.id): one for one in seen}
    return tuple(sorted(known.values(), key=lambda one: (one.event.at, one.event.provider, one.event.id)))


def got_in(event: SignInEvent) -> bool:
    """Whether somebody got in, or one step further.

    A refreshed token is nobody at a keyboard; and Okta logs that somebody refused a prompt as a success.
    """
    succeeded = event.outcome is Outcome.SUCCESS and event.reason is None
    return succeeded and event.attended and event.happened in MEANT


_GUESSES = frozenset({Reason.WRONG_PASSWORD, Reason.UNKNOWN_USER, Reason.LOCKED, Reason.BLOCKED_IP})


def guessed(event: SignInEvent) -> bool:
    """Whether it looks like a password that was tried: wrong, for nobody, or until the account was locked."""
    if event.happened is Happened.LOCKED:
        return True
    return (
        event.happened is Happened.SIGN_IN and event.outcome is Outcome.FAILURE and event.reason in _GUESSES
    )


def evidence(events: Iterable[SignInEvent]) -> tuple[SignInEvent, ...]:
    """Each once, as many as are kept."""
    return tuple(dict.fromkeys(events))[:EVIDENCE_AT_MOST]
