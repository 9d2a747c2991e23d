"""App Home: drawn when it is opened, and again after a click in it."""

from __future__ import annotations

import re
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from approvals.errors import Refused
from bot.delivery.slack_calls import error_code
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.listeners.suggestions import suggest
from bot.views import action_ids
from bot.views.home import error_home, home_view, page_of
from catalog.model import Person

log = structlog.get_logger(__name__)


def register(app: Guarded, front: Front) -> None:
    """Listens to the Home tab being opened."""

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], context: Any) -> None:
        if event.get("tab") == "messages":
            await suggest(front, event["channel"])
        if event.get("tab") != "home":
            return
        try:
            person = await front.person(context)
        except Refused as refusal:
            await front.client.views_publish(
                user_id=event["user"], view=error_home(refusal.sentence).to_dict()
            )
            return
        await publish(front, event["user"], person)

    @app.action(re.compile(f"{action_ids.HOME_PAGE}_[0-9]+"))
    async def turned(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await ack()
        person = await front.person(context)
        page = page_of({"private_metadata": action["value"]})
        await publish(front, body["user"]["id"], person, page=page)


async def publish(front: Front, user: str, person: Person, *, page: int = 0) -> None:
    """Draws that person's Home tab from the newest state, with that page of what waits for them."""
    from approvals.queries.codes import codes_of
    from approvals.queries.emergency import reviews_for
    from approvals.queries.grants import held_by
    from approvals.queries.requests import requests_of, waiting_for
    from approvals.queries.tasks import open_tasks, tasks_of

    desk = front.desk_of()
    admin = person.id in desk.company.groups.iam_admins
    view = home_view(
        desk.company,
        reader=person.id,
        held=await held_by(desk, person.id),
        requests=await requests_of(desk, person.id),
        waiting=await waiting_for(desk, person.id),
        reviews=await reviews_for(desk, person.id),
        tasks=await tasks_of(desk, person.id),
        others_tasks=[
            task
            for task in (await open_tasks(desk) if admin else ())
            if person.id not in (task.assignee, task.beneficiary)
        ],
        codes=await codes_of(desk, person.id),
        page=page,
    )
    await front.client.views_publish(user_id=user, view=view.to_dict())


async def publish_if_home(front: Front, body: dict[str, Any], person: Person) -> None:
    """Draws the Home tab again when the click was made there."""
    if (body.get("view") or {}).get("type") == "home":
        await publish_after(front, body["user"]["id"], person, page=page_of(body["view"]))


async def publish_after(front: Front, user: str, person: Person, *, page: int = 0) -> None:
    """Draws the Home tab after what was done; when Slack is unwell that stays done, and the tab is drawn at its next opening."""
    try:
        await publish(front, user, person, page=page)
    except (TimeoutError, SlackApiError, aiohttp.ClientError) as error:
        log.info("home.left_as_it_is", user=user, error=error_code(error))
