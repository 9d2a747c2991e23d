"""Why was I locked out: the answer, and what its buttons do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from approvals.desk import Desk
from approvals.errors import NotAllowed, NotFound, TargetChanged
from approvals.helpdesk import may_ask
from approvals.model import Wish
from approvals.policy.unlocking import Lock, refusal_to_unlock
from approvals.queries.inquiries import InquiryPicture
from approvals.queries.not_held import NotHeld, Why
from bot.choice import Choice
from bot.listeners.forms import start_chosen
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.listeners.proposing import show_proposal
from bot.texts import iam_admins, name_of
from bot.views import action_ids
from bot.views.appeals import appeal_button, may_appeal
from bot.views.lockout import Reader, events_modal, facts_of, lockout_card, unlock_button
from bot.views.parts import Card
from intents.signins.event import Provider
from intents.signins.explanation import Cause, Explanation, OwnKind, OwnRecord

LOOK_BACK = timedelta(days=90)
"""How far back endings are looked at; events as far as the company keeps them, as an account may have been disabled long ago."""
_KINDS = {
    Why.EXPIRED: OwnKind.EXPIRED,
    Why.RETURNED: OwnKind.EXPIRED,
    Why.REVOKED: OwnKind.REVOKED,
    Why.PENDING: OwnKind.PENDING,
    Why.DENIED: OwnKind.DENIED,
    Why.REFUSED: OwnKind.DENIED,
    Why.LAPSED: OwnKind.DENIED,
}


def register(app: Guarded, front: Front) -> None:
    """Listens to the buttons on the answer."""

    @app.opening(action_ids.LOCKOUT_ALL)
    async def everything(action: dict[str, Any], context: Any) -> View:
        inquiry = await inquiry_behind(front, context, action)
        desk = front.desk_of()
        who = Reader(inquiry.asker, inquiry.about)
        explanation = await explained(desk, who)
        return events_modal(desk.company, explanation, who=who)

    @app.action(action_ids.LOCKOUT_ASK)
    async def asked(ack: Any, action: dict[str, Any], context: Any) -> None:
        await ack()
        person = await front.person(context)
        inquiry = await inquiry_behind(front, context, action)
        wanted = inquiry.facts.entitlement if inquiry.facts else ""
        if wanted not in front.desk_of().company.places:
            raise TargetChanged("What you had is no longer in the catalog; tell me what you need.")
        draft = await start_chosen(front, person, Choice(items=(Wish(entitlement=wanted),)))
        await show_proposal(front, draft)


async def lockout(front: Front, *, who: Reader, inquiry_id: str) -> Card:
    """The answer as of now, kept with the inquiry for whoever goes on with it."""
    from approvals.operations.note_facts import note_facts

    desk = front.desk_of()
    explanation = await explained(desk, who)
    facts = facts_of(desk.company, explanation, who=who)
    await note_facts(desk, inquiry_id=inquiry_id, facts=facts)
    more = await _further(desk, explanation, who)
    lock = lock_of(explanation)
    if (
        lock is not None
        and front.unlocks() is not None
        and refusal_to_unlock(desk, by=who.reader, person=who.about, lock=lock) is None
    ):
        more.append(unlock_button(inquiry_id, own=who.own))
    gone = not desk.company.people[who.about].active(desk.now().date())
    return lockout_card(desk.company, explanation, who=who, inquiry_id=inquiry_id, more=more, gone=gone)


def lock_of(explanation: Explanation) -> Lock | None:
    """The lock that could be lifted: what blocks now, where the provider that can be asked recorded it."""
    finding = explanation.blocking
    login = next((event.login for event in finding.evidence if event.provider is Provider.OKTA), "")
    if finding.provider is not Provider.OKTA or not login:
        return None
    return Lock(cause=finding.cause.value, provider="okta", login=login, certain=finding.certain)


async def _further(desk: Desk, explanation: Explanation, who: Reader) -> list[ButtonElement]:
    """What the request behind the cause allows: an appeal against a no that may be appealed."""
    from approvals.queries.requests import request_picture

    own = explanation.blocking.own
    if explanation.blocking.cause is not Cause.REQUEST_DENIED or own is None or not own.request:
        return []
    request = await request_picture(desk, own.request)
    return [
        appeal_button(item.id, number)
        for number, item in enumerate(request.items)
        if item.entitlement == own.entitlement and may_appeal(request, item, who.reader)
    ]


async def explained(desk: Desk, who: Reader) -> Explanation:
    """What keeps somebody out now: by the events about them, and by what Usher and the company know of their access.

    Times in its sentences are the reader's. Raises NotFound for somebody who has left the company's list since they
    were asked about.
    """
    from approvals.queries.not_held import not_held
    from bot.signins.stored import events_about
    from intents.signins.explain import explain
    from intents.signins.own_records import ended_holdings

    now, person = desk.now(), who.about
    known = desk.company.people.get(person)
    if known is None:
        raise NotFound(
            f"{name_of(desk.company, person)} is no longer in the company's list, so I cannot look at their"
            f" sign-ins; if that is wrong, tell {iam_admins(desk.company)}."
        )
    since = now - LOOK_BACK
    kept = now - max(LOOK_BACK, desk.company.sign_ins.keep)
    events = await events_about(desk, person, since=kept, until=now)
    own = [_record(one) for one in await not_held(desk, person, since=since)]
    own += ended_holdings(desk.company, person, now)
    return explain(
        desk.company,
        known,
        events=events,
        own=own,
        now=now,
        read_in=who.zone(desk.company),
    )


def _record(one: NotHeld) -> OwnRecord:
    return OwnRecord(
        kind=_KINDS[one.why],
        entitlement=one.entitlement,
        at=one.at,
        request=one.request,
        by=one.by,
        why=one.says,
    )


async def inquiry_behind(front: Front, context: Any, action: dict[str, Any]) -> InquiryPicture:
    """The inquiry behind a button, for the one who asked and still may. Raises NotFound, NotYours, NotAllowed."""
    from approvals.queries.inquiries import inquiry_picture

    person, company = await front.person(context), front.desk_of().company
    inquiry = await inquiry_picture(front.desk_of(), action["value"], by=person.id)
    if not inquiry.open or not may_ask(company, person.id, inquiry.about, inquiry.topic):
        raise NotAllowed("That answer is not open to you any more; ask me again, and say why.")
    return inquiry
