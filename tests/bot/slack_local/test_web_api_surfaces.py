"""What the Web API does beside messages: views, streams, status lines, response URLs, and faults on demand."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_local import LocalSlack
from tests.bot.slack_local.calls import raw, refusal
from tests.bot.slack_local.conftest import (
    ANA,
    BEN,
    button,
    card,
    modal,
    section,
    text_input,
)


async def test_a_view_is_updated_only_with_the_hash_it_has(slack: LocalSlack, client: AsyncWebClient) -> None:
    trigger = slack.platform.passes.trigger(ANA)
    first = await client.views_open(
        trigger_id=trigger, view=modal(text_input("why", "Why?"), external_id="mine")
    )
    second = await client.views_update(
        external_id="mine", hash=first["view"]["hash"], view=modal(section("2"))
    )
    stale = client.views_update(
        view_id=first["view"]["id"], hash=first["view"]["hash"], view=modal(section("3"))
    )
    assert await refusal(stale) == "hash_conflict"
    assert second["view"]["id"] == first["view"]["id"]
    assert await refusal(client.views_update(view_id="V404", view=modal(section("3")))) == "not_found"
    assert (
        await refusal(client.views_publish(user_id="U404", view={"type": "home", "blocks": []}))
        == "user_not_found"
    )


async def test_what_was_typed_survives_an_update_of_the_view(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    trigger = slack.platform.passes.trigger(ANA)
    kept, gone = text_input("why", "Why?"), text_input("when", "When?")
    opened = await client.views_open(trigger_id=trigger, view=modal(kept, gone))
    view = slack.platform.modals.stack(ANA)[0]
    typed = {b: {"text": {"type": "plain_text_input", "value": b}} for b in ("why", "when")}
    slack.platform.modals.hold(view, typed)
    updated = await client.views_update(view_id=opened["view"]["id"], view=modal(kept, text_input("new", "New?", initial_value="n")))  # fmt: skip
    values = updated["view"]["state"]["values"]
    assert {block: state["text"]["value"] for block, state in values.items()} == {"why": "why", "new": "n"}


async def test_no_more_than_three_modals_stack_up(slack: LocalSlack, client: AsyncWebClient) -> None:
    opened = await client.views_open(trigger_id=slack.platform.passes.trigger(ANA), view=modal(section("1")))

    async def push() -> Any:
        trigger = slack.platform.passes.trigger(ANA, view_id=opened["view"]["id"])
        return await client.views_push(trigger_id=trigger, view=modal(section("more")))

    await push()
    await push()
    assert await refusal(push()) == "push_limit_reached"
    stray = client.views_push(trigger_id=slack.platform.passes.trigger(ANA), view=modal(section("x")))
    assert await refusal(stray) == "not_found"


async def test_a_stream_grows_and_then_is_a_message(slack: LocalSlack, client: AsyncWebClient) -> None:
    asked = slack.person(ANA).says("what do I have?")
    stream = await client.chat_startStream(channel=asked.channel, thread_ts=asked.ts, markdown_text="You ")
    where = {"channel": asked.channel, "ts": stream["ts"]}
    await client.chat_appendStream(**where, markdown_text="have ")
    await client.chat_stopStream(
        **where, markdown_text="**nothing**", blocks=card("Ask?", button("Ask", "ask"))
    )
    [answer] = slack.messages(ANA, thread_ts=asked.ts)
    assert slack.text_of(answer) == "You have **nothing**\nAsk?\nAsk"
    assert (
        await refusal(client.chat_appendStream(**where, markdown_text="x"))
        == "message_not_in_streaming_state"
    )
    root = slack.person(BEN).says("hi", channel="access-requests")
    missing = client.chat_startStream(channel=root.channel, thread_ts=root.ts)
    assert await refusal(missing) == "missing_recipient_user_id"


async def test_an_assistants_status_goes_when_it_answers(slack: LocalSlack, client: AsyncWebClient) -> None:
    root = slack.person(ANA).opens_assistant()
    where = {"channel_id": root.channel, "thread_ts": root.ts}
    await client.assistant_threads_setStatus(**where, status="is looking")
    assert slack.platform.space.statuses == {(root.channel, root.ts): "is looking"}
    await client.chat_postMessage(channel=root.channel, thread_ts=root.ts, text="Found")
    assert slack.platform.space.statuses == {}
    five = [{"title": str(n), "message": "m"} for n in range(5)]
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.assistant_threads_setSuggestedPrompts(**where, prompts=five)


async def test_faults_come_when_ordered_and_only_then(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.fail_next("chat.postMessage", error="internal_error")
    slack.fail_next("users.info", http=503)
    assert await refusal(client.chat_postMessage(channel=ANA, text="x")) == "internal_error"
    assert (await raw(slack, "users.info", slack.bot_token, json={"user": ANA}))[0] == 503
    slack.fail_next("*", ratelimited=30)
    with pytest.raises(SlackApiError) as found:
        await client.users_info(user=ANA)
    assert (found.value.response.status_code, found.value.response.headers["Retry-After"]) == (429, "30")
    assert slack.messages(ANA) == []
    assert (await client.chat_postMessage(channel=ANA, text="x"))["ok"]


async def test_an_answer_can_get_lost_after_the_message_was_taken(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    slack.fail_next("chat.postMessage", after_apply=True)
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=ANA, text="once")
    assert [m.text for m in slack.messages(ANA)] == ["once"]


async def test_while_slack_is_down_nothing_is_taken(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.down()
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=ANA, text="x")
    slack.up()
    assert slack.messages(ANA) == []
    assert (await client.chat_postMessage(channel=ANA, text="x"))["ok"]
    assert [call.status for call in slack.calls] == [503, 200]


async def test_a_response_url_works_five_times_within_half_an_hour(slack: LocalSlack) -> None:
    async def respond(url: str, **body: Any) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
            return answer.status, await answer.text()

    channel = slack.channel_id("lounge")
    url = slack.platform.response_url(slack.platform.passes.response(user=ANA, channel=channel))
    assert await respond(url, text="for you") == (200, "ok")
    assert await respond(url, text="for all", response_type="in_channel") == (200, "ok")
    assert await respond(url, blocks=[{"type": "nope"}]) == (400, "invalid_blocks")
    assert await respond(url, delete_original=True) == (400, "message_not_found")
    assert await respond(url) == (400, "no_text")
    assert await respond(url, text="sixth") == (404, "used_url")
    assert [m.text for m in slack.ephemerals(ANA)] == ["for you"]
    assert [m.text for m in slack.messages("lounge")] == ["for all"]
    late = slack.platform.response_url(slack.platform.passes.response(user=ANA, channel=channel))
    slack.pass_time(30 * 60 + 1)
    assert await respond(late, text="late") == (404, "expired_url")


async def test_a_page_elsewhere_cannot_reach_in_through_a_rebound_name(slack: LocalSlack) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{slack.url}/playground/state?as={ANA}", headers={"host": "evil.example"}) as answer,
    ):
        assert answer.status == 400
