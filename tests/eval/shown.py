"""What every need of labelled messages showed, whether naming its best option was right, and what proposing it would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from intents import catalog_senses
from intents.candidates import index_of
from intents.engines.builtin.engine import NAME, answer_from
from intents.engines.builtin.in_sight import best_option
from intents.engines.builtin.reading import Choice, read
from intents.engines.builtin.signals import Signals
from intents.engines.port import Inquiry, Reading
from intents.understand import conclude, inquire
from intents.understanding import Intent, Outcome
from tests.eval.boosting import Floats, Rows
from tests.eval.scoring import judge
from tests.eval.sets import EvalSet

NOW = "2026-11-23T10:15:00+00:00"
SETS_WEIGH = 0.5
"""What the labelled sets weigh together, against the invented companies together."""
_HELD = {Intent.EXTEND, Intent.RETURN}


class Kind(StrEnum):
    """What kind of catalog a message was read in."""

    LABELLED = "labelled sets"
    BY_WORDS = "labelled sets, read without meanings"
    INVENTED = "invented companies"


@dataclass(frozen=True)
class Need:
    """One need of a message."""

    shown: Signals
    resource: bool | None
    """Whether its best option is of the right resource; None when the label says nothing about it."""
    right: bool | None
    """Whether naming it would have been right."""


@dataclass(frozen=True)
class Seen:
    """One message as it is read, with what the rules make of it when nothing else is in doubt."""

    company: str
    kind: Kind
    wanted: str
    """The outcome that its label wants."""
    accepted: frozenset[str]
    """All outcomes that the label takes."""
    needs: tuple[Need, ...]
    unnamed: bool
    """Nothing was called by its name, and it is not about access the person has."""
    ended: str
    """The outcome when every need is certain; what `chance.py` holds back unless a reading is sure is then not held back."""
    most: float
    """How sure it may then be by the rules."""
    exact: bool
    harm: bool
    beyond: bool
    """What that proposal would be: just right, something the label does not hold, more than was asked."""


@dataclass(frozen=True)
class Needs:
    """The needs of many messages, in their order."""

    messages: tuple[Seen, ...]

    @cached_property
    def each(self) -> list[Need]:
        """All needs."""
        return [need for message in self.messages for need in message.needs]

    @cached_property
    def figures(self) -> Floats:
        """What each showed."""
        return np.array([astuple(need.shown) for need in self.each], np.float64)

    @cached_property
    def company(self) -> NDArray[np.str_]:
        """Whose each is."""
        return np.array([message.company for message in self.messages for _ in message.needs])

    @cached_property
    def absent(self) -> list[bool | None]:
        """Whether the company has nothing like it; None where the label says nothing about that."""
        asked = {outcome.value for outcome in (Outcome.PROPOSE, Outcome.CHOOSE, Outcome.NONE)}
        return [
            message.wanted == Outcome.NONE.value if message.wanted in asked else None
            for message in self.messages
            for _ in message.needs
        ]

    def rows(self, labels: Sequence[bool | None], direction: int = 1) -> Rows:
        """The needs with these labels; labelled sets and invented companies are weighed against each other."""
        kinds = [message.kind for message in self.messages for _ in message.needs]
        labelled = np.array([kind is not Kind.INVENTED for kind in kinds])
        weight = np.ones(len(labelled))
        if labelled.any() and not labelled.all():
            weight[labelled] = SETS_WEIGH * (~labelled).sum() / labelled.sum()
        return Rows(
            figures=self.figures,
            label=np.array([bool(label) for label in labels]),
            company=self.company,
            weight=np.where([label is None for label in labels], 0.0, weight / weight.mean()),
            direction=direction,
        )


def by_words(data: EvalSet) -> EvalSet:
    """The same messages in a catalog of which only the words are read, as in one too large to be read by meaning."""
    company = data.company.model_copy(update={"version": f"{data.company.version}, by words"})
    with patch.object(catalog_senses, "MOST", 0):
        index_of(company)
    return replace(data, company=company)


def seen(data: EvalSet, kind: Kind, talk: Sequence[str] = ()) -> list[Seen]:
    """The messages of one company in which something is asked for, and of what is said besides to any assistant."""
    person = next(iter(data.company.people))
    declined = {"intent": "out_of_scope", "items": [], "outcome": "decline"}
    said = [{"id": text, "text": text, "person": person, "now": NOW, "expect": declined} for text in talk]
    return [found for case in [*data.cases, *said] if (found := _seen(data, kind, case)) is not None]


def _seen(data: EvalSet, kind: Kind, case: dict[str, Any]) -> Seen | None:
    now, company = datetime.fromisoformat(case["now"]), data.company
    inquiry = inquire(case["text"], person=company.people[case["person"]], company=company, now=now)
    intent, choices = read(inquiry, index_of(company))
    needs = _needs(choices, inquiry, case["expect"], intent.intent)
    if not needs:
        return None
    certain = [replace(choice, sure=min(1.0, choice.most), absent=0.0) for choice in choices]
    reading = Reading(answer=answer_from(inquiry, inquiry.length, intent, certain), engine=NAME)
    got = conclude(reading, inquiry, id=case["id"]).model_dump(mode="json")
    judged = judge(case, got)
    return Seen(
        company=data.name,
        kind=kind,
        wanted=case["expect"]["outcome"],
        accepted=frozenset([case["expect"]["outcome"], *case["expect"].get("accept", [])]),
        needs=needs,
        unnamed=intent.intent not in _HELD and not needs[0].shown.named,
        ended=got["outcome"],
        most=got["confidence"],
        exact=got["outcome"] == Outcome.PROPOSE.value and judged["precision"][1],
        harm=judged["harm"][1],
        beyond=judged["over_grant"][1],
    )


def _needs(
    choices: Sequence[Choice], inquiry: Inquiry, expect: dict[str, Any], intent: Intent
) -> tuple[Need, ...]:
    allowed = {place.entitlement.id for place in inquiry.candidates}
    found = []
    for choice in choices:
        best, _ = best_option(choice.ranked, allowed) if choice.ranked else (None, False)
        if choice.shown is None or best is None:
            continue
        right = _right(best.id, expect, several=len(choices) > 1)
        meant = {_resource(item["entitlement"]) for item in expect["items"]}
        meant |= {_resource(one) for one in expect.get("any_of", [])}
        asked = intent.value == expect["intent"]
        resource = None if right is None else asked and _resource(best.id) in meant
        found.append(Need(choice.shown, resource, None if right is None else asked and right))
    return tuple(found)


def _resource(entitlement: str) -> str:
    return entitlement.rpartition(":")[0]


def _right(best: str, expect: dict[str, Any], *, several: bool) -> bool | None:
    """Whether naming the best option would have been right; None when the label says nothing about it."""
    gold = {item["entitlement"] for item in expect["items"]}
    if expect["outcome"] == "propose":
        return best in gold and (several or len(gold) == 1)
    if expect["outcome"] == "ask" and expect.get("missing") not in (["need"], ["system"]):
        return None
    return "propose" in expect.get("accept", []) and best in set(expect.get("any_of", []))
