"""Who fills in the request form, and whom it is for."""

from __future__ import annotations

from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from approvals.errors import Refused
from bot.links import Unlinked
from bot.listeners.front import Front
from bot.views import action_ids
from bot.views.form import Form
from catalog.model import Person, PersonId

log = structlog.get_logger(__name__)

_AWAY = (TimeoutError, SlackApiError, aiohttp.ClientError)
_SLACK_AWAY = "Slack did not tell me who that is just now; try again in a moment."


async def user_shown(front: Front, person: PersonId | None) -> str | None:
    """The Slack user to show in the form as whom it is for; the form knows the person without one as well."""
    if not person:
        return None
    try:
        return await front.delivery.places.account(person)
    except _AWAY as error:
        log.info("form.user_not_shown", person=person, error=str(error))
        return None


class Fault(Exception):
    """What is wrong with a form, to be said beside a field; what was filled in stays."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


async def asked_by(front: Front, context: Any) -> Person:
    """Whose form it is. Raises Fault."""
    try:
        return await front.person(context)
    except Refused as refusal:
        raise Fault(action_ids.FORM_WHY, refusal.sentence) from refusal
    except _AWAY as error:
        raise Fault(action_ids.FORM_WHY, _SLACK_AWAY) from error


async def asked_for(front: Front, form: Form, requester: Person, context: Any) -> Person:
    """Whom the form is for. Raises Fault."""
    try:
        return await holder_of(front, form, requester, context)
    except Unlinked as refusal:
        raise Fault(action_ids.FORM_FOR, refusal.about_them) from refusal
    except Refused as refusal:
        raise Fault(action_ids.FORM_FOR, refusal.sentence) from refusal
    except _AWAY as error:
        raise Fault(action_ids.FORM_FOR, _SLACK_AWAY) from error


async def holder_of(front: Front, form: Form, requester: Person, context: Any) -> Person:
    """Whom the form is for: the one on the card unless the field was changed. Raises Refused, Unlinked."""
    if form.beneficiary:
        return front.desk_of().active_person(form.beneficiary)
    if not form.user or form.user == context.user_id:
        return requester
    return await front.identity.person(form.user, context.team_id)
