"""A card that is sent leaves one labelled example, whatever the person did to it before; others leave none."""

from __future__ import annotations

from typing import Any

from bot.labelled import as_case, labelled_examples
from bot.views import action_ids
from tests.approvals.company import DASHBOARDS, LAB_BADGE, PAYMENTS_CREATE, SALES
from tests.bot.listeners.stage import TOM, Stage


async def cases(stage: Stage) -> list[dict[str, Any]]:
    return [as_case(row) for row in await labelled_examples(stage.desk.store)]


async def test_a_card_confirmed_as_it_was_is_an_example(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    text = "I need the sales reports for EMEA, two weeks, board deck"
    tom.says(text)
    card = await slack.message(TOM, "Is this what you need?")
    await tom.clicks(card, "Send request")
    await tom.clicks(card, "Send request")
    await stage.work_off()

    (case,) = await cases(stage)
    assert (case["person"], case["text"], case["tags"]) == ("tom.reyes", text, ["confirmed"])
    assert case["expect"] == {
        "intent": "request",
        "outcome": "propose",
        "items": [{"entitlement": SALES, "scope": {"region": "EMEA"}}],
        "duration": "P14D",
        "beneficiary": None,
    }
    assert (case["read"]["engine"], case["company_version"]) == ("builtin", "northlight")


async def test_other_access_chosen_in_the_form_is_a_correction(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need access to the dashboards, robotics day")
    card = await slack.message(TOM, "Dashboards")
    await tom.clicks(card, "Change")
    view = await slack.view(TOM, "How long")
    await tom.submits(
        view, {"what-0": "Building · Lab · Badge", "form_custom": "5 days", "form_why": "robotics day"}
    )
    card = await slack.message(TOM, "Lab")
    await tom.clicks(card, "Send request")
    await stage.work_off()

    (case,) = await cases(stage)
    assert [item["entitlement"] for item in case["read"]["items"]] == [DASHBOARDS]
    assert [item["entitlement"] for item in case["expect"]["items"]] == [LAB_BADGE]
    assert case["tags"] == ["resource", "duration"]
    assert case["expect"]["duration"] == "P5D"


async def test_a_pick_from_the_shortlist_is_a_correction(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need one of the payments roles, month end")
    await tom.clicks(await slack.message(TOM, "Pick one"), action_id=f"{action_ids.PICK}_0")
    card = await slack.message(TOM, "Is this what you need?")
    await tom.clicks(card, "Send request")
    await stage.work_off()
    for view in slack.open_views(TOM):
        await tom.submits(view, {"form_why": "month end"})
    await stage.work_off()

    (case,) = await cases(stage)
    assert case["read"]["items"] == []
    assert [item["entitlement"] for item in case["expect"]["items"]] == [PAYMENTS_CREATE]
    assert case["tags"] == ["picked"]


async def test_a_cancelled_card_and_a_form_from_nowhere_leave_none(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need access to the dashboards, planning")
    await tom.clicks(await slack.message(TOM, "Dashboards"), "Cancel")
    await tom.command("/access")
    view = await slack.view(TOM)
    await tom.submits(view, {"what-0": "Building · Lab · Badge", "form_why": "Robotics day"})
    await tom.clicks(await slack.message(TOM, "Lab"), "Send request")
    await stage.work_off()

    assert slack.messages("access-requests")
    assert await cases(stage) == []
