"""Having a message read by the language engine of this house."""

from __future__ import annotations

from approvals.helpdesk import serves_everybody
from bot.listeners.asked import (
    asks_to_unlock,
    asks_what_another_has,
    asks_when_unlocked,
    speaks_of_an_account,
    split_reason,
)
from bot.listeners.discretion import PERSONAL, about_whom
from bot.listeners.front import Front
from catalog.model import Company, Person
from intents.roster import roster
from intents.understanding import Intent, Outcome, Understanding


async def read(front: Front, text: str, person: Person) -> Understanding:
    """What the message means.

    Why somebody of the helpdesk asks about another often sounds like a wish ("because she needs her forecast"), so
    such a question is read once more without its reason.
    """
    understood = await _understood(front, text, person)
    company = front.desk_of().company
    asked = split_reason(text)
    if _orders_unlocking(company, person, asked.question, understood):
        return _question(understood, Intent.LOCKOUT)
    if understood.intent is Intent.INVENTORY and asks_when_unlocked(asked.question):
        return _question(understood, Intent.LOCKOUT)
    if asks_what_another_has(asked.question) and understood.intent not in PERSONAL:
        another = _of_another(company, person, asked.question, Intent.INVENTORY)
        return _question(understood, Intent.INVENTORY) if another else understood
    if not asked.reason or understood.intent in PERSONAL or not serves_everybody(company, person.id):
        return understood
    question = await _understood(front, asked.question, person)
    if question.intent not in PERSONAL:
        return understood
    about = about_whom(company, person.id, asked.question, question.intent).person
    return understood if about == person.id else question


def _orders_unlocking(company: Company, asker: Person, question: str, understood: Understanding) -> bool:
    """Whether somebody is to be let in again; "unlock the reports for Tom" is a wish for the reports."""
    what = asks_to_unlock(question)
    if not what or not _of_another(company, asker, question, Intent.LOCKOUT):
        return False
    if understood.intent not in {Intent.REQUEST, Intent.EMERGENCY} or speaks_of_an_account(what):
        return True
    first = next(iter(roster(company).named(what)), None)
    return first is not None and first.start == 0 and what[first.end : first.end + 1] not in {"'", "’"}


def _of_another(company: Company, asker: Person, question: str, intent: Intent) -> bool:
    return about_whom(company, asker.id, question, intent).person not in (None, asker.id)


def _question(understood: Understanding, intent: Intent) -> Understanding:
    """The same message as the question that it is."""
    nothing = {"items": (), "shortlist": (), "question": None, "missing": (), "evidence": (), "packages": ()}
    return understood.model_copy(
        update={"intent": intent, "outcome": Outcome.ANSWER, "beneficiary": None, **nothing}
    )


async def _understood(front: Front, text: str, person: Person) -> Understanding:
    from intents.understand import understand

    desk = front.desk_of()
    return await understand(text, person=person, company=desk.company, now=desk.now(), engine=front.engine)
