"""Plain replies to a question that an approver put to the requester: passed on, each to the other.

In a request's thread only what answers such a question is passed on. What else people say there is not kept, and
not read either, but for one thing: whoever the request waits for and types `approve` there is told privately that a
decision counts by its button. The job knows which message it is about; its words are fetched once they may be an
answer or a decision. Where nothing is asked and the request does not wait for who spoke, Slack is asked nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from approvals.errors import NotFound, Refused
from approvals.jobs.handlers import LastWords
from approvals.jobs.port import Job
from approvals.jobs.retry import TryAgain
from approvals.model import Said, StageName
from approvals.queries.questions import Asked
from bot.delivery.slack_calls import call, lasting
from bot.listeners.acting import redraw
from bot.listeners.failures import tell_failure_at, tell_given_up
from bot.listeners.front import Front, Seat
from bot.listeners.guarded import Guarded
from bot.listeners.incoming import plain_words
from bot.listeners.words_alone import told_in_thread
from bot.texts import mention
from bot.views.parts import text_card
from catalog.model import Person

log = structlog.get_logger(__name__)

REPLY = "reply"
"""The job that passes on one reply said in a request's thread."""
ASKED = "ask:"
"""The beginning of the surface on which a question is sent to the requester."""
_THREAD, _SECURITY = "thread:", "security:"
_WORDS = {None, "file_share", "thread_broadcast"}


def register(app: Guarded, front: Front) -> None:
    """Listens to what is said in the threads of requests."""

    @app.before_acknowledging
    async def taken_in(body: dict[str, Any], context: Any) -> None:
        event = body.get("event") or {}
        if not body.get("event_id") or not _in_a_thread(event, str(context.bot_user_id)):
            return
        surface = await front.delivery.surfaces.at(event["channel"], event["thread_ts"])
        if not surface.startswith((_THREAD, _SECURITY)):
            return
        message = {
            "event_id": body["event_id"],
            "user": event["user"],
            "channel": event["channel"],
            "ts": event["ts"],
            "thread_ts": event["thread_ts"],
            "team": context.team_id,
            "bot": context.bot_user_id,
            "surface": surface,
        }
        async with front.desk_of().store.transaction() as tx:
            tx.enqueue(
                Job(
                    name=REPLY,
                    key=f"reply:{body['event_id']}",
                    payload={"message": json.dumps(message)},
                    lane=event["channel"],
                )
            )


def passing_on(front: Front) -> Callable[[Any], Awaitable[None]]:
    """The handler of the job. Raises TryAgain while Slack is away."""

    async def handle(payload: Any) -> None:
        message = json.loads(payload["message"])
        try:
            await _in_thread(front, message)
        except (aiohttp.ClientError, TimeoutError, SlackApiError) as away:
            if not lasting(away):
                raise TryAgain("Slack does not say who that is, or what they said.") from away
            log.info("replies.not_passed_on", error=str(away))

    return handle


def giving_up(front: Front) -> LastWords:
    """What is done when the last try of the job has failed: whose answer it was is told that nobody got it.

    Whoever else talks in a thread is left alone, and so is somebody of whom Slack does not say who they are by now.
    """

    async def speak(payload: Any, sentence: str) -> None:
        message = json.loads(payload["message"])
        places = front.delivery.places
        try:
            awaited = {await places.account(one.turn) for one in await _asked(front, message)}
        except (aiohttp.ClientError, TimeoutError, SlackApiError) as away:
            log.error("replies.given_up", user=message["user"], error=str(away))
            return
        if message["user"] in awaited:
            await tell_given_up(front, _seat(message), written=message["ts"], what="pass on")

    return speak


async def answered_in_messages(front: Front, person: Person, message: dict[str, Any], seat: Seat) -> bool:
    """Passes on what was said below a question in the direct messages; says whether it was. Raises Refused."""
    from approvals.operations.pass_on import pass_on
    from approvals.queries.questions import request_of_question

    surface = await front.delivery.surfaces.at(seat.channel, seat.thread_ts) if seat.thread_ts else ""
    if not surface.startswith(ASKED):
        return False
    question = surface.removeprefix(ASKED)
    text = await _text(front, message)
    asker = await pass_on(
        front.desk_of(), question_id=question, by=person.id, text=text, where=Said.MESSAGES, key=_key(message)
    )
    await front.answer(seat, text_card(f"Passed on to {mention(front.desk_of().company, asker)}."))
    await redraw(front, question, lambda front, one: request_of_question(front.desk_of(), one))
    return True


async def _in_thread(front: Front, message: dict[str, Any]) -> None:
    from approvals.operations.pass_on import pass_on
    from approvals.queries.questions import request_of_question

    waiting = await _asked(front, message)
    seat = _seat(message)
    if not waiting:
        await _decided_in_words(front, message, seat)
        return
    try:
        person = await front.identity.person(seat.user, message["team"])
    except (
        Refused
    ) as refusal:  # somebody talks in a thread, and need not be told that Usher does not know them
        log.info("replies.not_taken", user=seat.user, why=refusal.sentence)
        return
    desk = front.desk_of()
    asked = next((one for one in waiting if one.turn == person.id), None)
    if asked is None:
        await _decided_in_words(front, message, seat)
        return
    if await _decided_in_words(front, message, seat):
        return
    in_security = message["surface"].startswith(_SECURITY)
    where = Said.THREAD if in_security is (asked.stage is StageName.SECURITY) else Said.MESSAGES
    words = await _words_of(front, message)
    if words is None:
        return
    try:
        text = await _text(front, message | {"text": words})
        await pass_on(desk, question_id=asked.id, by=person.id, text=text, where=where, key=_key(message))
    except Refused as refusal:
        await tell_failure_at(front, refusal, seat)
        return
    await redraw(front, asked.id, lambda front, one: request_of_question(front.desk_of(), one))


async def _decided_in_words(front: Front, message: dict[str, Any], seat: Seat) -> bool:
    """Says where the button is, should somebody whom the request waits for have typed a decision; says whether it did."""
    from approvals.queries.requests import waiting_for

    desk, about = front.desk_of(), message["surface"].partition(":")[2]
    person = next((one for one in desk.company.people.values() if one.slack_id == message["user"]), None)
    if person is None:
        return False
    waiting = await waiting_for(desk, person.id)
    if not any(about in (one.id, *(item.id for item in one.items)) for one in waiting):
        return False
    words = await _words_of(front, message)
    return bool(words) and await told_in_thread(front, str(words), person, seat)


async def _asked(front: Front, message: dict[str, Any]) -> list[Asked]:
    """The questions that it may answer where it was said: those about the item in Security's channel, else all of the request."""
    from approvals.queries.questions import open_questions
    from approvals.queries.requests import request_id_of

    desk, (kind, _, about) = front.desk_of(), message["surface"].partition(":")
    if f"{kind}:" != _SECURITY:
        return await open_questions(desk, request_id=about)
    try:
        return await open_questions(desk, request_id=await request_id_of(desk, about), item_id=about)
    except NotFound:
        return []


async def _words_of(front: Front, message: dict[str, Any]) -> str | None:
    """What the message says now; None where it was taken back. Raises SlackApiError and connection errors."""
    page = await call(
        front.client.conversations_replies,
        channel=message["channel"],
        ts=message["thread_ts"],
        oldest=message["ts"],
        latest=message["ts"],
        inclusive=True,
    )
    said = (one for one in page["messages"] if one["ts"] == message["ts"])
    return next((str(one.get("text") or "") for one in said), None)


async def _text(front: Front, message: dict[str, Any]) -> str:
    company = front.desk_of().company
    return await plain_words(
        front.identity, company, message["text"], team=message["team"], bot_user=message["bot"]
    )


def _seat(message: dict[str, Any]) -> Seat:
    return Seat(user=message["user"], channel=message["channel"], thread_ts=message["thread_ts"])


def _key(message: dict[str, Any]) -> str:
    """Delivered twice, it is one reply."""
    return f"rem_{hashlib.sha256(message['event_id'].encode()).hexdigest()[:24]}"


def _in_a_thread(event: dict[str, Any], bot_user: str) -> bool:
    """Somebody's words in a thread of a channel; those that mention Usher are read as a mention."""
    return (
        event.get("type") == "message"
        and event.get("channel_type") in {"channel", "group"}
        and bool(event.get("user"))
        and not event.get("bot_id")
        and event.get("subtype") in _WORDS
        and str(event.get("thread_ts") or event.get("ts")) != str(event.get("ts"))
        and f"<@{bot_user}" not in str(event.get("text") or "")
    )
