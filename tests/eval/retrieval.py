"""How often the candidates hold what was meant: recall at 1, 5 and 40 of resources and of entitlements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from intents.candidates import index_of
from intents.engines.builtin.reading import read
from intents.understand import inquire
from tests.eval.sets import EvalSet

DEPTHS = (1, 5, 40)


def _recall(ranks: Sequence[int]) -> dict[str, float]:
    return {f"recall@{depth}": round(sum(rank < depth for rank in ranks) / len(ranks), 4) for depth in DEPTHS}


def retrieval(data: EvalSet) -> dict[str, dict[str, float]]:
    """Over the messages with one right entitlement: its resource's rank, its own rank once levels are weighed."""
    index = index_of(data.company)
    by_resource, by_level = [], []
    for case in data.cases:
        gold = case["expect"]["items"]
        if len({item["entitlement"] for item in gold}) != 1:
            continue
        wanted = gold[0]["entitlement"]
        person = data.company.people[case["person"]]
        inquiry = inquire(
            case["text"], person=person, company=data.company, now=datetime.fromisoformat(case["now"])
        )
        ids = [place.entitlement.id for place in inquiry.candidates]
        resources = list(dict.fromkeys(one.rpartition(":")[0] for one in ids))
        resource = wanted.rpartition(":")[0]
        by_resource.append(resources.index(resource) if resource in resources else 10_000)
        _, choices = read(inquiry, index)
        ranked = [option.id for option in choices[0].ranked if option.visible] if choices else []
        by_level.append(ranked.index(wanted) if wanted in ranked else 10_000)
    return {"resources": _recall(by_resource), "entitlements": _recall(by_level)} if by_resource else {}
