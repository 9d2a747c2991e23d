"""Tickets that come in: read as a message would be, and answered with a draft for the helpdesk to check and send.

Nothing is done: no request is filed, nobody is written to, no sign-in is looked at. What a ticket says of its sender
is not proof, so nothing about a person goes into the draft that the helpdesk would have to give a reason for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from approvals.desk import Desk
from approvals.errors import BadInput
from catalog.durations import format_duration
from catalog.model import Company, Person
from intents.engines.port import Engine
from intents.pages import sections_about
from intents.understanding import Intent, Outcome, Understanding

LONGEST_TEXT = 20_000
NOT_A_TICKET = 'Send {"key": "…", "from": "an e-mail address", "text": "…"} as JSON.'
_BY_THEMSELVES = {
    Intent.STATUS: "where a request stands (“Where is my request?”)",
    Intent.INVENTORY: "what they hold (“What do I have?”)",
    Intent.WHY_DENIED: "why something was denied (“Why was my request denied?”)",
    Intent.RETURN: "giving access back (“I’m done with …”)",
    Intent.EXTEND: "extending access (“I need … for longer”)",
    Intent.APPEAL: "an appeal",
    Intent.EMERGENCY: "access in an emergency",
    Intent.DISCOVER: "what there is and who approves it (“Who approves …?”)",
}

Drafts = Callable[[bytes], Awaitable[dict[str, Any]]]
"""From the body of a ticket to the answer. Raises BadInput."""


class _Incoming(BaseModel):
    model_config = ConfigDict(frozen=True)

    key: str = Field(min_length=1, max_length=200)
    sender: str = Field(alias="from", max_length=320)
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)


def drafting(desk_of: Callable[[], Desk], engine: Engine) -> Drafts:
    """What the HTTP side calls with each ticket whose signature fits."""

    async def draft(body: bytes) -> dict[str, Any]:
        from intents.understand import understand

        try:
            ticket = _Incoming.model_validate_json(body)
        except ValidationError as broken:
            raise BadInput(NOT_A_TICKET) from broken
        desk = desk_of()
        person = sender_of(desk, ticket.sender)
        if person is None:
            says = "I know nobody here with that address; ask who they are before you answer."
            return {"key": ticket.key, "person": None, "intent": None, "draft": says}
        read = await understand(
            ticket.text, person=person, company=desk.company, now=desk.now(), engine=engine
        )
        return {
            "key": ticket.key,
            "person": person.id,
            "intent": read.intent,
            "outcome": read.outcome,
            "items": [item.model_dump(mode="json") for item in read.items],
            "duration": format_duration(read.duration) if read.duration else None,
            "confidence": read.confidence,
            "draft": draft_of(desk.company, person, read, ticket.text, key=ticket.key),
        }

    return draft


def sender_of(desk: Desk, address: str) -> Person | None:
    """The one person who works here now with that address; None for nobody, and for more than one."""
    wanted = address.strip().casefold()
    today = desk.now().astimezone(desk.company.zone).date()
    found = [
        one for one in desk.company.people.values() if one.email.casefold() == wanted and one.active(today)
    ]
    return found[0] if len(found) == 1 else None


def draft_of(company: Company, person: Person, read: Understanding, text: str, *, key: str) -> str:
    """The draft, in plain text."""
    first = person.name.split()[0]
    quoted = [f"{one.section.source}:\n{one.section.text}" for one in sections_about(company, text)]
    body = _body(company, person, read, key)
    said = "\n\n".join([body, *quoted]) if body else "\n\n".join(quoted)
    if not said:
        said = "I could not tell what this is about; please say which system it is, and what you want to do there."
    return f"Hello {first},\n\n{said}\n\n(A draft by Usher. Nothing was done; check it before you send it.)"


def _body(company: Company, person: Person, read: Understanding, key: str) -> str:
    if read.intent is Intent.REQUEST:
        return _request(company, read)
    if read.intent is Intent.LOCKOUT:
        return (
            "We are looking into why you cannot sign in."
            f"\n\n[For the helpdesk: ask Usher “Why is {person.name} locked out? Because of ticket {key}”.]"
        )
    if read.intent in _BY_THEMSELVES:
        return f"Usher answers {_BY_THEMSELVES[read.intent]} in Slack, at once: write it a direct message."
    return ""


def _request(company: Company, read: Understanding) -> str:
    names = [
        company.places[item.entitlement].label for item in read.items if item.entitlement in company.places
    ]
    near = [company.places[one].label for one in read.shortlist if one in company.places]
    send = "Please send Usher the same words as a direct message in Slack; it shows you a card, and nothing is filed before you press Send request."
    if read.outcome is Outcome.PROPOSE and names:
        return f"This looks like a request for {'; '.join(names)}. {send}"
    if read.outcome is Outcome.NONE or not near:
        return (
            "I found nothing in the catalog for this. Which system is it, and what do you want to do there?"
        )
    question = f" {read.question}" if read.question else ""
    return f"This may be about one of these: {'; '.join(near)}.{question} {send}"
