"""A further wish, read on its own, joined to what stands on the card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from catalog.model import Company, Person, Place
from intents.refining.card import Card, Setting
from intents.refining.lengths import Length
from intents.refining.standing import Refined, Standing, either, label
from intents.refining.timing import settled, some_lengths, with_each
from intents.scopes import required_missing, said_scopes
from intents.understanding import Evidence, Intent, Item, Outcome, Understanding

MOST_NAMED = 3


def join(
    refined: Refined,
    alone: Understanding,
    standing: Standing,
    *,
    person: Person,
    company: Company,
    now: datetime,
) -> Refined | None:
    """The card with what `alone` (the reading of `refined.also`) adds; None when that is a wish of its own.

    It is one when it is for somebody else: a card is for one person.
    """
    base = refined.understanding
    if alone.intent is not Intent.REQUEST or alone.beneficiary not in {None, base.beneficiary}:
        return None
    own = alone.duration is not None and (alone.duration, alone.until) != (base.duration, base.until)
    card = replace(
        Card.of(standing, Setting(person=person, company=company, now=now)),
        items=base.items,
        duration=base.duration,
        until=base.until,
        justification=base.justification or alone.justification,
        beneficiary=base.beneficiary,
    )
    wished = _wished(refined.also, alone, company)
    if not wished:
        # Beside a list nothing stands yet that it could be added to: it is a message of its own.
        return card.asking(_not_added(alone, company)) if standing.items else None
    there = [(item.entitlement, item.scope) for item in base.items]
    new = [
        item.model_copy(update={"duration": alone.duration, "until": alone.until})
        if own and not item.duration
        else item
        for item in wished
        if (item.entitlement, item.scope) not in there
    ]
    told = tuple(
        Evidence(field=f"items[{len(base.items) + n}].entitlement", text=refined.also)
        for n in range(len(new))
    )
    items = with_each(card, {}).items if own else card.items
    whole = replace(card, items=(*items, *new), evidence=(*base.evidence, *told))
    joined = settled(replace(whole, duration=None, until=None) if own else whole).proposed()
    return replace(joined, changed=joined.changed and (bool(new) or refined.changed))


def added(card: Card, more: Card, length: Length | None) -> Refined:
    """The card with what was picked beside it from the same list; a length said with it is for what is added."""
    there = [item.entitlement for item in card.items]
    new = [item for item in more.items if item.entitlement not in there]
    items = [*card.items, *new]
    joined = replace(
        card,
        items=tuple(items),
        duration=card.duration if length else more.duration,
        until=card.until if length else more.until,
        justification=more.justification,
        beneficiary=more.beneficiary,
        evidence=more.evidence,
    )
    if length is None and (card.standing.of_these or any(item.duration for item in new)):
        # What stands there keeps its length, and what is new has the usual one.
        stood = with_each(card, {}).items
        joined = replace(joined, items=(*stood, *new), duration=None, until=None)
    if length is not None:
        joined = some_lengths(joined, length, range(len(there), len(items))) or joined
    return settled(joined).proposed()


def which_added(places: Sequence[Place]) -> str:
    """Asks which of these was meant to be added."""
    return f"For what you added, do you mean {either([label(one) for one in places])}? Say it again by its number, with _also_."


def _not_added(alone: Understanding, company: Company) -> str:
    """Why nothing was added, with what may be meant by its name: nothing but this sentence shows it."""
    if alone.outcome is Outcome.CHOOSE and alone.shortlist:
        near = [label(company.places[one]) for one in alone.shortlist[:MOST_NAMED] if one in company.places]
        return f"For what you added, do you mean {either(near)}? Say it again by its name, with _also_."
    if alone.outcome is not Outcome.NONE and alone.question:
        return f"{alone.question} Say it again in one go, with _also_."
    return "I found nothing in the catalog for what you added; the card stays as it is."


def _wished(also: str, alone: Understanding, company: Company) -> list[Item]:
    if alone.outcome is Outcome.PROPOSE:
        return list(alone.items)
    if alone.outcome is not Outcome.ASK or not alone.shortlist or "need" in alone.missing:
        return []
    # Nothing but a scope is missing: it is asked for on the card.
    place = company.places[alone.shortlist[0]]
    said = said_scopes(place.resource, also)
    scope = {one.key: one.value for one in said if len({o.value for o in said if o.key == one.key}) == 1}
    missing = required_missing(place.resource, scope)
    fits = bool(missing) and set(missing) & set(alone.missing)
    return [Item(entitlement=place.entitlement.id, scope=scope)] if fits else []
