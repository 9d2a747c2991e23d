"""Several decisions with one click: chosen in a list that the Home tab or an answer opens, or all of one request.

Each is decided by itself by the operation that a single click leads to, so nothing is decided here that could not be
decided there; what is refused leaves the others as they are.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from approvals.errors import CodeNeeded, LinkNeeded, NotAllowed, Refused
from approvals.model import ItemStatus
from bot.delivery.slack_calls import error_code
from bot.listeners.acknowledging import begun
from bot.listeners.acting import redraw, the_request
from bot.listeners.failures import failure_sentence
from bot.listeners.front import Front, Seat, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.homes import publish_after
from bot.listeners.opening import replace
from bot.listeners.submitting import typed_reason
from bot.views import action_ids
from bot.views.several import (
    MOST_TICKED,
    Kept,
    Told,
    first_boxes,
    outcome_lines,
    read_kept,
    result_modal,
    several_modal,
    title_of,
    working_modal,
)
from bot.views.waiting_list import Waiting, riskiest_first
from bot.views.windows import says_only
from catalog.model import Person

log = structlog.get_logger(__name__)

CODE_NEEDED = "It asks for a one-time code; approve it by itself."
LINK_NEEDED = "It asks for a link to be opened; approve it by itself, and I send you one."
Decide = Callable[[str], Awaitable[None]]
"""One decision on one item. Raises Refused."""


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons and modals."""

    @app.opening(re.compile(f"{action_ids.SEVERAL_OPEN}(_no)?"))
    async def opened(action: dict[str, Any], context: Any) -> View:
        person = await front.person(context)
        waiting = await waiting_of(front, person)
        what = action["value"] if action["value"] == action_ids.SEVERAL_DENY else action_ids.SEVERAL_APPROVE
        if not waiting:
            await publish_after(front, context.user_id, person)
            raise NotAllowed("Nothing waits for you any more; it has all been decided.")
        return _modal(front, waiting, what=what, kept=Kept(0, ()))

    @app.action(re.compile(f"{action_ids.SEVERAL_PAGE}_[0-9]+"))
    async def turned(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await ack()
        waiting = await waiting_of(front, await front.person(context))
        shown = body["view"]
        kept = read_kept(shown, page=int(action["value"]))
        view = _modal(front, waiting, what=shown["callback_id"], kept=kept, reason=typed_reason(shown))
        await replace(front, shown["id"], view, seen=shown["hash"])

    @app.view(action_ids.SEVERAL_APPROVE)
    async def approved(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.approve import approve

        note = typed_reason(view)

        async def yes(person: Person, item_id: str) -> None:
            await approve(front.desk_of(), item_id=item_id, by=person.id, note=note)

        await _submitted(front, ack, view, context, yes)

    @app.view(action_ids.SEVERAL_DENY)
    async def denied(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.deny import deny

        reason = typed_reason(view)
        if not reason:
            errors = {action_ids.REASON: "Give a reason: the requesters read it."}
            await ack(response_action="errors", errors={**errors, **_ill_ticked(view)})
            return

        async def no(person: Person, item_id: str) -> None:
            await deny(front.desk_of(), item_id=item_id, by=person.id, reason=reason)

        await _submitted(front, ack, view, context, no)

    @app.action(action_ids.APPROVE_ALL)
    async def all_of_it(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.approve import approve
        from approvals.queries.requests import request_picture

        async def decided() -> list[Told]:
            person, desk = await front.person(context), front.desk_of()
            request = await request_picture(desk, action["value"])
            waiting = [(request, item) for item in request.items if item.status is ItemStatus.PENDING]
            if not waiting:
                raise NotAllowed(
                    "Nothing of this request is open any more; the card shows what became of it."
                )

            async def yes(item_id: str) -> None:
                await approve(front.desk_of(), item_id=item_id, by=person.id)

            return await _each(front, waiting, yes)

        work = await begun(decided())
        await ack()
        try:
            told = await work
            left_out = list(dict.fromkeys(one.left_out for one in told if one.left_out))
            if len(left_out) == 1 and all(one.left_out for one in told):
                raise NotAllowed(left_out[0])
            if left_out:
                lines = outcome_lines(action_ids.SEVERAL_APPROVE, told)
                await front.tell(seat_of(body, context), "\n".join(lines))
        finally:
            await redraw(front, action["value"], the_request)


def _modal(front: Front, waiting: Sequence[Waiting], *, what: str, kept: Kept, reason: str = "") -> View:
    desk = front.desk_of()
    codes = desk.policies.asks_for_codes(desk.company)
    return several_modal(desk.company, waiting, what=what, kept=kept, reason=reason, codes=codes)


def _ill_ticked(view: dict[str, Any]) -> dict[str, str]:
    """What is said where nothing is ticked, or too much; empty where that is right."""
    ticked = read_kept(view).ticked
    if 0 < len(ticked) <= MOST_TICKED:
        return {}
    return {first_boxes(view): f"Tick at most {MOST_TICKED} at a time." if ticked else "Tick at least one."}


async def _submitted(
    front: Front,
    ack: Any,
    view: dict[str, Any],
    context: Any,
    decide: Callable[[Person, str], Awaitable[None]],
) -> None:
    """Decides what is ticked; the modal shows what came of it, and first that it is at it where that takes long."""
    what, ticked = view["callback_id"], read_kept(view).ticked
    if errors := _ill_ticked(view):
        await ack(response_action="errors", errors=errors)
        return

    async def decided() -> tuple[Person, list[Told]]:
        person = await front.person(context)
        return person, await _each(
            front, await _named(front, ticked), lambda item_id: decide(person, item_id)
        )

    work = await begun(decided())
    if work.done():
        person, told = await work
        await ack(response_action="update", view=result_modal(what, told).to_dict())
    else:
        await ack(response_action="update", view=working_modal(what, len(ticked)).to_dict())
        try:
            person, told = await work
        except Exception as error:  # noqa: BLE001 - whatever it was, the window must not go on saying that it is at it
            sentence = failure_sentence(front, error, user=context.user_id)
            await _shown_or_told(front, view, context, says_only(sentence), sentence)
            return
        lines = "\n".join(outcome_lines(what, told))
        await _shown_or_told(front, view, context, result_modal(what, told), lines)
    await publish_after(front, context.user_id, person)


async def _shown_or_told(front: Front, shown: dict[str, Any], context: Any, result: View, lines: str) -> None:
    """In the window; privately where that was closed meanwhile, or Slack does not take it: it was done all the same."""
    try:
        there = await replace(front, shown["id"], result)
    except (TimeoutError, SlackApiError, aiohttp.ClientError) as error:
        log.info("several.result_not_shown", error=error_code(error))
        there = False
    if not there:
        await front.tell(Seat(user=context.user_id), lines)


async def _each(front: Front, waiting: Sequence[Waiting], decide: Decide) -> list[Told]:
    """One after the other; whatever stands in the way of one is said of that one."""
    company = front.desk_of().company
    told = []
    for one in waiting:
        left_out, alone = "", ""
        try:
            await decide(one[1].id)
        except CodeNeeded:
            left_out, alone = CODE_NEEDED, one[1].id
        except LinkNeeded:
            left_out, alone = LINK_NEEDED, one[1].id
        except Refused as refusal:
            left_out = refusal.sentence
        except Exception:
            log.exception("several.failed", item=one[1].id)
            left_out = "Something went wrong on my side; try this one by itself."
        told.append(Told(title=title_of(company, one), left_out=left_out, alone=alone))
    return told


async def waiting_of(front: Front, person: Person) -> list[Waiting]:
    """Every item that waits for this person, the riskiest first."""
    from approvals.queries.requests import waiting_for

    return riskiest_first(await waiting_for(front.desk_of(), person.id))


async def _named(front: Front, ids: Sequence[str]) -> list[Waiting]:
    """The items of these ids with their requests, in that order; one that never existed is refused. Raises NotFound."""
    from approvals.queries.requests import request_of_item

    found: dict[str, Waiting] = {}
    for item_id in ids:
        if item_id not in found:
            request = await request_of_item(front.desk_of(), item_id)
            found |= {item.id: (request, item) for item in request.items}
    return [found[item_id] for item_id in ids]
