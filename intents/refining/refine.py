"""A few words about the card before them: what they change, or None when they are no refinement."""

from __future__ import annotations

import re
from datetime import datetime

from catalog.model import Company, Person
from intents.passages import Role, clauses
from intents.refining.apart import taken_apart
from intents.refining.bare_numbers import with_its_number
from intents.refining.card import Card, Setting
from intents.refining.in_row import in_row
from intents.refining.list_turn import ListTurn
from intents.refining.reasons import is_plain_reason
from intents.refining.said import Said
from intents.refining.standing import Refined, Standing, places_of
from intents.refining.turn import Turn

LONGEST = 500
"""Characters of a message that may be a refinement; more is a story of its own."""
_QUESTION = re.compile(
    r"^\W*(?:(?:can|could|may|do|does|did|is|are|was|has|have|should|will|would)\s+(?:i|we|it|this|that|he|she|they)\b(?!\s+(?:have|get|be|do|make)\b))"
)
"""A question once it ends like one; `should be the studio` is none."""
_ASKS = re.compile(
    r"^\W*(?:(?:why|who|whom|whose|when|where|which|how(?! about)|what(?! about|'s about))\b|(?:are|do|did|have|will) you\b|am i\b|is there\b|are there\b|(?:that |it |this )?(?:looks?|seems?|sounds?)\b)"
)
_ORDER = re.compile(
    r"^\W*(?:(?:i|we|please|pls|can you|could you|would you|will you|now|ok|okay|yes|just|so|and|then)\s+)*"
    r"(?:approve|authori[sz]e|submit|release|send|confirm|sign|close|decide|delete|update|process|forward|execute|fix|reset|restart|create|log|publish|check|handle|file|post|correct|complete)"
    r"(?:\s+(?:it|this|that|them|now|please|off|again|(?:the|my) request|request))*\W*$"
)
"""What people tell an assistant to do with a request; the same verbs name levels elsewhere."""
_ADDS = re.compile(r"^\W*(?:and|plus)\b|\b(?:also|too|as well|add|plus|in addition)\b|^\W*\+")
_NO_BUT = re.compile(r"^\W*(?:no|nope|nah)(?=\s+(?:the|i|only|just|make|it)\b)", re.IGNORECASE)
"""`no the dashboards`, typed without its comma."""
_TIMED = re.compile(
    r"\b(?:make|set|put|change|limit|cut|shorten)\s+(?:the\s+)?(?:first|last)(?=\s+\d)", re.IGNORECASE
)
"""`make the first 3 days` is said of the first of several; `the first 3 days` alone may be days of a month."""
_NO_REFINEMENT = {Role.ORDER, Role.QUOTED}


def refine(
    text: str, standing: Standing, *, person: Person, company: Company, now: datetime
) -> Refined | None:
    """What the message makes of the card, or None when it is to be read as a message of its own. Pure.

    Every id exists and is visible to whoever would hold it, every word of the message is accounted for, and what
    is not mentioned stays. Where the words leave it open, the answer is a question.
    """
    text = with_its_number(text, standing.said)
    text = _NO_BUT.sub(r"\g<0>,", text)
    if len(standing.items) > 1:
        text = _TIMED.sub(r"\g<0> one", text)
    if not text.strip() or len(text) > LONGEST or places_of(standing.items, company) is None:
        return None
    if standing.beneficiary is not None and standing.beneficiary not in company.people:
        return None
    if any(clause.role in _NO_REFINEMENT for clause in clauses(text)):
        return None
    setting = Setting(person=person, company=company, now=now)
    if _asks_or_orders(text):
        return None
    if standing.items:
        whole = _of_list(text, standing, setting) or _of_items(text, standing, setting)
        return whole or taken_apart(text, standing, setting, lambda p, s: _of_items(p, s, setting))
    turn = ListTurn(Said(text), Card.of(standing, setting))
    if standing.missing == ("need",) or not turn.options:
        return None
    return turn.besides() if standing.missing else turn.of_choice()


def may_be_filed(text: str, standing: Standing, *, person: Person, company: Company, now: datetime) -> bool:
    """Whether a whole message that is no refinement can only be the reason for what stands on the card."""
    if places_of(standing.items, company) is None:
        return False
    return is_plain_reason(text, Card.of(standing, Setting(person=person, company=company, now=now)))


def _of_list(text: str, standing: Standing, setting: Setting) -> Refined | None:
    """More of the list that was shown, put on a card beside what was picked from it."""
    folded = Said(text).folded
    row = [one for one in in_row(folded, len(standing.shortlist), shown=True) if not one.of_it]
    several = sum(len(one.numbers) for one in row) > 1
    if not standing.shown or not ((several and len(standing.items) == 1) or _ADDS.search(folded)):
        return None
    return ListTurn(Said(text), Card.of(standing, setting), adds=True).of_added()


def _of_items(text: str, standing: Standing, setting: Setting) -> Refined | None:
    if _asks_or_orders(text):
        return None
    return Turn(Said(text), Card.of(standing, setting)).of_items()


def _asks_or_orders(text: str) -> bool:
    folded = Said(text).folded
    if _ORDER.match(folded) or _ASKS.search(folded):
        return True
    return _QUESTION.search(folded) is not None and text.rstrip().endswith("?")
