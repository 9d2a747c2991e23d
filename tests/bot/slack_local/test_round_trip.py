"""A real Bolt app behind the local Slack: the whole way there and back, signatures included."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from bot.slack_local import BotFailed, LocalSlack, NotThere
from tests.bot.slack_local.conftest import ANA, BEN, CYD, Bot, button, card, modal, section, text_input


def answers_hello(bot: Bot) -> None:
    @bot.app.event("message")
    async def hear(event: dict[str, Any], say: Any) -> None:
        bot.seen.append(event)
        if not event.get("bot_id") and "subtype" not in event:
            await say(f"Hello <@{event['user']}>")


async def test_a_direct_message_reaches_the_bot_and_its_answer_the_person(
    slack: LocalSlack, bot: Bot
) -> None:
    answers_hello(bot)
    sent = slack.person(ANA).says("I need <Snowflake> & co")
    answer = await slack.message(ANA, "Hello <@U0ANA>")
    assert answer.user == slack.platform.space.bot_user_id
    assert bot.seen[0]["text"] == "I need &lt;Snowflake&gt; &amp; co"
    assert bot.seen[0]["channel_type"] == "im"
    assert bot.seen[0]["ts"] == sent.ts
    await slack.settled()
    assert slack.deliveries[0].acknowledged
    assert bot.headers[0]["user-agent"].startswith("Slackbot 1.0")


async def test_a_mention_is_heard_where_the_bot_is_a_member_and_nowhere_else(
    slack: LocalSlack, bot: Bot
) -> None:
    @bot.app.event("app_mention")
    async def hear(event: dict[str, Any], say: Any) -> None:
        bot.seen.append(event)
        await say("Here", thread_ts=event["ts"])

    slack.person(ANA).mentions("are you there", channel="lounge")
    asked = slack.person(ANA).mentions("are you there", channel="access-requests")
    await slack.message("access-requests", "Here", thread_ts=asked.ts)
    await slack.settled()
    assert [event["channel"] for event in bot.seen] == [slack.channel_id("access-requests")]


async def test_a_request_whose_body_was_tampered_with_is_refused(slack: LocalSlack, bot: Bot) -> None:
    answers_hello(bot)
    signer = SignatureVerifier(slack.signing_secret)
    now = str(int(time.time()))
    body = json.dumps({"type": "event_callback", "event": {"type": "message", "text": "mine"}})
    headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": now,
        "x-slack-signature": str(signer.generate_signature(timestamp=now, body=body)),
    }
    async with aiohttp.ClientSession() as session:
        async with session.post(slack.bot_url, data=body.replace("mine", "evil"), headers=headers) as answer:
            assert answer.status == 401
        stale = headers | {"x-slack-request-timestamp": str(int(now) - 301)}
        async with session.post(slack.bot_url, data=body, headers=stale) as answer:
            assert answer.status == 401
    assert bot.seen == []


async def test_an_event_that_is_not_acknowledged_comes_again_with_its_number_and_reason(
    slack: LocalSlack, bot: Bot
) -> None:
    @bot.app.event("message")
    async def stumble(event: dict[str, Any], body: dict[str, Any]) -> None:
        bot.seen.append(body["event_id"])
        if len(bot.seen) < 3:
            raise RuntimeError("not yet")

    slack.person(ANA).says("hello")
    await slack.settled()
    assert len(bot.seen) == 3
    assert len(set(bot.seen)) == 1
    tries = [(h.get("x-slack-retry-num"), h.get("x-slack-retry-reason")) for h in bot.headers]
    assert tries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert [reply.status for reply in slack.deliveries[0].replies] == [500, 500, 200]


async def test_an_acknowledged_event_can_be_delivered_again_on_purpose(slack: LocalSlack, bot: Bot) -> None:
    answers_hello(bot)
    slack.person(ANA).says("hello")
    await slack.settled()
    reply = await slack.redeliver(slack.deliveries[0].id)
    assert reply.status == 200
    assert bot.headers[-1]["x-slack-retry-num"] == "1"
    assert len([event for event in bot.seen if event.get("client_msg_id")]) == 2


async def test_the_bot_hears_of_its_own_direct_messages_and_edits_as_from_slack(
    slack: LocalSlack, bot: Bot
) -> None:
    posted = await bot.client.chat_postMessage(channel=ANA, text="one")
    await bot.client.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")
    await slack.settled()
    new, edited = (delivery.payload["event"] for delivery in slack.deliveries)
    assert (new["bot_id"], new["text"]) == (slack.platform.space.bot_id, "one")
    assert edited["subtype"] == "message_changed"
    assert (edited["previous_message"]["text"], edited["message"]["text"]) == ("one", "two")
    assert all(delivery.acknowledged for delivery in slack.deliveries)


async def test_a_click_carries_everything_and_the_message_follows(slack: LocalSlack, bot: Bot) -> None:
    @bot.app.action("approve")
    async def approve(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        bot.seen.append(body)
        container = body["container"]
        await client.chat_update(
            channel=container["channel_id"],
            ts=container["message_ts"],
            text="done",
            blocks=[section(f"Approved by <@{body['user']['id']}>")],
        )

    blocks = card("Ana wants in", button("Approve", "approve", "item-7"), button("Deny", "deny"))
    await bot.client.chat_postMessage(channel="access-requests", text="Ana wants in", blocks=blocks)
    [shown] = slack.messages("access-requests")
    assert slack.buttons(shown) == ["Approve", "Deny"]
    await slack.person(BEN).clicks(shown, "Approve")
    after = await slack.message("access-requests", "Approved by <@U0BEN>")
    assert slack.buttons(after) == []
    [body] = bot.seen
    assert body["actions"][0]["value"] == "item-7"
    assert body["actions"][0]["block_id"] == "choice"
    assert body["message"]["ts"] == shown.ts
    assert body["response_url"].startswith(slack.url)

    # Ben's screen is a moment behind: the click on the old card still goes out, with the message as it is.
    await slack.person(BEN).clicks(shown, action_id="approve")
    assert len(bot.seen) == 2
    with pytest.raises(NotThere, match="no button 'Approve'"):
        await slack.person(BEN).clicks(after, "Approve")


async def test_two_people_can_click_at_the_same_instant(slack: LocalSlack, bot: Bot) -> None:
    @bot.app.action("approve")
    async def approve(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        bot.seen.append(body["user"]["id"])

    await bot.client.chat_postMessage(
        channel="access-requests", text="?", blocks=card("?", button("Approve", "approve"))
    )
    [shown] = slack.messages("access-requests")
    await asyncio.gather(
        slack.person(ANA).clicks(shown, "Approve"), slack.person(BEN).clicks(shown, "Approve")
    )
    assert sorted(bot.seen) == [ANA, BEN]


async def test_a_person_outside_the_channel_cannot_click(slack: LocalSlack, bot: Bot) -> None:
    await bot.client.chat_postMessage(
        channel="access-requests", text="?", blocks=card("?", button("Approve", "approve"))
    )
    [shown] = slack.messages("access-requests")
    with pytest.raises(Exception, match="Cyd Marsh is not in #access-requests"):
        await slack.person(CYD).clicks(shown, "Approve")


async def test_an_ephemeral_is_for_one_reader_and_its_click_comes_without_the_message(
    slack: LocalSlack, bot: Bot
) -> None:
    @bot.app.action("fine")
    async def fine(ack: Any, body: dict[str, Any], respond: Any) -> None:
        await ack()
        bot.seen.append(body)
        await respond(text="Thanks", replace_original=True)

    await bot.client.chat_postEphemeral(
        channel=slack.channel_id("access-requests"),
        user=ANA,
        text="Only you",
        blocks=card("Only you", button("Fine", "fine")),
    )
    note = await slack.note(ANA, "Only you")
    assert slack.messages("access-requests") == []
    assert slack.ephemerals(BEN) == []
    await slack.person(ANA).clicks(note, "Fine")
    assert "message" not in bot.seen[0]
    assert bot.seen[0]["container"]["is_ephemeral"] is True
    await slack.note(ANA, "Thanks")
    assert len(slack.ephemerals(ANA)) == 1
    with pytest.raises(NotThere):
        await slack.person(BEN).clicks(note, "Fine")


async def test_a_modal_opens_objects_updates_pushes_and_closes(slack: LocalSlack, bot: Bot) -> None:
    @bot.app.command("/access")
    async def command(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("why", "Why?")))

    @bot.app.view("ask")
    async def ask(ack: Any, view: dict[str, Any]) -> None:
        why = view["state"]["values"]["why"]["text"]["value"]
        bot.seen.append(why)
        if len(why) < 10:
            await ack(response_action="errors", errors={"why": "Say a little more."})
        elif "board" in why:
            await ack(response_action="push", view=modal(section("Sure?"), title="Sure?", callback_id="sure"))
        else:
            await ack(response_action="update", view=modal(section("Noted"), title="Noted"))

    @bot.app.view("sure")
    async def sure(ack: Any) -> None:
        await ack(response_action="clear")

    ana = slack.person(ANA)
    await ana.command("/access", "snowflake")
    view = await slack.view(ANA, "Why?")
    missing = await ana.submits(view)
    assert (missing.response_action, bot.seen) == ("errors", [])
    assert "Please complete this required field." in slack.text_of(await slack.view(ANA))
    short = await ana.submits(view, {"why": "because"})
    assert short.errors == {"why": "Say a little more."}
    assert not short.accepted
    pushed = await ana.submits(view, {"why": "for the board deck"})
    assert pushed.response_action == "push"
    assert [v.title["text"] for v in slack.open_views(ANA) if v.title] == ["A question", "Sure?"]
    await ana.submits(slack.open_views(ANA)[-1])
    assert slack.open_views(ANA) == []
    with pytest.raises(NotThere):
        await ana.submits(view, {"why": "too late now"})


async def test_a_trigger_is_good_for_three_seconds_and_one_modal(slack: LocalSlack, bot: Bot) -> None:
    @bot.app.command("/access")
    async def command(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        bot.seen.append(body["trigger_id"])

    async def error_of(trigger_id: str) -> str:
        with pytest.raises(SlackApiError) as refusal:
            await bot.client.views_open(trigger_id=trigger_id, view=modal(section("hi")))
        return str(refusal.value.response["error"])

    ana = slack.person(ANA)
    await ana.command("/access")
    slack.pass_time(3.1)
    assert await error_of(bot.seen[0]) == "expired_trigger_id"
    await ana.command("/access")
    await bot.client.views_open(trigger_id=bot.seen[1], view=modal(section("hi")))
    assert await error_of(bot.seen[1]) == "exchanged_trigger_id"
    assert await error_of("1.2.made-up") == "invalid_trigger_id"


async def test_a_bot_that_does_not_answer_in_time_is_reported_to_the_person(bot: Bot) -> None:
    from tests.bot.slack_local.conftest import local_slack

    async with local_slack(ack_seconds=0.05) as slack:
        released = asyncio.Event()

        async def sleepy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await released.wait()
            writer.close()

        server = await asyncio.start_server(sleepy, "127.0.0.1", 0)
        slack.bot_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/slack/events"
        with pytest.raises(BotFailed, match=r"^Usher did not answer in 0\.05 seconds; try again\.$"):
            await slack.person(ANA).command("/access")
        slack.person(ANA).says("hello")
        await slack.settled()
        assert [r.reason for r in slack.deliveries[-1].replies] == ["http_timeout"] * 4
        released.set()
        server.close()


async def test_a_search_shows_what_the_bot_offers_and_a_choice_is_submitted_whole(
    slack: LocalSlack, bot: Bot
) -> None:
    def option(name: str) -> dict[str, Any]:
        return {"text": {"type": "plain_text", "text": name}, "value": name.lower()}

    @bot.app.options("resource")
    async def options(ack: Any, payload: dict[str, Any]) -> None:
        names = [
            n for n in ("Sales reports", "Sales pipeline", "Payroll") if payload["value"].lower() in n.lower()
        ]
        await ack(options=[option(name) for name in names])

    @bot.app.view("ask")
    async def submit(ack: Any, view: dict[str, Any]) -> None:
        await ack()
        bot.seen.append(view["state"]["values"]["what"]["resource"]["selected_option"]["value"])

    @bot.app.shortcut("ask")
    async def shortcut(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        search = {"type": "external_select", "action_id": "resource", "min_query_length": 2}
        block = {
            "type": "input",
            "block_id": "what",
            "label": {"type": "plain_text", "text": "What?"},
            "element": search,
        }
        await client.views_open(trigger_id=body["trigger_id"], view=modal(block))

    ana = slack.person(ANA)
    await ana.shortcut("ask")
    view = await slack.view(ANA)
    assert await ana.searches(view, "sales", block_id="what") == ["Sales reports", "Sales pipeline"]
    done = await ana.submits(view, {"what": "Payroll"})
    assert done.accepted
    assert bot.seen == ["payroll"]


async def test_the_home_tab_is_published_and_clicked(slack: LocalSlack, bot: Bot) -> None:
    def home(text: str) -> dict[str, Any]:
        return {"type": "home", "blocks": card(text, button("Ask", "ask"))}

    @bot.app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: Any) -> None:
        await client.views_publish(user_id=event["user"], view=home("Welcome"))

    @bot.app.action("ask")
    async def ask(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        assert body["container"]["type"] == "view"
        assert "response_url" not in body
        await client.views_publish(user_id=body["user"]["id"], view=home("Asked"), hash=body["view"]["hash"])

    slack.person(ANA).opens_home()
    tab = await slack.home_tab(ANA, "Welcome")
    await slack.person(ANA).clicks(tab, "Ask")
    await slack.home_tab(ANA, "Asked")
    assert slack.home(BEN) is None


async def test_a_shortcut_on_a_message_carries_the_message(slack: LocalSlack, bot: Bot) -> None:
    @bot.app.shortcut("request_from_message")
    async def shortcut(ack: Any, body: dict[str, Any], respond: Any) -> None:
        await ack()
        bot.seen.append(body["message"]["text"])
        await respond("Seen")

    said = slack.person(BEN).says("Ana needs Payroll", channel="access-requests")
    await slack.person(ANA).shortcut("request_from_message", said)
    assert bot.seen == ["Ana needs Payroll"]
    await slack.note(ANA, "Seen")


async def test_waiting_in_vain_says_what_is_on_the_screens(slack: LocalSlack) -> None:
    slack.person(ANA).says("anybody?", channel="lounge")
    with pytest.raises(AssertionError, match=r"#lounge ana: anybody\?"):
        await slack.message("lounge", "never said", timeout=0.01)
