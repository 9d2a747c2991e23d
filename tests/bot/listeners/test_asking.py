"""Ways to ask, and what comes back when the message alone is not enough."""

from __future__ import annotations

import pytest

from bot.listeners import proposing
from tests.bot.listeners.stage import GUEST, LENA, MAX, OMAR, STRANGER, TOM, Stage


def said(stage: Stage, user: str) -> str:
    """The newest thing Usher said in that person's direct messages."""
    return stage.slack.text_of([m for m in stage.slack.messages(user) if m.by_bot][-1])


async def test_a_missing_scope_is_one_question_and_one_click_answers_it(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need the sales reports for two weeks, board deck")
    question = await slack.message(TOM, "Which region")
    await tom.clicks(question, "APAC")
    card = await slack.message(TOM, "region APAC")
    assert card.ts == question.ts
    assert "2 weeks" in slack.text_of(card)
    assert "Send request" in slack.buttons(card)


async def test_the_answer_may_be_typed_instead(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need the sales reports for two weeks, board deck")
    question = await slack.message(TOM, "Which region")
    tom.says("europe")
    card = await slack.message(TOM, "region EMEA")
    await stage.work_off()
    assert "board deck" in slack.text_of(card)
    assert slack.buttons(slack.latest(question)) == []
    assert "Continued below" in slack.text_of(slack.latest(question))


async def test_without_a_reason_sending_asks_for_it(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need access to the dashboards")
    card = await slack.message(TOM, "Dashboards")
    await tom.clicks(card, "Send request")
    view = await slack.view(TOM, "Why do you need it?")
    await stage.work_off()
    assert slack.messages("access-requests") == []
    answer = await tom.submits(view)
    assert answer.errors.keys() == {"form_why"}
    await tom.submits(view, {"form_why": "Weekly numbers"})
    await stage.work_off()
    assert "Live until" in slack.text_of(slack.latest(card))
    assert "Nobody had to approve" in slack.text_of(slack.messages("access-requests")[0])


async def test_cancelling_sends_nothing_and_leaves_no_buttons(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need access to the dashboards, planning")
    card = await slack.message(TOM, "Dashboards")
    await tom.clicks(card, "Cancel")
    await stage.work_off()
    assert "Nothing was sent" in slack.text_of(slack.latest(card))
    assert slack.buttons(slack.latest(card)) == []
    await tom.clicks(card, "Send request")
    await slack.message(TOM, "was cancelled")
    await stage.work_off()
    assert slack.messages("access-requests") == []


async def test_confirming_twice_opens_one_request(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need the sales reports for EMEA, two weeks, board deck")
    card = await slack.message(TOM, "region EMEA")
    await tom.clicks(card, "Send request")
    await tom.clicks(card, "Send request")
    await stage.work_off()
    assert len(slack.messages("access-requests")) == 1


async def test_changing_the_card_checks_each_field_and_shows_the_result(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need the sales reports for EMEA, two weeks, board deck")
    card = await slack.message(TOM, "region EMEA")
    await tom.clicks(card, "Change")
    view = await slack.view(TOM, "How long")
    answer = await tom.submits(view, {"form_custom": "soonish"})
    assert "10 days" in answer.errors["form_custom"]
    await tom.submits(view, {"form_custom": "120 days", "form_why": "quarterly <close> & audit"})
    await stage.work_off()
    text = slack.text_of(slack.latest(card))
    assert "90 days instead of 120 days" in text
    assert "quarterly &lt;close&gt; &amp; audit" in text


async def test_picking_other_access_in_the_form_brings_its_own_fields(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    await tom.command("/access")
    view = await slack.view(TOM, "Search systems")
    offered = await tom.searches(view, "sales", action_id="form_entitlement")
    assert offered[0] == "Warehouse · Sales reports · Viewer"
    await tom.chooses(view, "Warehouse · Sales reports · Viewer", action_id="form_entitlement")
    view = await slack.view(TOM, "Region")
    answer = await tom.submits(view, {"form_why": "Planning"})
    region = next(
        b["block_id"] for b in view.blocks if b["type"] == "input" and b["label"]["text"] == "Region"
    )
    assert answer.errors.keys() == {region}
    await tom.submits(view, {region: "AMER", "form_why": "Planning", "form_custom": "10 days"})
    card = await slack.message(TOM, "region AMER")
    assert "10 days" in slack.text_of(card)
    assert "Send request" in slack.buttons(card)


async def test_several_things_fit_into_one_form(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    await tom.command("/access")
    view = await slack.view(TOM)
    await tom.chooses(view, "Warehouse · Dashboards · Viewer", action_id="form_entitlement")
    await stage.work_off()
    await tom.clicks(slack.open_views(TOM)[-1], "Add another")
    view = await slack.view(TOM, "Remove")
    await tom.submits(view, {"what-1": "Building · Lab · Badge", "form_why": "Robotics day"})
    card = await slack.message(TOM, "Lab")
    assert "Dashboards" in slack.text_of(card)
    await tom.clicks(card, "Send request")
    await stage.work_off()
    thread = await slack.message("access-requests", "2 things")
    assert slack.buttons(thread) == ["Approve", "Deny"]


async def test_the_command_answers_in_the_direct_messages(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    await tom.command("/access", "I need access to the dashboards", channel="general")
    await slack.message(TOM, "Dashboards")
    assert "direct messages" in slack.text_of(await slack.note(TOM))
    assert not [m for m in slack.messages("general") if m.by_bot]


async def test_a_message_of_a_colleague_can_become_a_request(stage: Stage) -> None:
    slack = stage.slack
    message = slack.person(LENA).says("I need access to the dashboards", channel="general")
    await slack.person(TOM).shortcut("request_from_message", message)
    assert "Dashboards" in slack.text_of(await slack.message(TOM, "Dashboards"))


async def test_the_global_shortcut_and_the_home_tab_open_the_form(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    await tom.shortcut("request_access")
    await tom.closes(await slack.view(TOM, "Request access"))
    tom.opens_home()
    home = await slack.home_tab(TOM, "My access")
    await tom.clicks(home, "Request access")
    assert await slack.view(TOM, "Request access")


async def test_a_mention_is_answered_in_its_thread_and_only_the_asker_may_operate_it(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    asked = tom.mentions("I need the sales reports for EMEA, two weeks, board deck", channel="general")
    card = await slack.message("general", "Sales reports", thread_ts=asked.ts)
    await slack.person(MAX).clicks(card, "Send request")
    assert "somebody else" in slack.text_of(await slack.note(MAX))
    await tom.clicks(card, "Send request")
    await stage.work_off()
    assert slack.buttons(slack.latest(card)) == []
    assert "Waiting for" in said(stage, TOM)


async def test_for_a_colleague_both_are_told(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("Sana Malik needs a lab badge for the robotics day")
    card = await slack.message(TOM, "Lab")
    assert "<@USANAMALIK>" in slack.text_of(card)
    if "Not said yet" in slack.text_of(card):
        tom.says("the robotics day")
        card = await slack.message(TOM, "robotics")
    await tom.clicks(card, "Send request")
    await stage.work_off()
    assert f"<@{TOM}> asked for you" in said(stage, "USANAMALIK")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("🙂🙃", "I need words"),
        ("x " * 5_001, "characters; tell me in a few sentences"),
        ("what do I have?", "access"),
        ("where is my request?", "not asked for anything yet"),
        ("why was my request denied?", "None of your recent requests was denied"),
        ("I am locked out of my account", "Talk to the helpdesk"),
        ("what can you help me with?", "Nothing is sent before you confirm it"),
        ("who approves the sales reports?", "Owner: <@UOMARDIAZ>"),
    ],
)
async def test_every_message_gets_an_answer(stage: Stage, text: str, answer: str) -> None:
    stage.slack.person(TOM).says(text)
    assert await stage.slack.message(TOM, answer)


@pytest.mark.parametrize(
    "text", ["أحتاج إلى الوصول إلى تقارير المبيعات", "\u202ereports\u202c sales", "<!channel> *_~`>"]
)
async def test_odd_scripts_and_signs_are_read_without_an_error(stage: Stage, text: str) -> None:
    stage.slack.person(TOM).says(text)
    await stage.work_off()
    assert said(stage, TOM)
    assert "went wrong" not in said(stage, TOM)
    assert "<!channel>" not in said(stage, TOM)


@pytest.mark.parametrize(
    ("user", "why"),
    [
        (GUEST, "guest in this workspace"),
        (STRANGER, "another workspace"),
        ("UBENGONE", "does not work here"),
        ("UUNASOON", "does not work here"),
    ],
)
async def test_whoever_is_no_active_person_is_told_why_and_nothing_else(
    stage: Stage, user: str, why: str
) -> None:
    stage.slack.person(user).says("I need access to the dashboards")
    assert await stage.slack.message(user, why)
    stage.slack.person(user).opens_home()
    assert await stage.slack.home_tab(user, why)


async def test_a_redelivered_message_is_answered_once(stage: Stage) -> None:
    slack = stage.slack
    slack.person(TOM).says("what do I have?")
    await slack.message(TOM, "access")
    await stage.work_off()
    event = next(d for d in slack.deliveries if d.payload.get("event", {}).get("text") == "what do I have?")
    before = len(slack.messages(TOM))
    await slack.redeliver(event.id)
    await stage.work_off()
    assert len(slack.messages(TOM)) == before


async def test_a_manual_task_goes_to_the_owner_and_comes_back(stage: Stage) -> None:
    slack, tom, ida = stage.slack, stage.slack.person(TOM), stage.slack.person("UIDABERG")
    await tom.command("/access", "I need a lab badge because of the robotics day")
    card = await slack.message(TOM, "Lab")
    await tom.clicks(card, "Send request")
    if slack.open_views(TOM):
        await tom.submits(slack.open_views(TOM)[-1], {"form_why": "robotics day"})
    await stage.work_off()
    await slack.person(LENA).clicks(await slack.message("access-requests", "Lab"), "Approve")
    await stage.work_off()
    task = await slack.message("UIDABERG", "Set up Building")
    assert slack.buttons(task) == ["Done", "Can’t"]
    await slack.person(OMAR).shortcut("request_access")
    await ida.clicks(task, "Done")
    await stage.work_off()
    assert "Done by" in slack.text_of(slack.latest(task))
    assert "Live" in slack.text_of(slack.latest(card))


async def test_the_menu_offers_what_the_one_it_is_for_may_see(stage: Stage) -> None:
    slack, max_ = stage.slack, stage.slack.person("UMAXVOGEL")
    await max_.command("/access")
    view = await slack.view("UMAXVOGEL")
    assert "Warehouse · Models · Trainer" not in await max_.searches(
        view, "models", action_id="form_entitlement"
    )
    answer = await max_.submits(
        view,
        {"what-0": "Warehouse · Dashboards · Viewer", "form_for": "UBENGONE", "form_why": "Handing over"},
    )
    assert "does not work here" in answer.errors["form_for"]


async def test_opening_the_conversation_offers_what_to_try(stage: Stage) -> None:
    stage.slack.client.open_home(TOM, tab="messages")
    await stage.slack.until(
        lambda: any(
            call.method == "assistant.threads.setSuggestedPrompts" and call.ok for call in stage.slack.calls
        )
    )


async def test_a_click_between_filing_and_closing_the_card_leaves_the_status_message(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first click has filed the request and is about to close its card when the second one comes."""
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need the sales reports for EMEA, two weeks, board deck")
    card = await slack.message(TOM, "Is this what you need?")
    await stage.work_off()

    async def not_yet(*_: object, **__: object) -> bool:
        return False

    monkeypatch.setattr(proposing, "close_draft", not_yet)
    await tom.clicks(card, "Send request")
    await stage.work_off()
    for button in ("Send request", "Change", "Cancel"):
        await tom.clicks(card, button)
        await stage.work_off()
    assert "Waiting for <@ULENAOSEI>" in slack.text_of(slack.latest(card))
    assert slack.buttons(slack.latest(card)) == ["Withdraw", "Nudge"]
    assert len(slack.messages("access-requests")) == 1
    assert not [m for m in slack.messages(TOM) if "nothing left to send" in slack.text_of(m)]
    if slack.open_views(TOM):
        await tom.submits(slack.open_views(TOM)[-1])
        await stage.work_off()
    assert "Waiting for <@ULENAOSEI>" in slack.text_of(slack.latest(card))


async def test_sending_from_the_form_says_a_refusal_in_the_form(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need access to the dashboards")
    card = await slack.message(TOM, "Dashboards")
    await stage.work_off()
    await tom.clicks(card, "Send request")
    view = await slack.view(TOM, "Why do you need it?")
    assert "have to approve" not in slack.text_of(view)
    await tom.clicks(card, "Cancel")
    await stage.work_off()
    answer = await tom.submits(view, {"form_why": "Weekly numbers"})
    assert "was cancelled" in answer.errors["form_why"]
    await stage.work_off()
    assert slack.messages("access-requests") == []
