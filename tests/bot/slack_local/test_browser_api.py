"""The playground page's API: what it draws, what it sends, and the sentence it gets when that fails."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.slack_local import LocalSlack, Persona, Shortcut, SlashCommand, attention
from catalog.connectors.wire import tls
from tests.bot.slack_local.conftest import (
    ANA,
    BEN,
    CYD,
    GONE,
    Bot,
    button,
    card,
    local_slack,
    modal,
    section,
    text_input,
)


class Clock:
    """The product's time, which the playground may move."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 2, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    async def advance(self, span: timedelta) -> datetime:
        self.at += span
        return self.at


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with local_slack(
        personas=[
            Persona(ANA, "Employee", "Wants things", ("I need Snowflake",)),
            Persona(BEN, "Manager"),
        ],
        commands=[SlashCommand("/access", "Ask for access")],
        shortcuts=[Shortcut("ask", "Ask for this"), Shortcut("anywhere", "Ask", on_messages=False)],
        clock=Clock(),
    ) as running:
        yield running


@pytest.fixture
async def page(slack: LocalSlack) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=slack.url, verify=tls()) as client:
        yield client


async def sends(page: httpx.AsyncClient, path: str, **body: Any) -> dict[str, Any]:
    answer = await page.post(f"/playground/{path}", json={"as": ANA, **body})
    assert answer.json()["ok"] is (answer.status_code == 200)
    assert answer.status_code in (200, 400, 404)
    return dict(answer.json())


async def state(page: httpx.AsyncClient, user: str = ANA, window: str = "") -> dict[str, Any]:
    return dict((await page.get("/playground/state", params={"as": user, "window": window})).json())


async def test_the_state_is_one_persons_whole_screen(slack: LocalSlack, page: httpx.AsyncClient) -> None:
    seen = await state(page)
    assert seen["team"] == {"id": "T0LOCAL01", "name": "Local"}
    assert seen["bot"]["app_name"] == "Usher"
    assert seen["me"] == ANA
    assert seen["personas"] == [
        {
            "user": ANA,
            "role": "Employee",
            "blurb": "Wants things",
            "try": ["I need Snowflake"],
            "unread": 0,
        },
        {"user": BEN, "role": "Manager", "blurb": "", "try": [], "unread": 0},
    ]
    assert seen["users"][ANA]["initials"] == "AL"
    assert [(c["name"], c["kind"], c["unread"]) for c in seen["channels"]] == [
        ("access-requests", "channel", 0), ("lounge", "channel", 0), ("Usher", "im", 0),
    ]  # fmt: skip
    assert seen["channels"][2]["user"] == slack.platform.space.bot_user_id
    assert seen["commands"] == [{"command": "/access", "description": "Ask for access"}]
    assert seen["shortcuts"] == [{"callback_id": "ask", "name": "Ask for this"}]
    assert seen == (await page.get("/playground/state")).json()  # the first persona, when nobody is named
    assert (seen["home"], seen["views"], seen["assistant_prompts"], seen["status"]) == (None, [], [], None)
    assert seen["clock"] == {"now": "2026-11-02T09:00:00+00:00", "can_advance": True}


async def test_messages_come_with_threads_notes_and_unread_counts(
    slack: LocalSlack, page: httpx.AsyncClient, bot: Bot
) -> None:
    channel = slack.channel_id("access-requests")
    root = await bot.client.chat_postMessage(
        channel=channel, text="root", blocks=card("root", button("Ok", "ok"))
    )
    await bot.client.chat_postEphemeral(channel=channel, user=ANA, text="psst")
    await sends(page, "message", channel=channel, text="a reply", thread_ts=root["ts"])

    async def seen(user: str = ANA, **params: str) -> list[dict[str, Any]]:
        answer = await page.get("/playground/messages", params={"as": user, "channel": channel, **params})
        return list(answer.json()["messages"])

    top = await seen()
    assert [(m["text"], m["ephemeral"], m["reply_count"]) for m in top] == [
        ("root", False, 1),
        ("psst", True, 0),
    ]
    assert top[0]["reply_users"] == [ANA]
    assert [m["text"] for m in await seen(BEN)] == ["root"]
    assert [m["text"] for m in await seen(thread_ts=root["ts"])] == ["root", "a reply"]
    unread = {c["id"]: c["unread"] for c in (await state(page, BEN))["channels"]}
    assert unread[channel] == 1
    await sends(page, "read", **{"as": BEN, "channel": channel})
    assert {c["id"]: c["unread"] for c in (await state(page, BEN))["channels"]}[channel] == 0


async def waiting(page: httpx.AsyncClient) -> dict[str, int]:
    """What stands on the faces, whoever looks."""
    counts = {persona["user"]: persona["unread"] for persona in (await state(page))["personas"]}
    assert counts == {persona["user"]: persona["unread"] for persona in (await state(page, BEN))["personas"]}
    return counts


async def test_a_face_counts_direct_messages_and_mentions_until_they_are_seen(
    slack: LocalSlack, page: httpx.AsyncClient, bot: Bot
) -> None:
    requests = slack.channel_id("access-requests")
    dm = (await bot.client.chat_postMessage(channel=BEN, text="Hello"))["channel"]
    assert await waiting(page) == {ANA: 0, BEN: 1}
    await bot.client.chat_postMessage(channel=requests, text="News for everybody")
    root = await bot.client.chat_postMessage(
        channel=requests, text="Ana asks", blocks=card(f"<@{BEN}> decides", button("Ok", "ok"))
    )
    assert await waiting(page) == {ANA: 0, BEN: 2}
    await bot.client.chat_postMessage(channel=requests, text=f"<@{BEN}>, please", thread_ts=root["ts"])
    slack.person(BEN).says(f"<@{ANA}> and <@{BEN}>, see above", channel=requests)
    assert await waiting(page) == {ANA: 1, BEN: 1}  # writing in a channel is having seen it
    await sends(page, "read", **{"as": BEN, "channel": dm})
    await sends(page, "read", channel=requests)
    assert await waiting(page) == {ANA: 0, BEN: 0}


async def test_a_face_counts_a_card_for_as_long_as_it_names_somebody(
    slack: LocalSlack, page: httpx.AsyncClient, bot: Bot
) -> None:
    requests = slack.channel_id("access-requests")
    root = await bot.client.chat_postMessage(
        channel=requests, text="x", blocks=[section(f"waits for <@{BEN}>")]
    )
    assert await waiting(page) == {ANA: 0, BEN: 1}
    await bot.client.chat_update(
        channel=requests, ts=root["ts"], text="x", blocks=[section(f"waits for <@{ANA}>")]
    )
    assert await waiting(page) == {ANA: 1, BEN: 0}
    await bot.client.chat_delete(channel=requests, ts=root["ts"])
    assert await waiting(page) == {ANA: 0, BEN: 0}


async def test_somebody_who_is_not_in_a_channel_is_not_waited_for_there(
    slack: LocalSlack, page: httpx.AsyncClient
) -> None:
    counts = attention.waiting(slack.platform.space, [ANA, CYD])
    slack.person(BEN).says(f"<@{CYD}> knows, and <@{ANA}> too", channel=slack.channel_id("access-requests"))

    assert counts == {ANA: 0, CYD: 0}
    assert attention.waiting(slack.platform.space, [ANA, CYD]) == {ANA: 1, CYD: 0}


async def test_a_whole_conversation_from_the_page(
    slack: LocalSlack, page: httpx.AsyncClient, bot: Bot
) -> None:
    @bot.app.action("open")
    async def opened(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("why", "Why?")))

    @bot.app.view("ask")
    async def ask(ack: Any, view: dict[str, Any]) -> None:
        if view["state"]["values"]["why"]["text"]["value"] == "no":
            await ack(response_action="errors", errors={"why": "Say more."})
        else:
            await ack()

    @bot.app.view_closed("ask")
    async def closed(ack: Any) -> None:
        await ack()

    sent = await bot.client.chat_postMessage(
        channel=ANA, text="Hi", blocks=card("Hi", button("Open", "open"))
    )
    where = {"type": "message", "channel": sent["channel"], "ts": sent["ts"]}
    action = {"action_id": "open", "block_id": "choice", "type": "button", "value": "42"}
    assert await sends(page, "action", container=where, action=action) == {"ok": True}
    [view] = (await state(page))["views"]
    assert view["state"]["values"]["why"]["text"] == {"type": "plain_text_input", "value": None}

    def typed(value: str) -> dict[str, Any]:
        return {"values": {"why": {"text": {"type": "plain_text_input", "value": value}}}}

    objected = await sends(page, "view/submit", view_id=view["id"], state=typed("no"))
    assert objected == {"ok": True, "response_action": "errors", "errors": {"why": "Say more."}}
    assert (await state(page))["views"][0]["errors"] == {"why": "Say more."}
    done = await sends(page, "view/submit", view_id=view["id"], state=typed("board deck"))
    assert done == {"ok": True, "response_action": None}
    assert (await state(page))["views"] == []
    gone = await sends(page, "view/close", view_id=view["id"])
    assert gone["error"] == "That window is closed; open it again."
    await sends(page, "action", container=where, action=action)
    assert (await sends(page, "view/close", view_id=(await state(page))["views"][0]["id"]))["ok"]
    stale = await sends(page, "action", container=where, action=action | {"action_id": "other"})
    assert stale["error"] == "That button is gone; reload to see the message as it is now."


async def test_a_modal_is_in_the_window_it_was_asked_for_in(
    page: httpx.AsyncClient, bot: Bot, slack: LocalSlack
) -> None:
    @bot.app.command("/access")
    async def access(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("why", body["text"])))

    @bot.app.view("ask")
    async def ask(ack: Any) -> None:
        await ack(response_action="push", view=modal(section("Sure?")))

    async def views(window: str) -> list[str]:
        seen = (await state(page, window=window))["views"]
        return [slack.text_of(view) for shown in seen if (view := slack.platform.modals.find(shown["id"]))]

    room = slack.channel_id("access-requests")
    for window, text in (("left", "From the left"), ("right", "From the right")):
        await sends(page, "command", channel=room, command="/access", text=text, window=window)
    assert [len(await views(window)) for window in ("left", "right", "")] == [1, 1, 0]
    assert "From the left" in (await views("left"))[0]

    [left] = (await state(page, window="left"))["views"]
    typed = {"values": {"why": {"text": {"type": "plain_text_input", "value": "board deck"}}}}
    await sends(page, "view/submit", view_id=left["id"], state=typed, window="left")
    assert [len(await views(window)) for window in ("left", "right")] == [2, 1]
    await sends(page, "view/close", view_id=left["id"], whole_stack=True, window="left")
    assert [len(await views(window)) for window in ("left", "right")] == [0, 1]


async def test_commands_shortcuts_home_and_the_assistant(
    slack: LocalSlack, page: httpx.AsyncClient, bot: Bot
) -> None:
    @bot.app.command("/access")
    async def command(ack: Any, body: dict[str, Any]) -> None:
        bot.seen.append(body["text"])
        await ack("Looking")

    @bot.app.shortcut("ask")
    async def shortcut(ack: Any, body: dict[str, Any]) -> None:
        bot.seen.append(body["message"]["text"])
        await ack()

    @bot.app.event("app_home_opened")
    async def home(event: dict[str, Any], client: Any) -> None:
        await client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [section("Welcome")]}
        )

    @bot.app.event("message")
    async def hear() -> None: ...

    dm = (await sends(page, "open_im", user=slack.platform.space.bot_user_id))["channel"]
    said = await sends(page, "message", channel=dm, text="Hello @Ben Okoro")
    await sends(page, "command", channel=dm, command="/access", text="snowflake")
    assert bot.seen == ["snowflake"]
    assert (await slack.note(ANA, "Looking")).channel == dm
    await sends(page, "shortcut", callback_id="ask", channel=dm, ts=said["ts"])
    assert bot.seen[1] == "Hello <@U0BEN>"
    await sends(page, "home")
    await slack.home_tab(ANA, "Welcome")
    assert (await state(page))["home"]["blocks"][0]["text"]["text"] == "Welcome"
    assert (await sends(page, "assistant"))["channel"] == dm
    assert (await sends(page, "command", channel=dm, command="/nope"))[
        "error"
    ] == "/nope is not a command here."


async def test_a_search_from_the_page_gives_the_bots_options(
    slack: LocalSlack, page: httpx.AsyncClient, bot: Bot
) -> None:
    option = {"text": {"type": "plain_text", "text": "Payroll"}, "value": "payroll"}

    @bot.app.options("resource")
    async def options(ack: Any) -> None:
        await ack(options=[option])

    search = {"type": "external_select", "action_id": "resource"}
    blocks = [{"type": "actions", "block_id": "what", "elements": [search]}]
    sent = await bot.client.chat_postMessage(channel=ANA, text="What?", blocks=blocks)
    where = {"type": "message", "channel": sent["channel"], "ts": sent["ts"]}
    found = await sends(page, "options", container=where, action_id="resource", block_id="what", value="pay")
    assert found["options"][0]["value"] == "payroll"
    assert found["option_groups"] == []


async def test_time_moves_when_the_host_app_lets_it(slack: LocalSlack, page: httpx.AsyncClient) -> None:
    moved = await page.post("/playground/clock", json={"advance": "P1D"})
    assert moved.json() == {"ok": True, "now": "2026-11-03T09:00:00+00:00"}
    assert "ISO 8601" in (await sends(page, "clock", advance="tomorrow"))["error"]
    await sends(page, "message", channel=slack.channel_id("lounge"), text="later")
    assert float(slack.messages("lounge")[0].ts) >= datetime(2026, 11, 3, 9, tzinfo=UTC).timestamp()
    async with local_slack() as still, httpx.AsyncClient(base_url=still.url, verify=tls()) as other:
        answer = await other.post("/playground/clock", json={"as": ANA, "advance": "P1D"})
        assert (answer.status_code, answer.json()["error"]) == (404, "Time cannot be moved here.")


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("message", {"as": "U404", "channel": "lounge", "text": "x"}, "Nobody here has that id; pick somebody from the list."),
        ("message", {"as": GONE, "channel": "lounge", "text": "x"}, "Gil Gone is deactivated and cannot do anything in Slack."),
        ("message", {"channel": "nowhere", "text": "x"}, "There is no conversation nowhere; pick one from the list."),
        ("message", {"channel": "lounge", "text": "  "}, "There is nothing to send; write something first."),
        ("message", {"channel": "lounge", "text": "x" * 40_001}, "Your message is too long; keep it under 40,000 characters."),
        ("message", {"channel": "lounge", "text": "x", "thread_ts": "1.000001"}, "That thread is gone; reload to see the channel as it is now."),
        ("message", {"channel": "lounge"}, "The request lacks text; reload the page."),
        ("action", {"container": {"type": "message", "channel": "lounge", "ts": "1.000001"}, "action": {}}, "That message is gone; reload to see the channel as it is now."),
        ("action", {"container": {"type": "home"}, "action": {}}, "The home tab is still empty; open it again."),
        ("view/submit", {"view_id": "V1", "state": {"values": {"why": {"text": "no object"}}}}, "The request's state is malformed; reload the page."),
        ("command", {"channel": "lounge", "command": "/access"}, "Usher cannot be reached; try again in a moment."),
    ],
)  # fmt: skip
async def test_what_cannot_be_done_is_said_in_one_sentence(
    page: httpx.AsyncClient, path: str, body: dict[str, Any], says: str
) -> None:
    assert await sends(page, path, **body) == {"ok": False, "error": says}


async def test_a_post_that_a_foreign_page_could_send_is_refused(
    slack: LocalSlack, page: httpx.AsyncClient
) -> None:
    body = json.dumps({"as": ANA, "channel": "lounge", "text": "x"})
    answer = await page.post("/playground/message", content=body, headers={"content-type": "text/plain"})
    assert answer.status_code == 400
    assert slack.messages("lounge") == []


async def test_the_stream_names_what_to_fetch_again_to_whom_it_concerns(
    slack: LocalSlack, page: httpx.AsyncClient
) -> None:
    lounge, requests = slack.channel_id("lounge"), slack.channel_id("access-requests")
    async with page.stream("GET", "/playground/stream", params={"as": "U0CYD"}) as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == ": connected"
        slack.person(BEN).says("not for Cyd", channel=requests)
        root = slack.person(BEN).says("for all", channel=lounge)
        slack.person(BEN).says("a reply", channel=lounge, thread_ts=root.ts)
        slack.platform.space.set_status(slack.dm("U0CYD"), "1.0", "is looking")
        events: list[dict[str, Any]] = []
        async with asyncio.timeout(5):
            while not events or events[-1]["type"] != "status":
                line = await anext(lines)
                if line.startswith("data: "):
                    events.append(json.loads(line.removeprefix("data: ")))
    assert [(e["type"], e.get("channel"), e.get("thread_ts")) for e in events if e["type"] != "state"] == [
        ("channel", lounge, None),
        ("channel", lounge, root.ts),
        ("status", slack.dm("U0CYD"), "1.0"),
    ]


async def test_stopping_ends_open_streams() -> None:
    other = local_slack()
    await other.start()
    async with (
        asyncio.timeout(5),
        httpx.AsyncClient(base_url=other.url, verify=tls()) as page,
        page.stream("GET", "/playground/stream", params={"as": ANA}) as stream,
    ):
        lines = stream.aiter_lines()
        await anext(lines)
        await other.stop()
        assert [line async for line in lines if line] == []


async def test_the_page_itself_is_served(page: httpx.AsyncClient) -> None:
    answer = await page.get("/")
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, "text/html")
    assert (await page.get("/%2e%2e/server.py")).status_code == 404
