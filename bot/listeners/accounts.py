"""Slack accounts that are deactivated: whoever was behind one loses everything that waits to be decided for them."""

from __future__ import annotations

from typing import Any

import structlog

from bot.links import stands_for
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded

log = structlog.get_logger(__name__)


def register(app: Guarded, front: Front) -> None:
    """Listens to changes of accounts."""

    @app.event("user_change")
    async def changed(event: dict[str, Any]) -> None:
        from approvals.operations.drop_pending import drop_pending

        account, desk = event["user"], front.desk_of()
        if not account.get("deleted"):
            return
        front.identity.forget(account["id"])
        person = stands_for(desk.company, account)
        if person is None:
            return
        name = desk.company.people[person].name
        says = f"{name}’s Slack account was deactivated, so nothing is decided for them any more."
        dropped = await drop_pending(desk, person=person, says=says)
        log.info("accounts.deactivated", person=person, items=dropped)
