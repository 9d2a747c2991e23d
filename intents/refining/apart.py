"""A message that changes the card and says why in one breath: `1 hour, incident 4711`; `until Friday - the audit`.

Its pieces are read one by one. Those that refine the card do, and what is left is the reason, unless it may be
something else: then nothing changes and it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from intents.refining.card import Card, Setting
from intents.refining.others import names_another
from intents.refining.reasons import (
    SAY_BECAUSE,
    is_a_wish,
    is_plain_reason,
    names_detail,
    pieces_of,
    places_on,
)
from intents.refining.said import Said
from intents.refining.standing import Refined, Standing
from intents.understanding import Evidence, Outcome

Reads = Callable[[str, Standing], Refined | None]
MAX_PIECES = 8
_LEAD = re.compile(r"^(?:and|so|it['’]?s|it is|this is|that['’]?s)\s+", re.IGNORECASE)


def taken_apart(text: str, standing: Standing, setting: Setting, reads: Reads) -> Refined | None:
    """What the pieces make of a card with items; None when none of them is a refinement."""
    pieces = pieces_of(text)
    if not 1 < len(pieces) <= MAX_PIECES:
        return None
    about = places_on(Card.of(standing, setting))
    if any(names_another(piece, about, setting.company) for piece in pieces):
        return None  # a wish of its own, however much of it may be about the card as well
    now, done, left = standing, None, []
    evidence: list[Evidence] = []
    for piece in pieces:
        open_still = done is None or done.understanding.outcome is Outcome.PROPOSE
        found = reads(piece, now) if open_still else None
        if found is None:
            left.append(piece)
            continue
        if found.also or not _same_things(now, found, setting):
            return None
        if not found.changed and found.understanding.question:
            return found
        done, now = found, _after(now, found)
        evidence += found.understanding.evidence
    if done is None:
        return None
    left = [piece for piece in left if Said(piece).left()]
    card = Card.of(standing, setting)
    reason = _LEAD.sub("", ", ".join(left))
    if any(is_a_wish(piece, card) for piece in left):
        return None
    if left and not all(is_plain_reason(piece, card) for piece in left):
        return card.asking(SAY_BECAUSE) if any(names_detail(piece, card) for piece in left) else None
    changed = (done.changed or now != standing) or bool(reason)
    understanding = done.understanding.model_copy(update={"evidence": tuple(evidence)})
    if reason:
        stood = understanding.justification
        whole = f"{stood}; {reason}" if stood else reason
        evidence += [Evidence(field="justification", text=piece) for piece in left]
        understanding = understanding.model_copy(update={"justification": whole, "evidence": tuple(evidence)})
    return replace(done, understanding=understanding, changed=changed)


def _same_things(standing: Standing, found: Refined, setting: Setting) -> bool:
    """Whether the piece left the card with what it is about: half a sentence exchanges nothing."""
    places = setting.company.places
    about = {places[item.entitlement].resource.id for item in standing.items}
    return all(places[i.entitlement].resource.id in about for i in found.understanding.items)


def _after(standing: Standing, found: Refined) -> Standing:
    """The card as the piece leaves it."""
    read = found.understanding
    if not found.changed:
        return standing
    return replace(
        standing,
        items=read.items or standing.items,
        duration=read.duration,
        until=read.until,
        justification=read.justification,
        beneficiary=read.beneficiary,
    )
