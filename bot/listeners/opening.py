"""Opening a window for whoever clicked, while Slack still lets us.

A click may open one window, within three seconds. What the window shows is put together first; where that takes
longer than a second, a window that says so is opened in its place, and becomes the one that was wanted, or the
sentence why it cannot be had.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from approvals.errors import Refused
from bot.delivery.slack_calls import error_code
from bot.listeners.acknowledging import begun
from bot.listeners.failures import failure_sentence
from bot.listeners.front import Front
from bot.views.windows import one_moment, says_only

log = structlog.get_logger(__name__)

OPENED_WITHIN = 1.0
"""Seconds; two of Slack's three are left for the way there and back."""
_SPENT = {"expired_trigger_id", "exchanged_trigger_id"}
_OVERTAKEN = {"not_found", "view_not_found", "hash_conflict"}


class NotOpened(Refused):
    """Slack would not open a window for this click any more."""


async def open_window(
    front: Front, body: dict[str, Any], view: Coroutine[Any, Any, View], *, within: float | None = None
) -> None:
    """Opens what `view` comes to, with one that asks for a moment where that takes longer than `within` seconds (OPENED_WITHIN).

    Raises NotOpened, and what `view` raises while no window is open; afterwards the window says it.
    """
    task = await begun(view, OPENED_WITHIN if within is None else within)
    if task.done():
        await _open(front, body, await task)
        return
    try:
        view_id = await _open(front, body, one_moment())
    except BaseException:
        task.cancel()
        raise
    try:
        ready = await task
    except Exception as error:  # noqa: BLE001 - whatever it was, the window must not go on asking for a moment
        ready = says_only(failure_sentence(front, error, user=_who(body)))
    await replace(front, view_id, ready)


def _who(body: dict[str, Any]) -> str:
    """The Slack user, whom a command names in another place than a click does."""
    return str(body.get("user_id") or body["user"]["id"])


async def replace(front: Front, view_id: str, view: View, *, seen: str | None = None) -> bool:
    """Shows something else in an open window; says whether it was still there, and as it was `seen` (its hash)."""
    try:
        await front.client.views_update(view_id=view_id, hash=seen, view=view.to_dict())
    except SlackApiError as error:
        if error_code(error) not in _OVERTAKEN:
            raise
        log.info("opening.overtaken", view=view.callback_id, error=error_code(error))
        return False
    return True


async def _open(front: Front, body: dict[str, Any], view: View) -> str:
    """Opens it, on top of the window that was clicked in where it was one. Raises NotOpened."""
    inside = (body.get("view") or {}).get("type") == "modal"
    way = front.client.views_push if inside else front.client.views_open
    try:
        opened = await way(trigger_id=body["trigger_id"], view=view.to_dict())
    except SlackApiError as error:
        if error_code(error) in _SPENT:
            raise NotOpened("I took too long, so Slack did not open the window; please try again.") from error
        raise
    return str(opened["view"]["id"])
