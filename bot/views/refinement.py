"""What a few words changed on a card, in one line, and what is said below the card about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from approvals.model import Wish
from approvals.pictures import RequestPicture
from bot.choice import Choice
from bot.drafts import Draft
from bot.texts import listed, name_of, narrowed, span, thing, typed
from bot.views.answers import request_rows
from bot.views.how_long import length_in_words
from bot.views.parts import Card, section, text_card
from catalog.model import Company, PersonId
from intents.understanding import Outcome

LOOK = "The card {where} shows it; press _Send request_ when it is right."
NOTHING_TO_SEND = "The card {where} says why there is nothing to send."
PICK = "The card {where} shows what fits: pick one there."

CANCELLED_BEFORE = (
    "The last card was cancelled, so there is nothing to change; say _the same again_ to have it back, or tell me in"
    " full what you need."
)
QUESTION_CANCELLED = (
    "The last question was cancelled, so nothing takes that answer; tell me in full what you need."
)
SENT_ELSEWHERE = (
    "That request was sent already, so I cannot change it here; its status is in our direct messages, with"
    " _Withdraw_ while it is open."
)
"""Said in a channel, where nothing is told of how a request stands."""


def change_line(
    company: Company,
    person: PersonId,
    before: Choice,
    after: Choice,
    *,
    length: tuple[timedelta | None, timedelta | None] | None = None,
    now: datetime,
) -> str:
    """The difference between two states of a card: `Changed: Editor instead of Viewer; 5 days instead of 2 weeks.`

    `length` is the one that stood there and the one it had to become, where nobody asked for another.
    """
    parts = _items(company, before.items, after.items, since=now)
    if any(wish.duration for wish in after.items):
        parts += _own_lengths(company, before, after, since=now)
    elif (after.duration, after.until) != (before.duration, before.until):
        was, becomes = (
            length_in_words(company, one.duration, one.until, since=now) for one in (before, after)
        )
        if after.duration is None:
            parts.append("no length of your own, so what is usual there")
        elif before.duration is None:
            parts.append(becomes if becomes.startswith("until ") else f"for {becomes}")
        else:
            parts.append(f"{becomes} instead of {was}")
    elif length is not None:
        parts.append(f"{span(length[1])} instead of {span(length[0])}, as this level goes")
    if after.beneficiary != before.beneficiary:
        holder = after.beneficiary or person
        parts.append(f"for {name_of(company, holder)}" if holder != person else "for you")
    if after.justification != before.justification:
        parts.append("the reason")
    return f"Changed: {'; '.join(parts)}." if parts else "Noted."


def changed_card(draft: Draft, *, sendable: bool = True, here: str = "") -> Card:
    """The answer to words that changed a card: what changed, and what is to be done next; `sendable` where it has the
    button, and `here` the conversation in which it is said, where that may be another than the card's."""
    says = draft.choice.change.says if draft.choice.change else "Noted."
    where = "above" if here in ("", draft.channel) else f"in <#{draft.channel}>"
    question = draft.understanding.question
    if (
        draft.understanding.outcome is Outcome.CHOOSE
    ):  # answered, as soon as something of the list is on the card
        question = None if draft.choice.items else PICK.format(where=where)
    if question is None:
        return text_card(f"{says} {(LOOK if sendable else NOTHING_TO_SEND).format(where=where)}")
    return text_card(f"{says} {typed(question, 600)}" if says != "Noted." else typed(question, 600))


def unchanged_card(question: str | None) -> Card:
    """The answer to words that changed nothing."""
    return text_card(typed(question, 900) if question else "That is what the card above says already.")


def sent_already_card(company: Company, request: RequestPicture, *, reader: PersonId) -> Card:
    """What to do instead of changing a request that was sent: take it back while that is possible, and ask again."""
    rows = request_rows(company, request, reader=reader)
    text = "That request was sent already, so I cannot change it here."
    can = any(getattr(row, "accessory", None) is not None for row in rows)
    do = (
        "Press _Withdraw_ and tell me in full what you need instead."
        if can
        else "Tell me in full what you need instead, and I put up a new card."
    )
    return Card(text=f"{text} {do}", blocks=(section(f"*{text}* {do}"), *rows))


def _own_lengths(company: Company, before: Choice, after: Choice, *, since: datetime) -> list[str]:
    """Each thing that is for another time than before, where they are for different ones."""
    was = {_what(wish): wish.time(before.duration, before.until) for wish in before.items}
    found = []
    for wish in after.items:
        now = wish.time(after.duration, after.until)
        if _what(wish) not in was or (old := was[_what(wish)]) == now:
            continue
        becomes = length_in_words(company, *now, since=since) if now[0] else "what is usual there"
        if old[0]:
            told = f"{becomes} instead of {length_in_words(company, *old, since=since)}"
        else:
            told = becomes if now[1] else f"for {becomes}"
        bare = wish.model_copy(update={"duration": None, "until": None})
        found.append(f"{_name(company, bare, since=since)}: {told}")
    return found


def _what(wish: Wish) -> tuple[str, tuple[tuple[str, str], ...]]:
    return wish.entitlement, tuple(sorted(wish.scope.items()))


def _items(company: Company, before: Sequence[Wish], after: Sequence[Wish], *, since: datetime) -> list[str]:
    there, stays = {_what(wish) for wish in before}, {_what(wish) for wish in after}
    gone = [wish for wish in before if _what(wish) not in stays]
    new = [wish for wish in after if _what(wish) not in there]
    if len(gone) == 1 and len(new) == 1:
        return [_exchanged(company, gone[0], new[0], since=since)]
    names = [listed([_name(company, wish, since=since) for wish in group]) for group in (new, gone)]
    if new and not before:
        return [f"picked {names[0]}"]
    if gone and new:
        return [f"{names[0]} instead of {names[1]}"]
    return [f"added {names[0]}"] if new else [f"without {names[1]}"] if gone else []


def _exchanged(company: Company, gone: Wish, new: Wish, *, since: datetime) -> str:
    old_place, new_place = company.places.get(gone.entitlement), company.places.get(new.entitlement)
    if old_place is None or new_place is None or old_place.resource.id != new_place.resource.id:
        return f"{_name(company, new, since=since)} instead of {_name(company, gone, since=since)}"
    if gone.scope == new.scope:
        return f"{typed(new_place.entitlement.name, 120)} instead of {typed(old_place.entitlement.name, 120)}"
    if gone.entitlement != new.entitlement:
        return f"{_name(company, new, since=since)} instead of {_name(company, gone, since=since)}"
    added = {key: value for key, value in new.scope.items() if gone.scope.get(key) != value}
    old = {key: gone.scope[key] for key in added if key in gone.scope}
    if not added:
        return f"no longer {narrowed({k: v for k, v in gone.scope.items() if k not in new.scope})}"
    return (
        f"{narrowed(added)} instead of {listed([typed(v, 120) for v in old.values()])}"
        if old
        else narrowed(added)
    )


def _name(company: Company, wish: Wish, *, since: datetime) -> str:
    place = company.places.get(wish.entitlement)
    name = thing(place.label if place else wish.entitlement, wish.scope)
    if not wish.duration:
        return name
    own = length_in_words(company, wish.duration, wish.until, since=since)
    return f"{name} {own}" if own.startswith("until ") else f"{name} for {own}"
