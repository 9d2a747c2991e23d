"""Deciding several at once: on the Home tab, and all of one request in its thread."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from approvals.model import Wish
from approvals.operations import approve as approving
from approvals.operations.approve import approve
from approvals.operations.open_request import open_request
from approvals.queries.requests import requests_of, waiting_for
from bot.listeners import acknowledging
from bot.slack_local.model import Message, View
from tests.approvals.asking import ask, only_item
from tests.approvals.company import EXPORTS, JOURNAL, LAB_BADGE, SALES, WAREHOUSE_ADMIN
from tests.bot.listeners.stage import GRETA, LENA, TOM, Stage
from tests.bot.listeners.test_codes import code, sets_up, strict

__all__ = ["strict"]

ASKERS = ("tom.reyes", "sana.malik", "rosa.lima", "kim.sato", "jo.park")


async def many_wait(stage: Stage, count: int) -> list[str]:
    """So many items wait for Lena, of different people; their ids, oldest first."""
    ids = []
    for number in range(count):
        entitlement, scope = [
            (SALES, {"region": "EMEA"}),
            (JOURNAL, {}),
            (EXPORTS, {}),
            (LAB_BADGE, {}),
            (SALES, {"region": "APAC"}),
        ][number // 5]
        request = await ask(
            stage.desk,
            entitlement,
            scope=scope,
            person=ASKERS[number % 5],
            duration=timedelta(days=number + 1),
        )
        ids.append((await only_item(stage.desk, request)).id)
    return ids


async def opens(stage: Stage, button: str) -> View:
    lena = stage.slack.person(LENA)
    lena.opens_home()
    home = await stage.slack.home_tab(LENA, "Waiting for you")
    await lena.clicks(home, button)
    return await stage.slack.view(LENA, "wait for you")


async def settled(stage: Stage) -> None:
    """Until everything that was clicked is done; the threads are drawn by jobs, which are left alone."""
    await stage.slack.settled()
    await stage.work.finish()


def boxes(view: View) -> dict[str, list[str]]:
    """The ids that can be ticked, by block."""
    return {
        block["block_id"]: [option["value"] for option in block["element"]["options"]]
        for block in view.blocks
        if block["type"] == "input" and block["element"]["type"] == "checkboxes"
    }


async def test_the_riskiest_come_first_and_pages_turn(stage: Stage) -> None:
    await many_wait(stage, 11)
    slack, lena = stage.slack, stage.slack.person(LENA)
    lena.opens_home()
    home = await slack.home_tab(LENA, "Waiting for you (11)")
    assert "1 to 8 of 11, the riskiest first." in slack.text_of(home)
    assert slack.buttons(home).count("Approve") == 8
    await lena.clicks(home, "Next")
    home = await slack.home_tab(LENA, "9 to 11 of 11")
    # A click on that page leaves the approver on it.
    shown = next(b["block_id"] for b in home.blocks if str(b.get("block_id")).startswith("home-decide-"))
    await lena.clicks(home, "Approve", block_id=shown)
    home = await slack.home_tab(LENA, "9 to 10 of 10")
    await lena.clicks(home, "Previous")
    await slack.home_tab(LENA, "1 to 8 of 10")
    scores = [one.items[0].risk.score for one in await waiting_for(stage.desk, "lena.osei")]
    assert scores == sorted(scores, reverse=True)


async def test_what_is_ticked_is_decided_and_a_failure_leaves_the_others(stage: Stage) -> None:
    ids = await many_wait(stage, 11)
    slack, lena = stage.slack, stage.slack.person(LENA)
    view = await opens(stage, "Approve several")
    groups = boxes(view)
    assert [len(one) for one in groups.values()] == [10, 1]
    # While the modal is open one is decided elsewhere, and one is asked for by Lena herself in the meantime.
    await approve(stage.desk, item_id=ids[0], by="lena.osei")
    chosen = {name: [one for one in some if one in ids[:3]] for name, some in groups.items()}
    answer = await lena.submits(view, {**chosen, "reason": "as every month"})
    assert answer.accepted, answer.errors
    await settled(stage)
    told = slack.text_of(slack.open_views(LENA)[-1])
    assert "Approved 2 of 3." in told
    assert "settled already" in told
    left = {item.id for one in await waiting_for(stage.desk, "lena.osei") for item in one.items}
    assert left == set(ids[3:])
    assert "Waiting for you (8)" in slack.text_of(await slack.home_tab(LENA))
    (request,) = [one for one in await requests_of(stage.desk, "rosa.lima") if one.items[0].id == ids[2]]
    assert request.items[0].stages[0].yeses[0].note == "as every month"


async def test_ticks_stay_while_pages_turn_and_a_no_needs_one_reason(stage: Stage) -> None:
    await many_wait(stage, 22)
    slack, lena = stage.slack, stage.slack.person(LENA)
    view = await opens(stage, "Deny several")
    first = boxes(view)
    name, some = next(iter(first.items()))
    await lena.clicks(view, "Next", filled_in={name: some[:2]})
    view = await slack.view(LENA, "Page 2 of 2")
    assert "2 ticked on other pages" in slack.text_of(view)
    ((second, others),) = boxes(view).items()
    nothing = await lena.submits(view, {second: others[:1], "reason": "  "})
    assert "Give a reason" in " ".join(nothing.errors.values())
    answer = await lena.submits(view, {second: others[:1], "reason": "the audit is over"})
    assert answer.accepted, answer.errors
    await settled(stage)
    assert "Denied 3 of 3." in slack.text_of(slack.open_views(LENA)[-1])
    left = {item.id for one in await waiting_for(stage.desk, "lena.osei") for item in one.items}
    assert not left & {*some[:2], others[0]}
    assert len(left) == 19


async def test_whatever_is_missing_is_said_at_once(stage: Stage) -> None:
    await many_wait(stage, 2)
    lena = stage.slack.person(LENA)
    view = await opens(stage, "Deny several")
    ((name, _),) = boxes(view).items()
    assert set((await lena.submits(view, {})).errors) == {name, "reason"}
    assert "Which?" in stage.slack.text_of(view)


async def test_of_many_no_group_has_to_be_ticked_yet_one_of_them_has(stage: Stage) -> None:
    await many_wait(stage, 11)
    lena = stage.slack.person(LENA)
    view = await opens(stage, "Deny several")
    first, second = boxes(view)
    assert "Any of these" in stage.slack.text_of(view)
    wrong = (await lena.submits(view, {first: [], second: [], "reason": " "})).errors
    assert wrong == {first: "Tick at least one.", "reason": "Give a reason: the requesters read it."}
    one = {first: [], second: boxes(view)[second], "reason": "the audit is over"}
    assert (await lena.submits(view, one)).accepted
    await settled(stage)


async def test_of_many_a_yes_needs_a_tick_as_well(stage: Stage) -> None:
    await many_wait(stage, 11)
    view = await opens(stage, "Approve several")
    wrong = (await stage.slack.person(LENA).submits(view, {})).errors
    assert wrong == {next(iter(boxes(view))): "Tick at least one."}


async def test_nothing_ticked_and_forged_ids_are_refused_in_the_modal(stage: Stage) -> None:
    await many_wait(stage, 2)
    lena = stage.slack.person(LENA)
    view = await opens(stage, "Approve several")
    ((name, some),) = boxes(view).items()
    assert "Please complete this required field." in (await lena.submits(view, {name: []})).errors.values()
    # Somebody who may not decide gets nowhere with the ids of others.
    greta = stage.slack.person(GRETA)
    for wrong in (some[0], "it_never"):
        before = len(await waiting_for(stage.desk, "lena.osei"))
        forged = await many_boxes(stage, wrong)
        await greta.submits(forged, {})
        await stage.work_off()
        assert len(await waiting_for(stage.desk, "lena.osei")) == before


async def many_boxes(stage: Stage, item_id: str) -> View:
    """The modal as Greta has it, with an id that somebody put in."""
    import json

    person = stage.slack.person(GRETA)
    request = await ask(
        stage.desk, WAREHOUSE_ADMIN, person="max.vogel" if item_id == "it_never" else "wade.frost"
    )
    await only_item(stage.desk, request)
    person.opens_home()
    await ask(stage.desk, WAREHOUSE_ADMIN, person="cara.cruz" if item_id == "it_never" else "omar.diaz")
    person.opens_home()
    home = await stage.slack.home_tab(GRETA, "Approve several")
    await person.clicks(home, "Approve several")
    view = await stage.slack.view(GRETA, "wait for you")
    view.private_metadata = json.dumps([0, [item_id]])
    return view


async def three_items(stage: Stage) -> Message:
    await open_request(
        stage.desk, requester="tom.reyes", beneficiary="tom.reyes", duration=timedelta(days=3), key="three",
        wishes=[Wish(entitlement=SALES, scope={"region": "EMEA"}), Wish(entitlement=JOURNAL), Wish(entitlement=WAREHOUSE_ADMIN)],
        justification="year-end", words="please",
    )  # fmt: skip
    await stage.work_off()
    return [m for m in stage.slack.messages("access-requests") if m.by_bot][-1]


async def test_all_of_a_request_is_approved_with_one_click(stage: Stage) -> None:
    slack = stage.slack
    thread = await three_items(stage)
    assert "Approve all 3" in slack.buttons(thread)
    lena = slack.person(LENA)
    await asyncio.gather(*(lena.clicks(thread, "Approve all 3") for _ in range(2)))
    await stage.work_off()
    card = slack.text_of(slack.latest(thread))
    assert card.count("approved by") == 3
    assert "Approve all" not in " ".join(slack.buttons(slack.latest(thread))), "one is left"


async def test_what_is_not_theirs_is_left_out_and_said(stage: Stage) -> None:
    slack = stage.slack
    thread = await three_items(stage)
    await slack.person(GRETA).clicks(thread, "Approve all 3")
    await stage.work_off()
    said = slack.text_of(await slack.note(GRETA, "Approved 1 of 3"))
    assert said.count("not yours to decide") == 2
    await slack.person(TOM).clicks(slack.latest(thread), "Approve all 3")
    await stage.work_off()
    assert "own request" in slack.text_of(await slack.note(TOM))


@pytest.mark.parametrize("trouble", ["closed", "hash_conflict", "internal_error"])
async def test_what_was_decided_is_told_privately_where_the_window_cannot_show_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    ids = await many_wait(stage, 2)
    slack, lena, may = stage.slack, stage.slack.person(LENA), asyncio.Event()

    async def slowly(*given: Any, **named: Any) -> None:
        await may.wait()
        await approve(*given, **named)

    monkeypatch.setattr(acknowledging, "ACKNOWLEDGED_WITHIN", 0.0)
    monkeypatch.setattr(approving, "approve", slowly)
    view = await opens(stage, "Approve several")
    ((name, _),) = boxes(view).items()
    assert (await lena.submits(view, {name: ids})).accepted
    working = await slack.view(LENA, "Deciding 2")
    if trouble == "closed":
        await lena.closes(working)
    else:
        slack.fail_next("views.update", error=trouble)
    may.set()
    told = slack.text_of(await slack.message(LENA, "Approved 2 of 2."))
    assert "went wrong" not in told
    await settled(stage)
    assert not await waiting_for(stage.desk, "lena.osei")
    assert "Waiting for you" not in slack.text_of(await slack.home_tab(LENA))


async def test_a_page_turned_twice_at_once_is_no_trouble(stage: Stage) -> None:
    await many_wait(stage, 22)
    slack, lena = stage.slack, stage.slack.person(LENA)
    view = await opens(stage, "Approve several")
    slack.fail_next("views.update", error="hash_conflict")
    await lena.clicks(view, "Next")
    await settled(stage)
    assert not [m for m in slack.messages(LENA) if "went wrong" in slack.text_of(m)]


async def test_what_asks_for_a_code_is_named_and_can_be_approved_from_there(strict: Stage) -> None:
    slack, lena = strict.slack, strict.slack.person(LENA)
    secret = await sets_up(strict, LENA)
    risky = await only_item(strict.desk, await ask(strict.desk, WAREHOUSE_ADMIN))
    easy = await only_item(strict.desk, await ask(strict.desk, JOURNAL, person="sana.malik"))
    view = await opens(strict, "Approve several")
    ((name, _),) = boxes(view).items()
    assert (await lena.submits(view, {name: [risky.id, easy.id]})).accepted
    result = await slack.view(LENA, "Approved 1 of 2.")
    assert "It asks for a one-time code; approve it by itself." in slack.text_of(result)
    await lena.clicks(result, "Approve")
    asking = await slack.view(LENA, "Code from your authenticator app")
    assert (await lena.submits(asking, {"code": code(strict, secret)})).accepted
    await strict.work_off()
    assert not await waiting_for(strict.desk, "lena.osei")
    assert "Approved 1 of 2." in slack.text_of(slack.open_views(LENA)[-1]), "the list is there again"


async def test_with_nothing_left_to_approve_that_is_said_though_the_home_tab_cannot_be_drawn(
    stage: Stage,
) -> None:
    ids = await many_wait(stage, 2)
    lena = stage.slack.person(LENA)
    lena.opens_home()
    home = await stage.slack.home_tab(LENA, "Waiting for you")
    for item_id in ids:
        await approve(stage.desk, item_id=item_id, by="lena.osei")
    stage.slack.fail_next("views.publish", error="not_enabled")
    await lena.clicks(home, "Approve several")
    await settled(stage)
    told = " ".join(map(stage.slack.text_of, stage.slack.messages(LENA)))
    assert "Nothing waits for you any more" in told
    assert "Something went wrong" not in told
