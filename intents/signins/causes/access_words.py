"""Where somebody stands with an application, in sentences: what happened to the access, and what to do."""

from __future__ import annotations

from datetime import datetime

from catalog.model import Company, EntitlementId
from intents.signins.causes.access import Access, Standing, opened
from intents.signins.causes.case import Case
from intents.signins.causes.words import PROVIDERS
from intents.signins.event import SignInEvent


def says(case: Case, access: Access, name: str) -> str:
    """What happened to the access, with who did it and why where that is recorded."""
    since = case.when(access.since) if access.since else ""
    by = access.own.by if access.own else ""
    who = f" by {case.company.people[by].name}" if by in case.company.people else ""
    why = f" (“{access.own.why}”)" if access.own and access.own.why else ""
    return {
        Standing.EXPIRED: f"Your access to {name} ran out {since}.",
        Standing.REVOKED: f"Your access to {name} was taken away {since}{who}{why}.",
        Standing.PENDING: f"You asked for access to {name} {since}, and nobody has decided yet.",
        Standing.DENIED: f"Your request for {name} was denied {since}{who}{why}.",
        Standing.NEVER: f"You have no access to {name}, and never had any as far as the records go.",
        Standing.HELD: f"You {'last opened' if access.event is not None and opened(access.event) else 'were given access to'} {name} {since}.",
    }[access.standing]


def refused_words(
    case: Case, access: Access, name: str, at: datetime, *, contradicted: bool, unsure: bool
) -> str:
    """The refusal and what is behind it; a record that contradicts it, or a code that means several things, is not talked over."""
    refused, when = f"{PROVIDERS[case.provider]} refused to open", case.when(at, beside=access.since)
    if unsure:
        return f"{refused} {name} {when}: somebody has to approve the application first, or it does not know your account."
    if contradicted:
        return f"{refused} {name} {when}, although you hold access there by the company's records."
    return f"{says(case, access, name)} {refused} it {when}."


def refused_remedy(access: Access, name: str, *, contradicted: bool, unsure: bool) -> str:
    """What to do about a refusal."""
    if unsure:
        return f"Ask the helpdesk whether {name} is approved for you; if you have no access there yet, ask Usher for it."
    if contradicted:
        return "Try again in a while; if it is still refused, ask the helpdesk to compare the records."
    return remedy(access, name)


def remedy(access: Access, name: str) -> str:
    """What to do about it."""
    return {
        Standing.EXPIRED: f"Ask Usher for {name} again, with how long you need it.",
        Standing.REVOKED: f"If you still need {name}, ask Usher for it again and say what for.",
        Standing.PENDING: "Wait for the decision, or nudge whoever it waits for.",
        Standing.DENIED: "Read the reason, and ask again with what has changed, or appeal.",
        Standing.NEVER: f"Ask Usher for access to {name}.",
        Standing.HELD: "Try again in a while; if it is still refused, ask the helpdesk.",
    }[access.standing]


def called(company: Company, application: str, event: SignInEvent | None = None) -> str:
    """The application as people know it: the catalog's name, else the provider's."""
    system = next((one for one in company.systems if one.id == application), None)
    if system is not None:
        return system.name
    return (event.application or next(iter(event.targets), "")) if event else application


def slug(company: Company, application: str) -> str | None:
    """The catalog's slug of the application; None where the catalog does not know it."""
    return application if any(system.id == application for system in company.systems) else None


def to_ask_for(access: Access) -> EntitlementId | None:
    """The entitlement that would put it right, where one is known."""
    return access.entitlement or (access.own.entitlement if access.own else None)
