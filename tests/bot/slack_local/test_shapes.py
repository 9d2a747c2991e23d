"""What the local Slack sends, held against recorded shapes of the real one: no key that Slack does not send."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_local import LocalSlack
from tests.bot.slack_local.conftest import (
    ANA,
    BEN,
    Bot,
    button,
    card,
    local_slack,
    modal,
    section,
    text_input,
)
from tests.shared import SHARED, needs

SAMPLES = SHARED / "data" / "slack_samples"

pytestmark = needs("data/slack_samples")

NOT_RECORDED = {
    # The recordings leave the content of views and the place of an action's type open; the reference has them.
    "ViewSubmissionPayload": {"/view/blocks", "/response_urls"},
    "ViewClosedPayload": {"/view/blocks"},
    "BlockActionPayload": {"/view/blocks"},
    # docs.slack.dev/reference/methods/chat.stopStream answers with the whole message.
    "chat.stopStream": {"/channel", "/ts", "/message"},
    "chat.update": {"/message/ts"},
    "AppHomeOpenedPayload": {"/event/view/blocks"},
}
FREE = {"blocks", "attachments", "values", "elements", "event_payload"}
"""Content an app chooses; its rules are in test_limits."""


def sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text())


def strange_keys(ours: Any, theirs: Any, at: str = "") -> Iterator[str]:
    """Where we write a key that the sample lacks; an empty sample object or list is open."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and theirs:
        for key, value in ours.items():
            if key not in theirs:
                yield f"{at}/{key}"
            elif key not in FREE:
                yield from strange_keys(value, theirs[key], f"{at}/{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and theirs:
        for value in ours:
            yield from strange_keys(value, theirs[0], at)
    elif isinstance(ours, dict) != isinstance(theirs, dict) and ours is not None and theirs not in ([], {}):
        yield f"{at} (an object or not)"


def assert_shaped_like(name: str, ours: Any, *keys: str) -> None:
    strange = set(strange_keys(ours, sample(name))) - NOT_RECORDED.get(name, set())
    assert strange == set(), f"{name}: {sorted(strange)}"
    for key in keys:
        value = ours
        for step in key.split("."):
            assert step in value, f"{name} lacks {key}"
            value = value[step]


async def test_every_answer_of_the_web_api_has_the_recorded_shape(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    channel = slack.channel_id("access-requests")
    blocks = card("Ana wants in", button("Approve", "approve"))
    metadata = {"event_type": "request", "event_payload": {"id": "7"}}

    def fits(name: str, answer: Any, *keys: str) -> Any:
        assert_shaped_like(name, answer.data, *keys)
        return answer

    fits("auth.test", await client.auth_test(), "user_id", "bot_id", "team_id", "url")
    posted = fits("chat.postMessage", await client.chat_postMessage(channel=channel, text="a", blocks=blocks, metadata=metadata), "message.bot_profile.name", "message.metadata.event_payload", "ts", "channel")  # fmt: skip
    reply = fits("chat.postMessage", await client.chat_postMessage(channel=channel, text="b", thread_ts=posted["ts"]), "message.thread_ts", "message.parent_user_id")  # fmt: skip
    fits("chat.update", await client.chat_update(channel=channel, ts=posted["ts"], text="c", blocks=blocks), "message.blocks", "text", "ts")  # fmt: skip
    fits("reactions.add", await client.reactions_add(channel=channel, timestamp=posted["ts"], name="eyes"))
    fits(
        "chat.postEphemeral",
        await client.chat_postEphemeral(channel=channel, user=ANA, text="d"),
        "message_ts",
    )
    fits(
        "chat.getPermalink",
        await client.chat_getPermalink(channel=channel, message_ts=posted["ts"]),
        "permalink",
    )
    fits("conversations.history", await client.conversations_history(channel=channel, include_all_metadata=True), "messages", "has_more")  # fmt: skip
    fits("conversations.replies", await client.conversations_replies(channel=channel, ts=posted["ts"]), "messages", "has_more")  # fmt: skip
    fits("chat.delete", await client.chat_delete(channel=channel, ts=reply["ts"]), "channel", "ts")
    fits("conversations.open", await client.conversations_open(users=[ANA], return_im=True), "channel.user")
    fits("conversations.list", await client.conversations_list(types=["public_channel", "im"]), "channels", "response_metadata.next_cursor")  # fmt: skip
    fits("conversations.info", await client.conversations_info(channel=channel, include_num_members=True), "channel.num_members", "channel.is_member")  # fmt: skip
    fits("conversations.members", await client.conversations_members(channel=channel), "members")
    fits("users.info", await client.users_info(user=ANA), "user.profile.email", "user.tz", "user.deleted")
    fits("users.list", await client.users_list(), "members", "cache_ts")
    fits("users.lookupByEmail", await client.users_lookupByEmail(email="ana@example.com"), "user.id")
    stream = fits("chat.startStream", await client.chat_startStream(channel=slack.dm(ANA), thread_ts=slack.person(ANA).says("x").ts), "ts")  # fmt: skip
    fits("chat.appendStream", await client.chat_appendStream(channel=slack.dm(ANA), ts=stream["ts"], markdown_text="y"), "ts")  # fmt: skip
    fits("chat.stopStream", await client.chat_stopStream(channel=slack.dm(ANA), ts=stream["ts"]))
    thread = slack.person(ANA).opens_assistant().ts
    fits("assistant.threads.setStatus", await client.assistant_threads_setStatus(channel_id=slack.dm(ANA), thread_ts=thread, status="looking"))  # fmt: skip
    fits("assistant.threads.setTitle", await client.assistant_threads_setTitle(channel_id=slack.dm(ANA), thread_ts=thread, title="Access"))  # fmt: skip
    fits("assistant.threads.setSuggestedPrompts", await client.assistant_threads_setSuggestedPrompts(channel_id=slack.dm(ANA), thread_ts=thread, prompts=[{"title": "a", "message": "b"}]))  # fmt: skip
    home = await client.views_publish(user_id=ANA, view={"type": "home", "blocks": blocks})
    fits("views.publish", home, "view.hash", "view.state", "view.root_view_id")
    trigger = slack.platform.passes.trigger(ANA)
    opened = fits(
        "views.open", await client.views_open(trigger_id=trigger, view=modal(text_input("a", "A"))), "view.id"
    )
    fits(
        "views.update",
        await client.views_update(view_id=opened["view"]["id"], view=modal(section("b"))),
        "view.id",
    )
    trigger = slack.platform.passes.trigger(ANA, view_id=opened["view"]["id"])
    fits(
        "views.push",
        await client.views_push(trigger_id=trigger, view=modal(section("c"))),
        "view.previous_view_id",
    )
    assert all(call.ok for call in slack.calls)


async def test_every_payload_has_the_recorded_shape(bot: Bot, slack: LocalSlack) -> None:
    def sent(kind: str) -> Any:
        return next(d.payload for d in reversed(slack.deliveries) if d.kind == kind)

    async def taken(ack: Any) -> None:
        await ack()

    bot.app.action("approve")(taken)
    bot.app.view("ask")(taken)
    bot.app.view_closed("ask")(taken)
    bot.app.shortcut("from_message")(taken)
    bot.app.command("/access")(taken)
    ana = slack.person(ANA)
    ana.says("hello")
    assert_shaped_like("MessagePayload", sent("message"), "event.client_msg_id", "event.channel_type", "event_id", "authorizations")  # fmt: skip
    ana.mentions("hello", channel="access-requests")
    assert_shaped_like("AppMentionPayload", sent("app_mention"), "event.user", "event.ts", "event.event_ts")
    posted = await bot.client.chat_postMessage(
        channel=ANA, text="a", blocks=card("a", button("Approve", "approve"))
    )
    await bot.client.chat_update(channel=posted["channel"], ts=posted["ts"], text="b", blocks=card("b", button("Approve", "approve")))  # fmt: skip
    assert_shaped_like("MessageChangedPayload", sent("message"), "event.message", "event.previous_message")
    await bot.client.views_publish(user_id=ANA, view={"type": "home", "blocks": [section("home")]})
    ana.opens_home()
    assert_shaped_like("AppHomeOpenedPayload", sent("app_home_opened"), "event.tab", "event.view.hash")
    card_shown = slack.messages(ANA)[-1]
    await ana.clicks(card_shown, "Approve")
    assert_shaped_like("BlockActionPayload", sent("block_actions"), "user.id", "container.message_ts", "response_url", "trigger_id", "actions", "state")  # fmt: skip
    await ana.shortcut("from_message", card_shown)
    assert_shaped_like(
        "MessageShortcutPayload", sent("message_action"), "message.ts", "message_ts", "callback_id"
    )
    await ana.command("/access", "please")
    assert_shaped_like("SlashCommandPayload", sent("command"), "user_id", "command", "text", "trigger_id", "response_url")  # fmt: skip
    for finish in ("submit", "close"):
        trigger = slack.platform.passes.trigger(ANA)
        await bot.client.views_open(trigger_id=trigger, view=modal(section("x"), notify_on_close=True))
        [view] = slack.open_views(ANA)
        await (ana.submits(view) if finish == "submit" else ana.closes(view))
    assert_shaped_like("ViewSubmissionPayload", sent("view_submission"), "view.state", "view.hash", "user.id")
    assert_shaped_like("ViewClosedPayload", sent("view_closed"), "is_cleared", "view.id")
    await slack.settled()


async def test_bens_reply_in_a_thread_has_the_recorded_shape() -> None:
    async with local_slack(events={"message.channels"}) as slack:
        root = slack.person(ANA).says("first", channel="access-requests")
        slack.person(BEN).says("second", channel="access-requests", thread_ts=root.ts)
        events = [d.payload for d in slack.deliveries]
    assert [event["event"]["text"] for event in events] == ["first", "second"]
    for event in events:
        assert_shaped_like("MessagePayload", event, "event.ts")
    assert events[1]["event"]["parent_user_id"] == ANA


def test_a_key_that_slack_does_not_send_would_be_noticed() -> None:
    assert list(strange_keys({"a": 1, "b": [{"c": 2}]}, {"a": 0, "b": [{"d": 0}]})) == ["/b/c"]
    assert list(strange_keys({"a": {"b": 1}}, {"a": 0})) == ["/a (an object or not)"]
