"""What stands on a card, and what a few words made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.model import Company, EntitlementId, PersonId, Place, ScopeValues
from intents.engines.builtin.actions import Action, action_granted
from intents.understanding import Item, Understanding


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The card before the message."""

    items: tuple[Item, ...] = ()
    duration: timedelta | None = None
    until: datetime | None = None
    of_these: bool = False
    """Whether that length was said of what is on the card by then; what is picked later does not take it."""
    justification: str | None = None
    beneficiary: PersonId | None = None
    shortlist: tuple[EntitlementId, ...] = ()
    shown: bool = False
    """Whether the person has seen the shortlist, so that `the second one` can mean a place in it."""
    missing: tuple[str, ...] = ()
    """What is asked for: `need`, or the keys of required scopes."""
    question: str | None = None
    said: str = ""
    """All that was said about it so far."""


@dataclass(frozen=True, kw_only=True)
class Refined:
    """What the message makes of the card."""

    understanding: Understanding
    """What stands there from now on. With a question, `items` may stand beside a scope that is still missing."""
    changed: bool = True
    """Whether anything changed; if not, the question says what is unclear, and the card stays as it is."""
    also: str = ""
    """A further wish in the message, to be read on its own and then joined (`join`)."""


def power(place: Place) -> tuple[int, bool, int]:
    """How mighty a level is: by what one may do with it, then whether it is privileged, then its risk."""
    entitlement = place.entitlement
    risks = ("low", "moderate", "high", "critical")
    return (
        list(Action).index(action_granted(entitlement)),
        entitlement.privileged,
        risks.index(entitlement.risk.value),
    )


def places_of(items: tuple[Item, ...], company: Company) -> list[Place] | None:
    """Where the items are in the catalog; None when one of them is there no longer."""
    if any(item.entitlement not in company.places for item in items):
        return None
    return [company.places[item.entitlement] for item in items]


def label(place: Place, scope: ScopeValues | None = None) -> str:
    """How a question names an item: `Snowflake · Sales reports · Viewer (EMEA)`."""
    narrowed = f" ({', '.join(scope.values())})" if scope else ""
    return f"{place.label}{narrowed}"


def either(names: list[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
