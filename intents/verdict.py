"""What can be done with a grounded reading now: propose it, let the person pick, ask one question, or say no.

Deterministic, and the same for every engine. Thresholds: at least 0.90 proposes, 0.70 to 0.90 offers the
shortlist, below that asks.
"""

from __future__ import annotations

import re

from catalog.model import EntitlementId, Place
from intents import questions
from intents.breadth import wants_a_copy
from intents.engines.port import Inquiry
from intents.grounded import Grounded
from intents.language import Language
from intents.own_words import own_text
from intents.passages import Role
from intents.scopes import required_missing
from intents.understanding import Intent, Item, Outcome, Understanding

_SEE_BELOW = re.compile(
    r"\b(?:see|as|like|per|read|look)\b.{0,30}\b(?:below|attached|underneath|forwarded|mail|e-?mail|message|thread)\b|\bbelow\b"
    r"|\b(?:can|could|would|will) (?:you|we|somebody)\b.{0,30}\b(?:this|that|it)\b|\bplease (?:do|handle|arrange|set up|take care)\b|\b(?:fyi|fwd?)\b"
)
"""Says that the need is in what is quoted."""
PROPOSE_FROM = 0.90
CHOOSE_FROM = 0.70


def understanding(grounded: Grounded, inquiry: Inquiry, *, engine: str, id: str | None) -> Understanding:
    """The understanding that leaves the room."""
    intent = grounded.intent
    if intent is None:
        # No usable answer: nothing was understood, so the person is asked.
        return Understanding(
            id=id, intent=Intent.REQUEST, outcome=Outcome.ASK, confidence=0.0,
            question=questions.about_need(()), missing=("need",), engine=engine,
        )  # fmt: skip
    if intent is Intent.OUT_OF_SCOPE and _points_at_quoted(inquiry):
        return Understanding(
            id=id, intent=Intent.REQUEST, outcome=Outcome.ASK, confidence=grounded.confidence,
            question=questions.about_quoted(), missing=("need",), engine=engine,
        )  # fmt: skip
    if not intent.acting:
        outcome = Outcome.DECLINE if intent is Intent.OUT_OF_SCOPE else Outcome.ANSWER
        return Understanding(
            id=id, intent=intent, outcome=outcome, confidence=grounded.confidence, engine=engine
        )
    places = {place.entitlement.id: place for place in inquiry.candidates}
    shortlist = _shortlist(grounded)
    outcome, question, missing = _outcome(grounded, shortlist, places, inquiry)
    proposed = outcome is Outcome.PROPOSE
    return Understanding(
        id=id,
        intent=intent,
        outcome=outcome,
        items=grounded.items if proposed else (),
        duration=grounded.duration,
        until=grounded.until,
        beneficiary=grounded.beneficiary,
        justification=grounded.justification,
        confidence=grounded.confidence,
        shortlist=shortlist,
        question=question,
        missing=missing,
        engine=engine,
        evidence=tuple(e for e in grounded.evidence if proposed or not e.field.startswith("items")),
    )


def not_read(language: Language, *, engine: str, id: str | None) -> Understanding:
    """What leaves for a message in a language nobody here reads: nothing but a question, never a chance word's find."""
    return Understanding(
        id=id, intent=Intent.REQUEST, outcome=Outcome.ASK, confidence=0.0,
        question=questions.about_language(language.say), missing=("need",), engine=engine,
    )  # fmt: skip


def _shortlist(grounded: Grounded) -> tuple[EntitlementId, ...]:
    ids = dict.fromkeys([*(item.entitlement for item in grounded.items), *grounded.shortlist])
    return tuple(ids)[:5]


def _outcome(
    grounded: Grounded,
    shortlist: tuple[EntitlementId, ...],
    places: dict[EntitlementId, Place],
    inquiry: Inquiry,
) -> tuple[Outcome, str | None, tuple[str, ...]]:
    near = [places[one] for one in shortlist if one in places]
    if inquiry.beneficiary.unnamed and grounded.beneficiary is None:
        return Outcome.ASK, _for_whom(grounded, inquiry), ("need",)
    if "beneficiary" in grounded.cleared:
        return Outcome.ASK, _for_whom(grounded, inquiry), ("need",)
    if grounded.fit == "too_broad" and grounded.intent is Intent.RETURN:
        return Outcome.ASK, questions.about_what_ends(), ("need",)
    if grounded.fit == "too_broad":
        copy = wants_a_copy(inquiry.parts, inquiry.named)
        quoted = not copy and any(clause.role is Role.QUOTED for clause in inquiry.parts)
        return (
            Outcome.ASK,
            questions.about_quoted() if quoted else questions.about_breadth(copy=copy),
            ("need",),
        )
    if "items" in grounded.cleared or (grounded.fit is None and not grounded.items):
        # Part of what the engine named did not hold: whatever is left is not the whole wish.
        return (
            (Outcome.CHOOSE, questions.about_choice(), ())
            if shortlist
            else (Outcome.ASK, questions.about_need(()), ("need",))
        )
    if grounded.fit == "nothing":
        return Outcome.NONE, None, ()
    if grounded.fit == "exact" and grounded.items and grounded.confidence >= CHOOSE_FROM:
        missing = [
            *_missing(grounded.items, places),
            *((places[one], key) for one, key in grounded.unsettled),
        ]
        if missing:
            place, key = missing[0]
            ends = grounded.intent is Intent.RETURN
            question = questions.about_scope(place, key, ends=ends)
            return Outcome.ASK, question, tuple(dict.fromkeys(k for _, k in missing))
        if grounded.confidence >= PROPOSE_FROM:
            return Outcome.PROPOSE, None, ()
        return Outcome.CHOOSE, questions.about_choice(), ()
    if grounded.fit == "several" and shortlist:
        return Outcome.CHOOSE, questions.about_choice(), ()
    return Outcome.ASK, questions.about_need(near), ("need",)


def _for_whom(grounded: Grounded, inquiry: Inquiry) -> str:
    if grounded.intent is Intent.RETURN:
        return questions.about_holder()
    gone = inquiry.company.people.get(inquiry.beneficiary.gone or "")
    return questions.about_beneficiary(gone, inquiry.now.astimezone(inquiry.company.zone).date())


def _points_at_quoted(inquiry: Inquiry) -> bool:
    """Whether the person's own words hold nothing but that something is to be done about what they quote."""
    quoted = any(clause.role is Role.QUOTED for clause in inquiry.parts)
    return quoted and _SEE_BELOW.search(own_text(inquiry.parts)) is not None


def _missing(items: tuple[Item, ...], places: dict[EntitlementId, Place]) -> list[tuple[Place, str]]:
    """Required scope keys without a value, with the place each belongs to."""
    return [
        (places[item.entitlement], key)
        for item in items
        for key in required_missing(places[item.entitlement].resource, item.scope)
    ]
