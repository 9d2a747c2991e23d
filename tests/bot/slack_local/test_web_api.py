"""The Web API as an app meets it: who may, what is refused with which code, what comes back."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_local import LocalSlack, SlackChannel
from tests.bot.slack_local.calls import raw, refusal
from tests.bot.slack_local.conftest import (
    ANA,
    BEN,
    CYD,
    GONE,
    button,
    card,
    local_slack,
)

NO_TEXT = pytest.mark.filterwarnings("ignore:The top-level `text` argument is missing")
"""Some tests leave the text out on purpose; the SDK warns of that."""


async def test_a_call_without_the_right_token_is_refused(slack: LocalSlack) -> None:
    assert await raw(slack, "auth.test") == (200, {"ok": False, "error": "not_authed"})
    assert (await raw(slack, "auth.test", "xoxb-other"))[1]["error"] == "invalid_auth"
    assert (await raw(slack, "chat.postPoem", slack.bot_token))[1]["error"] == "unknown_method"
    assert (await raw(slack, "apps.connections.open", slack.bot_token))[1][
        "error"
    ] == "not_allowed_token_type"
    assert (await raw(slack, "auth.test", slack.bot_token))[1]["ok"] is True
    assert "token" not in str(slack.calls[-1].args)


async def test_json_forms_and_a_token_in_the_body_are_all_understood(slack: LocalSlack) -> None:
    token = slack.bot_token
    blocks = '[{"type":"section","text":{"type":"mrkdwn","text":"in a form"}}]'
    form = {"token": token, "channel": ANA, "blocks": blocks}
    assert (await raw(slack, "chat.postMessage", data=form))[1]["ok"] is True
    assert (await raw(slack, "chat.postMessage", token, json={"channel": ANA, "text": "json"}))[1][
        "ok"
    ] is True
    assert [slack.text_of(m) for m in slack.messages(ANA)] == ["in a form", "json"]
    assert (await raw(slack, "chat.postMessage", data=form | {"blocks": "[oops"}))[1][
        "error"
    ] == "invalid_blocks_format"
    broken = {
        "data": b"{oops",
        "headers": {"content-type": "application/json", "authorization": f"Bearer {token}"},
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(slack.api_url + "auth.test", **broken) as answer,
    ):  # type: ignore[arg-type]
        assert (await answer.json())["error"] == "invalid_json"


async def test_refused_blocks_come_with_the_details_the_sdk_hands_on(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError) as found:
        await client.chat_postMessage(channel=ANA, text="x", blocks=[{"type": "divider"}] * 51)
    answer = found.value.response
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]
    assert slack.messages(ANA) == []


@NO_TEXT
async def test_a_message_that_slack_would_not_take_is_refused_with_its_code(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    here = "access-requests"
    post = client.chat_postMessage
    assert await refusal(post(channel="nowhere", text="x")) == "channel_not_found"
    assert await refusal(post(channel="#lounge", text="x")) == "not_in_channel"
    assert await refusal(post(channel=GONE, text="x")) == "channel_not_found"
    assert await refusal(post(channel=here, text=" ")) == "no_text"
    assert await refusal(post(channel=here, text="x" * 40_001)) == "msg_too_long"
    assert await refusal(post(channel=here, text="x", thread_ts="1.000001")) == "thread_not_found"
    assert (
        await refusal(post(channel=here, text="x", metadata={"event_type": "no payload"}))
        == "invalid_metadata_format"
    )
    assert await refusal(post(channel=here, text="x", markdown_text="y")) == "markdown_text_conflict"
    assert (await post(channel=here, text="x" * 40_000))["ok"]
    root = await post(channel=here, text="root")
    reply = await post(channel=here, text="reply", thread_ts=root["ts"])
    assert await refusal(post(channel=here, text="x", thread_ts=reply["ts"])) == "cannot_reply_to_message"


async def test_an_ephemeral_needs_a_reader_in_the_channel(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.channel_id("access-requests")
    assert (
        await refusal(client.chat_postEphemeral(channel=channel, user=CYD, text="x")) == "user_not_in_channel"
    )
    assert (
        await refusal(client.chat_postEphemeral(channel=channel, user="U404", text="x")) == "user_not_found"
    )
    answer = await client.chat_postEphemeral(channel=channel, user=ANA, text="x")
    # An ephemeral message cannot be edited through the Web API.
    assert (
        await refusal(client.chat_update(channel=channel, ts=answer["message_ts"], text="y"))
        == "message_not_found"
    )


async def test_only_its_own_messages_can_be_changed_or_deleted(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    hers = slack.person(ANA).says("mine", channel="access-requests")
    where = {"channel": hers.channel, "ts": hers.ts}
    assert await refusal(client.chat_update(**where, text="yours")) == "cant_update_message"
    assert await refusal(client.chat_delete(**where)) == "cant_delete_message"
    assert (
        await refusal(client.chat_update(channel=hers.channel, ts="1.000001", text="x"))
        == "message_not_found"
    )
    assert (
        await refusal(client.chat_update(channel="access-requests", ts=hers.ts, text="x"))
        == "channel_not_found"
    )


@NO_TEXT
async def test_text_alone_replaces_the_blocks_and_shows_as_edited(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    blocks = card("Choose", button("Approve", "approve"))
    sent = await client.chat_postMessage(channel=ANA, text="Choose", blocks=blocks)
    where = {"channel": sent["channel"], "ts": sent["ts"]}
    await client.chat_update(**where, blocks=card("Choose again", button("Approve", "approve")))
    [shown] = slack.messages(ANA)
    assert (shown.text, slack.text_of(shown), shown.edited) == ("Choose", "Choose again\nApprove", None)
    await client.chat_update(**where, text="Done")
    [shown] = slack.messages(ANA)
    assert (shown.blocks, slack.text_of(shown)) == ([], "Done")
    assert shown.edited is not None
    assert await refusal(client.chat_update(**where, text="x" * 4001)) == "msg_too_long"
    assert await refusal(client.chat_update(**where, text="")) == "no_text"


async def test_a_deleted_message_with_replies_leaves_a_tombstone(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    alone = await client.chat_postMessage(channel=ANA, text="alone")
    root = await client.chat_postMessage(channel=ANA, text="root")
    slack.person(ANA).says("reply", thread_ts=root["ts"])
    for message in (alone, root):
        await client.chat_delete(channel=message["channel"], ts=message["ts"])
    answer = await client.conversations_history(channel=slack.dm(ANA))
    assert [m.get("subtype") for m in answer["messages"]] == ["tombstone"]
    assert answer["messages"][0]["reply_count"] == 1


async def test_history_comes_newest_first_in_pages_and_metadata_on_request(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    metadata = {"event_type": "request", "event_payload": {"id": "7"}}
    sent = [await client.chat_postMessage(channel=ANA, text=f"m{n}", metadata=metadata) for n in range(5)]
    channel = slack.dm(ANA)
    texts: list[str] = []
    cursor = ""
    while True:
        page = await client.conversations_history(channel=channel, limit=2, cursor=cursor)
        texts += [m["text"] for m in page["messages"]]
        assert all("metadata" not in m for m in page["messages"])
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert texts == ["m4", "m3", "m2", "m1", "m0"]
    whole = await client.conversations_history(channel=channel, include_all_metadata=True)
    assert whole["messages"][0]["metadata"] == metadata
    since = await client.conversations_history(channel=channel, oldest=sent[3]["ts"])
    assert [m["text"] for m in since["messages"]] == ["m4"]
    since = await client.conversations_history(channel=channel, oldest=sent[3]["ts"], inclusive=True)
    assert [m["text"] for m in since["messages"]] == ["m4", "m3"]
    assert await refusal(client.conversations_history(channel=channel, cursor="bogus")) == "invalid_cursor"
    assert await refusal(client.conversations_history(channel=slack.channel_id("lounge"))) == "not_in_channel"


async def test_a_thread_is_read_from_its_root(slack: LocalSlack, client: AsyncWebClient) -> None:
    root = await client.chat_postMessage(channel="access-requests", text="root")
    for text in ("one", "two"):
        slack.person(BEN).says(text, channel="access-requests", thread_ts=root["ts"])
    answer = await client.conversations_replies(channel=root["channel"], ts=root["ts"])
    assert [m["text"] for m in answer["messages"]] == ["root", "one", "two"]
    assert answer["messages"][0]["reply_users"] == [BEN]
    assert (
        await refusal(client.conversations_replies(channel=root["channel"], ts="1.000001"))
        == "thread_not_found"
    )


async def test_people_are_found_by_id_by_mail_and_page_by_page(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    assert (await client.users_info(user=ANA))["user"]["profile"]["email"] == "ana@example.com"
    assert await refusal(client.users_info(user="U404")) == "user_not_found"
    assert (await client.users_lookupByEmail(email="BEN@example.com"))["user"]["id"] == BEN
    assert await refusal(client.users_lookupByEmail(email="gil@example.com")) == "users_not_found"
    found: list[str] = []
    async for page in await client.users_list(limit=2):
        found += [user["id"] for user in page["members"]]
    assert found == [ANA, BEN, CYD, GONE, slack.platform.space.bot_user_id]
    assert (await client.users_info(user=GONE))["user"]["deleted"] is True
    mine = await client.users_conversations(user=CYD)
    assert [channel["name"] for channel in mine["channels"]] == ["lounge"]


async def test_conversations_are_opened_listed_and_joined(slack: LocalSlack, client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users=ANA)
    assert opened["channel"]["id"] == slack.dm(ANA)
    assert (await client.conversations_open(users=ANA))["already_open"] is True
    assert await refusal(client.conversations_open(users=GONE)) == "user_disabled"
    assert await refusal(client.conversations_open(users="U404")) == "user_not_found"
    lounge = slack.channel_id("lounge")
    assert (await client.conversations_info(channel=lounge))["channel"]["is_member"] is False
    await client.conversations_join(channel=lounge)
    assert (await client.chat_postMessage(channel="lounge", text="hi"))["ok"]
    assert await refusal(client.usergroups_users_list(usergroup="S1")) == "no_such_subteam"
    assert (await client.bots_info(bot=slack.platform.space.bot_id))["bot"]["name"] == "Usher"


async def test_a_private_channel_without_the_bot_does_not_exist_for_it() -> None:
    async with local_slack(
        channels=[SlackChannel("board", (ANA,), is_private=True, with_bot=False)]
    ) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        channel = slack.channel_id("board")
        assert await refusal(client.conversations_info(channel=channel)) == "channel_not_found"
        assert await refusal(client.chat_postMessage(channel=channel, text="x")) == "channel_not_found"
        listed = await client.conversations_list(types="public_channel,private_channel")
        assert listed["channels"] == []


async def test_a_scope_that_the_manifest_lacks_is_named() -> None:
    async with local_slack(scopes={"chat:write", "users:read", "channels:history"}) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        assert (await client.chat_postMessage(channel=ANA, text="x"))["ok"]
        assert "email" not in (await client.users_info(user=ANA))["user"]["profile"]
        with pytest.raises(SlackApiError) as found:
            await client.users_lookupByEmail(email="ana@example.com")
        assert found.value.response["error"] == "missing_scope"
        assert found.value.response["needed"] == "users:read.email"
        assert await refusal(client.conversations_history(channel=slack.dm(ANA))) == "missing_scope"
        assert (await client.conversations_history(channel=slack.channel_id("access-requests")))["ok"]
