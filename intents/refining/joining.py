"""A further wish, read on its own, joined to what stands on the card."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from catalog.model import Company, Person
from intents.refining.card import Card, Setting
from intents.refining.standing import Refined, Standing, either, label
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

    It is one when it is for somebody else or for another length of time: a card has one of each.
    """
    base = refined.understanding
    if alone.intent is not Intent.REQUEST or alone.beneficiary not in {None, base.beneficiary}:
        return None
    if alone.duration and base.duration and (alone.duration, alone.until) != (base.duration, base.until):
        return None
    card = replace(
        Card.of(standing, Setting(person=person, company=company, now=now)),
        items=base.items,
        duration=base.duration or alone.duration,
        until=base.until if base.duration else alone.until,
        justification=base.justification or alone.justification,
        beneficiary=base.beneficiary,
    )
    added = _added(refined.also, alone, company)
    if not added:
        return card.asking(_not_added(alone, company))
    new = [item for item in added if item not in base.items]
    told = tuple(
        Evidence(field=f"items[{len(base.items) + n}].entitlement", text=refined.also)
        for n in range(len(new))
    )
    joined = replace(card, items=(*base.items, *new), evidence=(*base.evidence, *told)).proposed()
    return replace(joined, changed=joined.changed and (bool(new) or refined.changed))


def _not_added(alone: Understanding, company: Company) -> str:
    """Why nothing was added, with what may be meant by its name: nothing but this sentence shows it."""
    if alone.outcome is Outcome.CHOOSE and alone.shortlist:
        near = [label(company.places[one]) for one in alone.shortlist[:MOST_NAMED] if one in company.places]
        return f"For what you added, do you mean {either(near)}? Say it again by its name, with _also_."
    if alone.outcome is not Outcome.NONE and alone.question:
        return f"{alone.question} Say it again in one go, with _also_."
    return "I found nothing in the catalog for what you added; the card stays as it is."


def _added(also: str, alone: Understanding, company: Company) -> list[Item]:
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
