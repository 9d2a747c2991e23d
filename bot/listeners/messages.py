"""Words: direct messages, and mentions in channels.

A message is put into the queue before Slack gets its acknowledgement, and read from there: from then on no
crash loses it, and delivered again by Slack it is known by its event id and read once.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from approvals.jobs.handlers import LastWords
from approvals.jobs.port import Job
from approvals.jobs.retry import TryAgain
from bot.delivery.slack_calls import lasting
from bot.identity import workspaces
from bot.listeners.conversation import hear
from bot.listeners.failures import tell_failure_at, tell_given_up
from bot.listeners.front import Front, Seat
from bot.listeners.guarded import Guarded
from bot.listeners.incoming import plain_words
from bot.listeners.replies import answered_in_messages
from bot.listeners.status_line import status_line

HEAR = "hear"
"""The job that reads one message."""

_WORDS = {None, "file_share", "thread_broadcast"}
"""The subtypes of a message that somebody wrote; edits, deletions and notices are others."""


def register(app: Guarded, front: Front) -> None:
    """Listens to messages and mentions."""

    @app.before_acknowledging
    async def taken_in(body: dict[str, Any], context: Any) -> None:
        heard = _heard(body)
        if heard is not None:
            team, actor = workspaces(context)
            where = {"team": team, "actor": actor, "bot": context.bot_user_id}
            payload = {"message": json.dumps(heard | where)}
            async with front.desk_of().store.transaction() as tx:
                tx.enqueue(
                    Job(name=HEAR, key=f"hear:{body['event_id']}", payload=payload, lane=heard["channel"])
                )

    @app.event("message")
    async def message() -> None:
        """It is in the queue already."""

    @app.event("app_mention")
    async def mention() -> None:
        """It is in the queue already."""


def _heard(body: dict[str, Any]) -> dict[str, Any] | None:
    """What matters of an event that is somebody's words to Usher; None for all others."""
    event = body.get("event") or {}
    said = bool(event.get("user")) and not event.get("bot_id") and event.get("subtype") in _WORDS
    thread = str(event.get("thread_ts") or "")
    if not said or not body.get("event_id"):
        return None
    if event.get("type") == "message" and event.get("channel_type") == "im":
        pass
    elif event.get("type") == "app_mention" and not str(event.get("channel", "")).startswith("D"):
        # in a direct message the same words also come as a message, which is the one that counts
        thread = thread or str(event["ts"])
    else:
        return None
    return {
        "event_id": body["event_id"],
        "user": event["user"],
        "channel": event["channel"],
        "ts": event["ts"],
        "thread_ts": thread,
        "text": str(event.get("text") or ""),
    }


def hearing(front: Front) -> Callable[[Any], Awaitable[None]]:
    """The handler of the job: reads one message and answers it.

    Raises TryAgain while Slack is away; an answer that it will never take is said to have failed, where that is possible.
    """

    async def handle(payload: Any) -> None:
        message = json.loads(payload["message"])
        seat = _seat(message)
        try:
            person = await front.identity.person(seat.user, message["team"], message.get("actor"))
            if await answered_in_messages(front, person, message, seat):
                return
            text = await plain_words(
                front.identity,
                front.desk_of().company,
                message["text"],
                team=message["team"],
                bot_user=message["bot"],
            )
            async with status_line(front, seat.channel, seat.thread_ts or message["ts"]):
                await hear(front, person=person, text=text, seat=seat)
        except (aiohttp.ClientError, TimeoutError, SlackApiError) as away:
            if not lasting(away):
                raise TryAgain("Slack does not take the answer.") from away
            await tell_failure_at(front, away, seat)
        except TryAgain:
            raise
        except Exception as error:  # noqa: BLE001 - one sentence for the person; reading it again would end the same
            await tell_failure_at(front, error, seat)

    return handle


def giving_up(front: Front) -> LastWords:
    """What is done when the last try of the job has failed: whoever wrote is told that no answer will come."""

    async def speak(payload: Any, sentence: str) -> None:
        message = json.loads(payload["message"])
        await tell_given_up(front, _seat(message), written=message["ts"], what="answer")

    return speak


def _seat(message: dict[str, Any]) -> Seat:
    return Seat(
        user=message["user"],
        channel=message["channel"],
        thread_ts=message["thread_ts"],
        event_id=message["event_id"],
    )
