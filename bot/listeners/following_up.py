"""Whether a message is about the card before it: its answer, its reason, or words that help neither.

Only what helps becomes part of a request. What does not is said to be not understood, with the question again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.choice import Choice
from bot.drafts import Draft
from bot.listeners.card_above import NOT_UNDERSTOOD, can_be_sent, names_something
from bot.listeners.front import Front
from bot.listeners.other_things import answer_in_words, is_something_else, leaves_open_for_whom
from bot.listeners.questions_asked import choice_with_scope, several_values
from bot.listeners.reading import read
from bot.listeners.refining import standing_of
from bot.listeners.small_talk import asks_for_something, in_another_language, may_be_reason
from bot.views import action_ids
from bot.views.parts import Card, actions, button, section, text_card
from bot.views.questions import form_button
from catalog.model import Person
from intents.refining import as_said_last, may_be_filed
from intents.said_duration import said_duration
from intents.understanding import Intent, Outcome, Understanding

SURE_ENOUGH = 0.8
"""From this confidence on, a message that asks something else is not taken for an answer."""
LENGTH_NOTED = "For how long is noted."
LONGEST_REASON = 3_000
_POINTS_BACK = re.compile(r"\b(?:it|this|that|them|these|those)\b", re.IGNORECASE)


_ASKS_OWN = re.compile(
    r"\?|\b(?:my|mine|i|me|it|this|that|any|what|where|when|how|who|is|are|did|has|have|was|status|update|news|requests?"
    r"|access|approv\w*|pending|waiting|ticket|progress|yet|still|tell|show|check)\b",
    re.IGNORECASE,
)
"""Words of a question how far one's own requests are."""
SHORT_ANSWER = 3
"""Words of a message that may be nothing but the answer to a question."""


@dataclass(frozen=True)
class Continued:
    """The card before goes on below, with what the message added to it."""

    text: str
    choice: Choice
    understanding: Understanding


@dataclass(frozen=True)
class Unhelpful:
    """The card before stays as it is; this is said about the message."""

    card: Card


async def follow_up(
    front: Front, before: Draft, said: str, alone: Understanding, person: Person
) -> Continued | Unhelpful | None:
    """What the message does to the open card before it; None when it stands for itself. Raises Refused."""
    if _stands_for_itself(alone) and not _is_answer(front, before, said) and not _tells_why(alone, said):
        return None
    if before.choice.items:
        return await _reason(front, before, said, alone, person)
    asked = before.understanding
    if is_something_else(asked, said, alone):
        return None
    if (each := await _of_each_value(front, before, said, person)) is not None:
        return each
    both = f"{before.text}\n{answer_in_words(asked, said, front.desk_of().company)}"
    together = await read(front, both, person)
    if leaves_open_for_whom(asked, said, together):
        return _asked_again(front, before, said)
    if asked.outcome is Outcome.ASK and asked.missing != ("need",):
        desk = front.desk_of()
        together = as_said_last(said, asked, together, company=desk.company, now=desk.now())
    if together.outcome is Outcome.PROPOSE:
        return Continued(both, Choice.read_from(together), together)
    if asked.outcome is not Outcome.ASK:
        return None
    chosen = choice_with_scope(front.desk_of().company, asked, said, said_before=before.text)
    if chosen is not None:
        return Continued(both, chosen, asked)
    if _further(asked, together):
        return Continued(both, Choice.read_from(together), together)
    if asked.missing == ("need",) and _names_a_thing(front, said, alone):
        # What was asked for before led nowhere, and this is a wish by itself.
        return Continued(both, Choice.read_from(alone), alone)
    if alone.intent is not Intent.OUT_OF_SCOPE and (not alone.intent.acting or asks_for_something(said)):
        return None
    return _asked_again(front, before, said)


async def _of_each_value(front: Front, before: Draft, said: str, person: Person) -> Continued | None:
    """The wish once for each of several values that the answer gives; None where it is no such answer."""
    found = several_values(front.desk_of().company, before.understanding, said)
    if found is None:
        return None
    key, values = found
    read_each = [await read(front, f"{before.text}\n{key} {value}", person) for value in values]
    for value, one in zip(values, read_each, strict=True):
        if one.outcome is not Outcome.PROPOSE or len(one.items) != 1 or one.items[0].scope.get(key) != value:
            return None
    items = tuple(one.items[0] for one in read_each)
    if len({one.entitlement for one in items}) != 1:
        return None
    whole = read_each[0].model_copy(update={"items": items})
    return Continued(f"{before.text}\n{said}", Choice.read_from(whole), whole)


def _names_a_thing(front: Front, said: str, alone: Understanding) -> bool:
    """Whether the message, read alone, offers something that it calls by its name."""
    return (
        alone.intent.acting
        and alone.outcome is Outcome.CHOOSE
        and names_something(front.desk_of().company, said)
    )


def _is_answer(front: Front, before: Draft, said: str) -> bool:
    """Whether the message is hardly more than one of the values that were asked for."""
    asked = before.understanding
    short = asked.outcome is Outcome.ASK and len(said.split()) <= SHORT_ANSWER
    company = front.desk_of().company
    if several_values(company, asked, said) is not None:
        return True
    return short and choice_with_scope(company, asked, said) is not None


def _tells_why(alone: Understanding, said: str) -> bool:
    """Whether a few words that sound like a question how far something is ask nothing: `stuck orders`, `late invoices`."""
    return (
        alone.intent is Intent.STATUS
        and 2 <= len(said.split()) <= SHORT_ANSWER
        and not _ASKS_OWN.search(said)
    )


def _stands_for_itself(alone: Understanding) -> bool:
    if alone.intent.acting:
        return alone.outcome is Outcome.PROPOSE
    return alone.intent is not Intent.OUT_OF_SCOPE and alone.confidence >= SURE_ENOUGH


async def _reason(
    front: Front, before: Draft, said: str, alone: Understanding, person: Person
) -> Continued | Unhelpful | None:
    """The message as the reason on a card that lacks one, and could be sent with it."""
    if before.choice.justification or not await can_be_sent(front, before):
        return None
    if not may_be_reason(said):
        single = alone.outcome is Outcome.DECLINE and len(said.split()) == 1
        return _what_for(before) if single else None
    told = alone.intent in {Intent.REQUEST, Intent.OUT_OF_SCOPE} or _tells_why(alone, said)
    if not told or in_another_language(said):
        return None
    if asks_for_something(said) and alone.outcome is not Outcome.DECLINE and not _POINTS_BACK.search(said):
        return None
    desk = front.desk_of()
    stands = standing_of(before)
    if not may_be_filed(said, stands, person=person, company=desk.company, now=desk.now()):
        return None
    choice = before.choice.model_copy(update={"justification": said[:LONGEST_REASON]})
    return Continued(f"{before.text}\n{said}", choice, before.understanding)


def _further(asked: Understanding, together: Understanding) -> bool:
    """Whether less has to be asked now than before."""
    if together.outcome is Outcome.CHOOSE:
        return asked.missing == ("need",)
    return together.outcome is Outcome.ASK and (
        set(together.missing) < set(asked.missing)
        or (asked.missing == ("need",) and together.missing != ("need",))
    )


def _asked_again(front: Front, before: Draft, said: str) -> Continued | Unhelpful:
    """The question once more, with its options; after that the way out. A length is kept for what comes of it."""
    question = before.understanding.question or "Which access exactly do you need?"
    desk = front.desk_of()
    if said_duration(said, now=desk.now(), zone=desk.company.zone) is not None:
        bare = question.removeprefix(NOT_UNDERSTOOD).removeprefix(LENGTH_NOTED).strip()
        noted = before.understanding.model_copy(update={"question": f"{LENGTH_NOTED} {bare}"})
        return Continued(f"{before.text}\n{said}", before.choice, noted)
    if not question.startswith(NOT_UNDERSTOOD):
        again = before.understanding.model_copy(update={"question": f"{NOT_UNDERSTOOD} {question}"})
        return Continued(before.text, before.choice, again)
    text = "I did not understand that either; use the buttons above, or the form."
    way_out = actions(
        form_button("Fill in a form", before.id), button("Cancel", action_ids.CANCEL, before.id)
    )
    return Unhelpful(Card(text=text, blocks=(section(text), way_out)))


def _what_for(before: Draft) -> Unhelpful:
    return Unhelpful(
        text_card(
            f"{NOT_UNDERSTOOD} Say in a few words what you need it for, or press _Send request_ above;"
            " _cancel_ drops it."
        )
    )
