"""What happens when the bot, or a person, gets it wrong; and the less common ways to pick something."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.response import BoltResponse

from bot.slack_local import BotFailed, LocalSlack, NotPossible
from tests.bot.slack_local.conftest import ANA, BEN, GONE, Bot, local_slack, modal, section, text_input


def option(name: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": name}, "value": name.lower()}


async def opened(slack: LocalSlack, bot: Bot, view: dict[str, Any]) -> Any:
    await bot.client.views_open(trigger_id=slack.platform.passes.trigger(ANA), view=view)
    return slack.open_views(ANA)[-1]


async def test_an_event_the_bot_asks_not_to_get_again_does_not_come_again(
    slack: LocalSlack, bot: Bot
) -> None:
    @bot.app.middleware
    async def refuse(next: Any) -> BoltResponse:
        return BoltResponse(status=503, headers={"x-slack-no-retry": ["1"]})

    slack.person(ANA).says("hello")
    await slack.settled()
    assert [reply.status for reply in slack.deliveries[0].replies] == [503]
    assert not slack.deliveries[0].acknowledged


async def test_without_a_bot_a_person_can_write_and_is_told_when_they_click() -> None:
    async with local_slack() as slack:
        slack.person(ANA).says("anybody?")
        await slack.settled()
        assert [r.reason for r in slack.deliveries[0].replies] == ["connection_failed"] * 4
        slack.bot_url = "http://127.0.0.1:9/slack/events"
        with pytest.raises(BotFailed, match=r"^Usher cannot be reached; try again in a moment\.$"):
            await slack.person(ANA).command("/access")


async def test_an_interaction_nobody_listens_to_is_an_error_for_the_person(
    slack: LocalSlack, bot: Bot
) -> None:
    with pytest.raises(BotFailed, match=r"^Usher answered with an error \(HTTP 404\); try again\.$"):
        await slack.person(ANA).command("/nobody")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"response_action": "errors", "errors": {"other": "No."}}, "names other, which is no input block"),
        ({"response_action": "errors", "errors": {}}, "must name at least one input block"),
        ({"response_action": "update", "view": modal(title="x" * 25)}, "must be less than 25 characters"),
        ({"response_action": "vanish"}, "unknown response_action: vanish"),
    ],
)
async def test_an_answer_to_a_submission_that_slack_cannot_use_is_an_error_for_the_person(
    slack: LocalSlack, bot: Bot, answer: dict[str, Any], says: str
) -> None:
    @bot.app.middleware
    async def reply(next: Any) -> BoltResponse:
        return BoltResponse(status=200, body=answer)

    view = await opened(slack, bot, modal(text_input("why", "Why?")))
    with pytest.raises(BotFailed, match=says):
        await slack.person(ANA).submits(view, {"why": "because"})
    assert slack.open_views(ANA)


async def test_picks_of_every_kind_reach_the_bot(slack: LocalSlack, bot: Bot) -> None:
    @bot.app.action({"block_id": "all"})
    async def picked(ack: Any, action: dict[str, Any]) -> None:
        bot.seen.append({key: value for key, value in action.items() if key.startswith("selected")})
        await ack()

    europe, asia = option("Europe"), option("Asia")
    elements = [
        {"type": "static_select", "action_id": "one", "options": [europe, asia]},
        {"type": "checkboxes", "action_id": "many", "options": [europe, asia]},
        {"type": "users_select", "action_id": "who"},
        {"type": "datepicker", "action_id": "when"},
        {"type": "overflow", "action_id": "more", "options": [option("Mute"), option("Leave")]},
    ]
    await bot.client.chat_postMessage(channel=ANA, text="?", blocks=[{"type": "actions", "block_id": "all", "elements": elements}])  # fmt: skip
    [shown] = slack.messages(ANA)
    ana = slack.person(ANA)
    await ana.chooses(shown, "Asia", action_id="one")
    await ana.chooses(shown, ["Asia", "Europe"], action_id="many")
    await ana.chooses(shown, BEN, action_id="who")
    await ana.chooses(shown, "2026-11-05", action_id="when")
    await ana.clicks(shown, "Leave")
    labels = [[o["text"]["text"] for o in (s if isinstance(s, list) else [s])] for s in (
        bot.seen[0]["selected_option"], bot.seen[1]["selected_options"], bot.seen[4]["selected_option"],
    )]  # fmt: skip
    assert labels == [["Asia"], ["Asia", "Europe"], ["Leave"]]
    assert bot.seen[2:4] == [{"selected_user": BEN}, {"selected_date": "2026-11-05"}]


async def test_closing_tells_a_bot_that_asked_to_hear_of_it_and_no_other(slack: LocalSlack, bot: Bot) -> None:
    @bot.app.view_closed("ask")
    async def closed(ack: Any, body: dict[str, Any]) -> None:
        bot.seen.append(body["is_cleared"])
        await ack()

    ana = slack.person(ANA)
    await ana.closes(await opened(slack, bot, modal(section("x"))))
    await ana.closes(await opened(slack, bot, modal(section("x"), notify_on_close=True)))
    await ana.closes(await opened(slack, bot, modal(section("x"), notify_on_close=True)), whole_stack=True)
    assert bot.seen == [False, True]
    assert slack.open_views(ANA) == []


async def test_the_deactivated_can_do_nothing(slack: LocalSlack) -> None:
    gone = slack.person(GONE)
    with pytest.raises(NotPossible, match="Gil Gone is deactivated"):
        gone.says("hello")
    with pytest.raises(NotPossible, match="Gil Gone is deactivated"):
        await gone.command("/access")


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "שלום לכם, אני צריך גישה", "🪪🔑 please 👩‍💻", "\u202eright to left", "a\nb\tc"]
)
async def test_long_and_unusual_words_arrive_unharmed(slack: LocalSlack, bot: Bot, text: str) -> None:
    @bot.app.event("message")
    async def hear(event: dict[str, Any]) -> None:
        bot.seen.append(event["text"])

    slack.person(ANA).says(text)
    await slack.settled()
    assert bot.seen == [text]
