"""A message beside an open card that neither changes it nor asks for anything: the card stays the one that is spoken of.

A new question put up for it would stand before the card in every further turn, and what was typed for the card would
be lost on it.
"""

from __future__ import annotations

import re

from bot.drafts import Draft
from bot.listeners.asked import asks_how
from bot.listeners.front import Front
from bot.listeners.other_things import says_something_else
from bot.listeners.proposing import assessments_of
from bot.listeners.small_talk import in_another_language
from bot.texts import typed
from bot.views.parts import Card, text_card
from bot.views.proposal import sendable
from catalog.model import Company
from intents.candidates import index_of, weigh
from intents.understanding import Intent, Outcome, Understanding

_WISH = re.compile(
    r"\b(?:need|needs|want|wants|require|requires|give|grant|access|permission|permissions|rights)\b",
    re.IGNORECASE,
)
NOT_UNDERSTOOD = "I did not understand that."
SOMETHING_ELSE = "For something else, tell me in full what you need, and in which system."
_NONE = re.compile(
    r"^\W*(?:no\W+)?(?:none|neither|not)(?: of (?:these|those|them|the above)| one)?\W*$", re.IGNORECASE
)


def leads_nowhere(company: Company, said: str, alone: Understanding) -> bool:
    """Whether the message, read `alone`, comes to no wish, no question and nothing else that can be answered."""
    if alone.intent is Intent.OUT_OF_SCOPE:
        return not (in_another_language(said) or asks_how(said) or says_something_else(said, alone))
    if (
        alone.intent is not Intent.REQUEST
        or alone.outcome is Outcome.PROPOSE
        or names_something(company, said)
    ):
        return False
    if alone.outcome in {Outcome.NONE, Outcome.DECLINE} or alone.missing == ("need",):
        return True
    return _WISH.search(said) is None


def names_something(company: Company, said: str) -> bool:
    """Whether a resource or a system is called by its name."""
    index = index_of(company)
    return any(one.named or one.system_named for one in index.search(weigh(said, lambda _: 1.0)))


def stays(company: Company, before: Draft, said: str, alone: Understanding) -> bool:
    """Whether the open card, or the list to pick from, stays the one that is spoken of after such a message.

    Beside a list other words may well be the wish said anew, so anything that may be meant counts there.
    """
    if not before.choice.items and (
        before.understanding.outcome is not Outcome.CHOOSE or alone.outcome is Outcome.CHOOSE
    ):
        return False
    return leads_nowhere(company, said, alone)


async def card_stays(front: Front, before: Draft) -> Card:
    """Said of such a message: the card is as it was, and how it is changed or sent. Raises Refused."""
    if not before.choice.items:
        return text_card(
            "I did not understand which one you mean: pick one above, or say _the second one_, or _1 and 3_;"
            " _cancel_ drops the list."
            f" {SOMETHING_ELSE}"
        )
    if not await can_be_sent(front, before):
        return text_card(f"I did not understand that, so the card above stays as it is. {SOMETHING_ELSE}")
    return text_card(
        "I did not understand what to change, so the card above stays as it is: press _Send request_ when it is"
        " right, or say what should be different, such as _for one week_ or _because …_; _cancel_ drops it."
        f" {SOMETHING_ELSE}"
    )


async def still_open(front: Front, before: Draft) -> str:
    """What is still to be done with an open card, in one sentence. Raises Refused."""
    if before.choice.items:
        if await can_be_sent(front, before):
            return "Nothing is sent yet: press _Send request_ on the card above, or say what should be different."
        return "Nothing on the card above can be sent; it says why."
    if before.understanding.outcome is Outcome.CHOOSE:
        return "Nothing is sent yet: pick from the list on the card above."
    question = before.understanding.question or "Which access exactly do you need?"
    return f"Nothing is sent yet. {typed(question.removeprefix(NOT_UNDERSTOOD).strip(), 600)}"


def what_instead() -> Card:
    """Said of a bare no beside a card: it may mean one thing on it, or all of it."""
    return text_card(
        "Nothing is sent, and the card above stays as it is: say what should be different on it, or _cancel_ to drop it."
    )


def of_the_list(said: str) -> Card | None:
    """What is said beside a list of what may be meant, where none of it is wanted; None for other words."""
    if _NONE.match(said):
        return text_card(
            "Then tell me in other words what you need, and in which system, or press _None of these_ for the form."
        )
    return None


async def can_be_sent(front: Front, draft: Draft) -> bool:
    """Whether something on the card can be sent as it stands. Raises Refused."""
    assessments = await assessments_of(front, draft)
    return any(map(sendable, assessments)) and not any(one.missing_scopes for one in assessments)
