"""A risk model in decisions: what it adds, what it leaves in the log, and what happens while another is promoted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from approvals.desk import Desk
from approvals.model import ItemStatus, PolicyAnswer, StageName, Wish
from approvals.operations.approve import approve
from approvals.queries.assess import assess
from approvals.risk.judge import ModelsInForce
from approvals.store.tables import LogRow
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS
from tests.approvals.risk.models import ModelsInMemory, broken, model


def with_models(desk: Desk, **models: Any) -> Desk:
    return replace(desk, models=ModelsInForce(**models))


async def entries(desk: Desk, request_id: str, kind: str) -> list[dict[str, Any]]:
    """The data of the request's entries of that kind, oldest first."""
    async with desk.store.reading() as session:
        rows = await session.exec(
            select(LogRow)
            .where(LogRow.request_id == request_id, LogRow.kind == kind)
            .order_by(col(LogRow.seq))
        )
        return [json.loads(row.data) for row in rows.all()]


async def test_without_a_model_nothing_changes(desk: Desk) -> None:
    request = await ask(desk, DASHBOARDS)
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED
    (entry,) = await entries(desk, request, "item.approved")
    assert (entry["model"], entry["shadow"]) == (None, None)


async def test_a_model_that_sees_nothing_wrong_leaves_it_granted_and_stands_in_the_log(desk: Desk) -> None:
    request = await ask(with_models(desk, live=model(0.01)), DASHBOARDS)
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED
    (entry,) = await entries(desk, request, "item.approved")
    assert (entry["model"]["seal"], entry["model"]["says"], entry["model"]["points"]) == ("a1", "sure", 0)


async def test_what_reviewers_mostly_deny_waits_for_a_person(desk: Desk) -> None:
    judging = with_models(desk, live=model(0.9))
    request = await ask(judging, DASHBOARDS, duration=timedelta(days=90))
    item = await only_item(judging, request)
    assert item.status is ItemStatus.PENDING
    assert (await only_item(desk, request)).risk.score == 32
    assert next(factor for factor in item.risk.factors if factor.name == "history").points == 20


@pytest.mark.parametrize(
    "models",
    [
        {"live": model(0.01, abstains="No past decision has this title")},
        {"live": broken()},
        {"live": model(0.01), "trouble": "requests have drifted from its history"},
        {"trouble": "its file was altered"},
    ],
    ids=["knows too little", "fails", "drift", "altered"],
)
async def test_where_it_abstains_the_manager_decides(desk: Desk, models: dict[str, Any]) -> None:
    judging = with_models(desk, **models)
    request = await ask(judging, DASHBOARDS)
    item = await only_item(judging, request)
    assert item.status is ItemStatus.PENDING
    assert [stage.name for stage in item.stages] == [StageName.MANAGER]
    assert "the risk model abstains (" in item.stages[0].says
    await approve(judging, item_id=item.id, by="lena.osei", note="")
    assert (await only_item(judging, request)).status is ItemStatus.APPROVED


async def test_what_is_shown_before_is_what_is_decided(desk: Desk) -> None:
    judging = with_models(desk, live=model(0.9, abstains="No past decision has this title"))
    (shown,) = await assess(
        judging,
        requester="tom.reyes",
        beneficiary="tom.reyes",
        wishes=[Wish(entitlement=DASHBOARDS)],
        duration=timedelta(days=14),
    )
    assert shown.decision.answer is PolicyAnswer.NEEDS
    item = await only_item(judging, await ask(judging, DASHBOARDS))
    assert item.risk == shown.risk


async def test_the_challenger_is_written_down_and_decides_nothing(desk: Desk) -> None:
    judging = with_models(desk, live=model(0.01), challenger=model(0.95, seal="b2"))
    request = await ask(judging, DASHBOARDS)
    assert (await only_item(judging, request)).status is ItemStatus.APPROVED
    (entry,) = await entries(judging, request, "item.approved")
    assert (entry["shadow"]["seal"], entry["shadow"]["probability"], entry["shadow"]["points"]) == (
        "b2",
        0.95,
        20,
    )
    assert "history" not in {factor["name"] for factor in entry["risk"]["factors"]}


async def test_a_decision_under_way_keeps_to_the_model_it_began_with(desk: Desk) -> None:
    kept = ModelsInMemory()

    def promotes_another(_: Mapping[str, str]) -> float:
        kept.promote(model(0.9, seal="new"))
        return 0.01

    kept.promote(model(promotes_another, seal="old"))
    first = await ask(desk.with_models(kept), DASHBOARDS)
    second = await ask(desk.with_models(kept), DASHBOARDS, person="max.vogel")
    (before,) = await entries(desk, first, "item.approved")
    assert (before["model"]["seal"], before["model"]["points"]) == ("old", 0)
    assert "history" not in {factor["name"] for factor in before["risk"]["factors"]}
    (after,) = [
        *await entries(desk, second, "item.approved"),
        *await entries(desk, second, "item.pending"),
    ]
    assert (after["model"]["seal"], after["model"]["points"]) == ("new", 20)


async def test_promotions_while_many_ask_never_mix_two_models(desk: Desk) -> None:
    """Every entry's points are those of the model whose seal it names."""
    says = {"calm": 0.01, "strict": 0.9}
    kept = ModelsInMemory()
    kept.promote(model(says["calm"], seal="calm"))
    people = ["tom.reyes", "max.vogel", "nils.aker", "cara.cruz", "fay.moss", "rosa.lima"]

    async def asking(place: int, person: str) -> str:
        seal = "strict" if place % 2 else "calm"
        kept.promote(model(says[seal], seal=seal))
        return await ask(desk.with_models(kept), DASHBOARDS, person=person)

    requests = await asyncio.gather(*(asking(place, person) for place, person in enumerate(people)))
    seals = set()
    for request in requests:
        (entry,) = [
            *await entries(desk, request, "item.approved"),
            *await entries(desk, request, "item.pending"),
        ]
        seals.add(entry["model"]["seal"])
        history = sum(one["points"] for one in entry["risk"]["factors"] if one["name"] == "history")
        assert history == entry["model"]["points"] == (20 if entry["model"]["seal"] == "strict" else 0)
    assert seals == {"calm", "strict"}


async def test_the_same_models_are_the_same_desk(desk: Desk) -> None:
    kept = ModelsInMemory()
    assert desk.with_models(kept) is desk
    kept.promote(model(0.1))
    judging = desk.with_models(kept)
    assert judging is not desk
    assert judging.with_models(kept) is judging


async def test_what_would_change_it_is_judged_as_well(desk: Desk) -> None:
    """No length makes it fewer people where the model abstains, and none is promised."""
    abstaining = with_models(desk, live=model(0.01, abstains="No past decision has this title"))
    for judging, promised in ((desk, False), (abstaining, False)):
        (shown,) = await assess(
            judging,
            requester="tom.reyes",
            beneficiary="tom.reyes",
            wishes=[Wish(entitlement=DASHBOARDS)],
            duration=timedelta(days=90),
        )
        assert (shown.change is not None) is promised
