"""Why was this denied: the decision of that day, and the rules behind it on a button."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.views import View

from approvals.desk import Desk
from approvals.errors import NotFound, NotYours
from bot.listeners.decisions import item_of
from bot.listeners.discretion import may_see_holdings
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.texts import name_of
from bot.views import action_ids
from bot.views.noted import may_read_warnings, why_for_everybody
from bot.views.parts import Card
from bot.views.why_denied import refused_items, rules_modal, why_denied_card
from catalog.model import PersonId

LOOKED_THROUGH = 30
"""Requests that are looked through for refusals."""


def register(app: Guarded, front: Front) -> None:
    """Listens to the button."""

    @app.opening(action_ids.SHOW_RULES)
    async def rules(action: dict[str, Any], context: Any) -> View:
        from approvals.queries.why_not import why_not

        person = await front.person(context)
        desk = front.desk_of()
        request, item = await item_of(front, action["value"])
        if not may_see_holdings(desk.company, person.id, request.beneficiary):
            whose = name_of(desk.company, request.beneficiary)
            raise NotYours(f"I tell that only to {whose}, those above them and the helpdesk.")
        decided = (await why_not(desk, [item.id], changes=0)).get(item.id)
        if decided is None:
            raise NotFound("That was not refused, so there are no rules to show.")
        if not may_read_warnings(desk.company, person.id, request.requester, request.beneficiary):
            decided = why_for_everybody(decided)
        return rules_modal(desk.company, item, decided)


async def denials(desk: Desk, *, about: PersonId, reader: PersonId) -> Card:
    """The last refusals of somebody, each as it was decided that day."""
    from approvals.queries.requests import requests_of
    from approvals.queries.why_not import why_not

    refused = refused_items(await requests_of(desk, about, limit=LOOKED_THROUGH))
    decided = await why_not(desk, [item.id for _, item in refused])
    return why_denied_card(desk.company, refused, decided, about=about, reader=reader)
