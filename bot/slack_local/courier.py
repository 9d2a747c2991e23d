"""Carries what happens in the workspace to the bot: signed, on Slack's timing, again when not acknowledged.

Slack waits 3 seconds for a 2xx. An event that gets none comes again at once, after a minute and after five
(docs.slack.dev/apis/events-api, "Retries"); an interaction never does, the person sees an error instead.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from bot.slack_local.errors import BotFailed, Json

ACK_SECONDS = 3.0
RETRY_SECONDS = (0.0, 60.0, 300.0)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot answered; status 0 with a reason when it did not."""

    status: int
    body: str = ""
    reason: str = ""
    """`http_timeout`, `connection_failed` or `http_error`, as in x-slack-retry-reason."""
    no_retry: bool = False

    @property
    def acknowledged(self) -> bool:
        """Whether Slack is content."""
        return 200 <= self.status < 300


@dataclass(slots=True)
class Delivery:
    """One event or interaction on its way, with every answer it got."""

    kind: str
    payload: Json
    replies: list[Reply] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The event id; empty for an interaction."""
        return str(self.payload.get("event_id", ""))

    @property
    def acknowledged(self) -> bool:
        """Whether the bot took it."""
        return any(reply.acknowledged for reply in self.replies)


class Courier:
    """Speaks to one bot URL."""

    def __init__(
        self,
        *,
        signing_secret: str,
        bot_name: str,
        bot_url: str = "",
        ack_seconds: float = ACK_SECONDS,
        retry_seconds: Sequence[float] = RETRY_SECONDS,
    ) -> None:
        self.bot_url = bot_url
        self.deliveries: list[Delivery] = []
        self._bot_name = bot_name
        self._signer = SignatureVerifier(signing_secret)
        self._ack_seconds = ack_seconds
        self._retry_seconds = tuple(retry_seconds)
        self._session: aiohttp.ClientSession | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    def send_event(self, payload: Json) -> Delivery:
        """Starts the delivery of an event and its retries, and does not wait for them."""
        delivery = Delivery(str(payload["event"]["type"]), payload)
        self.deliveries.append(delivery)
        task = asyncio.get_running_loop().create_task(self._carry(delivery))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return delivery

    async def redeliver(self, event_id: str, *, reason: str = "http_timeout") -> Reply:
        """Delivers an event once more, as Slack does when the acknowledgement got lost on the way."""
        delivery = next((one for one in self.deliveries if one.id == event_id), None)
        if delivery is None:
            raise LookupError(f"no event {event_id} was delivered")
        return await self._attempt(delivery, retry=max(1, len(delivery.replies)), reason=reason)

    async def interact(self, payload: Json) -> str:
        """Delivers an interaction (`payload=` form) and gives back the body of the answer.

        Raises BotFailed when there is no 2xx in time.
        """
        return await self._once(str(payload["type"]), payload, {"payload": json.dumps(payload)})

    async def command(self, payload: Json) -> str:
        """Delivers a slash command (plain form); otherwise like `interact`."""
        return await self._once("command", payload, {key: str(value) for key, value in payload.items()})

    async def _once(self, kind: str, payload: Json, form: dict[str, str]) -> str:
        delivery = Delivery(kind, payload)
        self.deliveries.append(delivery)
        body = urlencode(form).encode()
        reply = await self.post(body, {"content-type": "application/x-www-form-urlencoded"})
        delivery.replies.append(reply)
        if reply.acknowledged:
            return reply.body
        if reply.reason == "http_timeout":
            raise BotFailed(f"{self._bot_name} did not answer in {self._ack_seconds:g} seconds; try again.")
        if reply.reason == "connection_failed":
            raise BotFailed(f"{self._bot_name} cannot be reached; try again in a moment.")
        raise BotFailed(f"{self._bot_name} answered with an error (HTTP {reply.status}); try again.")

    async def _carry(self, delivery: Delivery) -> None:
        reply = await self._attempt(delivery)
        for number, pause in enumerate(self._retry_seconds, start=1):
            if reply.acknowledged or reply.no_retry:
                return
            if pause:
                await asyncio.sleep(pause)
            reply = await self._attempt(delivery, retry=number, reason=reply.reason)

    async def _attempt(self, delivery: Delivery, *, retry: int = 0, reason: str = "") -> Reply:
        headers = {"content-type": "application/json"}
        if retry:
            headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": reason}
        reply = await self.post(json.dumps(delivery.payload).encode(), headers)
        delivery.replies.append(reply)
        return reply

    async def post(self, body: bytes, headers: dict[str, str]) -> Reply:
        """One signed request; never raises for what the bot does."""
        if not self.bot_url:
            return Reply(0, reason="connection_failed")
        timestamp = str(int(time.time()))
        signature = self._signer.generate_signature(timestamp=timestamp, body=body) or ""
        signed = {"x-slack-request-timestamp": timestamp, "x-slack-signature": signature}
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=4),
                headers={"user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)"},
            )
        try:
            async with self._session.post(
                self.bot_url,
                data=body,
                headers=headers | signed,
                timeout=aiohttp.ClientTimeout(total=self._ack_seconds),
            ) as answer:
                text = await answer.text(errors="replace")
                reason = "" if 200 <= answer.status < 300 else "http_error"
                return Reply(answer.status, text, reason, answer.headers.get("x-slack-no-retry") == "1")
        except TimeoutError:
            return Reply(0, reason="http_timeout")
        except aiohttp.ClientError:
            return Reply(0, reason="connection_failed")

    async def settle(self) -> None:
        """Waits until nothing is on its way any more, retries included."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    async def close(self) -> None:
        """Gives up what is on its way and closes the connections."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None
