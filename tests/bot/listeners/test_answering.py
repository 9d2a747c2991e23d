"""Questions: whose affairs they are about, who may be told, where the answer goes, and what can be done from it."""

from __future__ import annotations

import pytest

from approvals.model import Wish
from approvals.operations.deny import deny
from approvals.operations.open_request import open_request
from approvals.queries.requests import request_picture
from tests.approvals.company import DASHBOARDS, EXPORTS, LAB_BADGE, small_company
from tests.bot.listeners.stage import IVO, LENA, MAX, OMAR, TOM, Stage
from tests.bot.listeners.talking import asks

SANA, CARA, IDA = "USANAMALIK", "UCARACRUZ", "UIDABERG"
"""A colleague of Tom's, the helpdesk, and the IAM admin."""


async def opened(stage: Stage, entitlement: str, *, person: str = "tom.reyes") -> str:
    request_id = await open_request(
        stage.desk, requester=person, beneficiary=person, wishes=[Wish(entitlement=entitlement)], duration=None,
        justification="planning", words="please", key=f"{person}-{entitlement}",
    )  # fmt: skip
    await stage.work_off()
    return request_id


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("what do I have?", "Dashboards"),
        ("where is my request?", "Dashboards"),
        ("why was my request denied?", "None of your recent requests"),
        ("I am locked out of my account", "Talk to the helpdesk"),
        ("I'm done with the dashboards", "Are you done with this?"),
    ],
)
async def test_personal_answers_to_a_question_in_a_channel_go_to_the_direct_messages(
    stage: Stage, text: str, says: str
) -> None:
    slack = stage.slack
    await opened(stage, DASHBOARDS)
    asked = slack.person(TOM).mentions(text, channel="general")
    await stage.work_off()
    assert says in slack.text_of([m for m in slack.messages(TOM) if m.by_bot][-1])
    assert slack.messages("general", thread_ts=asked.ts) == []
    assert "direct messages" in slack.text_of(await slack.note(TOM))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("extend my access to the lab badge", "nothing to extend"),
        ("I'm done with the lab badge", "nothing to give back"),
    ],
)
async def test_what_is_named_and_not_held_is_not_answered_with_the_nearest_thing_held(
    stage: Stage, text: str, says: str
) -> None:
    await opened(stage, DASHBOARDS)
    read = stage.slack.text_of(await asks(stage, TOM, text))
    assert says in read
    assert "write “I need access to" in read
    assert "Dashboards" not in read


@pytest.mark.parametrize("text", ["withdraw my lab badge request", "can you withdraw my request?"])
async def test_who_takes_a_request_back_in_words_is_shown_their_own_with_the_button(
    stage: Stage, text: str
) -> None:
    request_id = await opened(stage, EXPORTS)
    shown = await asks(stage, TOM, text)
    assert "Your requests" in stage.slack.text_of(shown)
    await stage.slack.person(TOM).clicks(shown, "Withdraw")
    await stage.work_off()
    assert not (await request_picture(stage.desk, request_id)).open


async def test_what_is_no_secret_is_answered_in_the_channel(stage: Stage) -> None:
    asked = stage.slack.person(TOM).mentions("who approves the dashboards?", channel="general")
    await stage.work_off()
    (answer,) = stage.slack.messages("general", thread_ts=asked.ts)
    assert "Owner: <@UOMARDIAZ>" in stage.slack.text_of(answer)


async def test_the_helpdesk_may_ask_about_a_lock_out_of_somebody_else(stage: Stage) -> None:
    """What waits with Usher is a cause as well, where no event says otherwise."""
    await opened(stage, EXPORTS)
    text = "Why was Tom Reyes locked out? Because he called about the ledger exports"
    read = stage.slack.text_of(await asks(stage, CARA, text))
    assert "Why Tom Reyes cannot get in" in read
    assert "Ledger" in read


@pytest.mark.parametrize("user", [TOM, LENA])
async def test_others_are_told_that_only_the_helpdesk_may_ask(stage: Stage, user: str) -> None:
    await opened(stage, EXPORTS, person="sana.malik")
    read = stage.slack.text_of(await asks(stage, user, "Why was Sana locked out?"))
    assert "Only the helpdesk may ask" in read
    assert "Exports" not in read


async def test_a_lock_out_of_nobody_known_is_not_answered_with_ones_own(stage: Stage) -> None:
    read = stage.slack.text_of(await asks(stage, CARA, "Why was Zebedee locked out?"))
    assert "could not tell whom you mean" in read


async def test_those_above_somebody_learn_why_it_was_denied_and_colleagues_do_not(stage: Stage) -> None:
    request = await request_picture(stage.desk, await opened(stage, EXPORTS))
    await deny(stage.desk, item_id=request.items[0].id, by="lena.osei", reason="Not this quarter")
    read = stage.slack.text_of(await asks(stage, IVO, "Why was Tom Reyes's request denied?"))
    assert "Not this quarter" in read
    refused = stage.slack.text_of(await asks(stage, MAX, "Why was Tom Reyes's request denied?"))
    assert "Not this quarter" not in refused
    assert "<@UCARACRUZ>" in refused


async def test_giving_back_shows_what_was_named_and_the_button_goes_after_use(stage: Stage) -> None:
    slack = stage.slack
    await opened(stage, DASHBOARDS)
    answer = await asks(stage, TOM, "I'm done with the dashboards")
    assert "Are you done with this?" in slack.text_of(answer)
    assert slack.buttons(answer) == ["I'm done"]
    await slack.person(TOM).clicks(answer, "I'm done")
    await stage.work_off()
    assert slack.buttons(slack.latest(answer)) == []
    assert "Given back" in slack.text_of(await slack.message(TOM, "Your request:"))


async def test_a_button_that_comes_too_late_goes_as_well(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    await opened(stage, DASHBOARDS)
    first, second = [await asks(stage, TOM, "what do I have?") for _ in range(2)]
    await tom.clicks(first, "I'm done")
    await stage.work_off()
    await tom.clicks(second, "I'm done")
    await slack.message(TOM, "has ended already")
    await stage.work_off()
    assert "I'm done" not in slack.buttons(slack.latest(second))


async def test_access_from_before_usher_names_the_owner_to_ask(stage: Stage) -> None:
    answer = await asks(stage, SANA, "I'm done with the dashboards")
    read = stage.slack.text_of(answer)
    assert "ask <@UOMARDIAZ> to remove it" in read
    assert "Sales reports" not in read
    assert stage.slack.buttons(answer) == []


async def test_an_open_request_can_be_withdrawn_from_the_answer(stage: Stage) -> None:
    slack = stage.slack
    await opened(stage, EXPORTS)
    answer = await asks(stage, TOM, "where is my request?")
    assert slack.buttons(answer) == ["Withdraw"]
    await slack.person(TOM).clicks(answer, "Withdraw")
    await stage.work_off()
    assert slack.buttons(slack.latest(answer)) == []
    assert "Withdrawn" in slack.text_of(await slack.message(TOM, "Your request:"))


async def test_who_approves_is_said_for_the_asker_and_only_what_was_asked_about(stage: Stage) -> None:
    read = stage.slack.text_of(await asks(stage, TOM, "who approves the ledger exports?"))
    assert "Owner: <@UFAYMOSS>" in read
    assert "Approval: <@ULENAOSEI>, your manager: this access is never given automatically." in read
    assert "Dashboards" not in read
    assert "Payments" not in read


@pytest.mark.parametrize("text", ["who approves the coffee machine?", "what is there for astronauts?"])
async def test_a_question_about_what_the_catalog_does_not_have_shows_nothing_else(
    stage: Stage, text: str
) -> None:
    assert "found nothing for that" in stage.slack.text_of(await asks(stage, TOM, text))


async def test_of_several_each_is_judged_on_its_own(stage: Stage) -> None:
    """Creating and approving payments exclude each other; asking about payments asks for neither."""
    read = stage.slack.text_of(await asks(stage, TOM, "who approves payments in the ledger?"))
    assert "Payments · Create" in read
    assert "Payments · Approve" in read
    assert "conflicts" not in read


async def test_what_one_has_already_cannot_be_sent(stage: Stage) -> None:
    answer = await asks(stage, SANA, "I need access to the dashboards for a week, planning")
    read = stage.slack.text_of(answer)
    assert "You have this already, with no end date." in read
    assert "How long" not in read
    assert "Send request" not in stage.slack.buttons(answer)


async def test_who_asks_for_somebody_else_does_not_learn_what_they_have(stage: Stage) -> None:
    text = "Sana Malik needs access to the dashboards for a week for the planning"
    told = stage.slack.text_of(await asks(stage, MAX, text))
    assert "Nothing to request for Sana Malik: ask them, or their manager." in told
    assert "end date" not in told
    assert "already" not in told
    for user in (LENA, CARA, IDA):
        assert "Sana Malik has this already" in stage.slack.text_of(await asks(stage, user, text))


async def test_a_card_in_a_channel_tells_nobody_what_is_held(stage: Stage) -> None:
    asked = stage.slack.person(SANA).mentions(
        "I need access to the dashboards for a week, planning", channel="general"
    )
    card = await stage.slack.message("general", "Nothing to request", thread_ts=asked.ts)
    assert "end date" not in stage.slack.text_of(card)
    assert "direct messages" in stage.slack.text_of(card)


async def test_what_waits_already_names_whom_it_waits_for(stage: Stage) -> None:
    await opened(stage, EXPORTS)
    read = stage.slack.text_of(await asks(stage, TOM, "I need to run the ledger exports, month end close"))
    assert "waits for <@ULENAOSEI> already" in read


async def test_an_iam_admin_sees_the_tasks_of_others_and_may_close_them(stage: Stage) -> None:
    slack = stage.slack
    company = stage.desk.company
    building = next(one for one in company.systems if one.id == "building")
    others = tuple(one for one in company.systems if one.id != "building")
    stage.desk.__dict__["company"] = small_company(
        systems=(*others, building.model_copy(update={"owner": "omar.diaz"}))
    )
    await opened(stage, LAB_BADGE)
    await slack.person(LENA).clicks(await slack.message("access-requests", "Lab"), "Approve")
    await stage.work_off()
    task = await slack.message(OMAR, "Set up Building")
    slack.person(IDA).opens_home()
    home = await slack.home_tab(IDA, "Open tasks of others")
    assert "It waits for <@UOMARDIAZ>" in slack.text_of(home)
    await slack.person(IDA).clicks(home, "Done")
    await stage.work_off()
    assert "Done by <@UIDABERG>" in slack.text_of(slack.latest(task))
    assert "Open tasks of others" not in slack.text_of(await slack.home_tab(IDA))
    slack.person(MAX).opens_home()
    assert "Open tasks" not in slack.text_of(await slack.home_tab(MAX, "My access"))
