"""What ended because its time was up, told to the one who counted on it: access that expired, a request that lapsed."""

from __future__ import annotations

from collections.abc import Iterator

from approvals.model import EndReason, GrantStatus, ItemStatus
from approvals.pictures import GrantPicture, ItemPicture, RequestPicture
from bot.texts import thing
from bot.views.parts import Card, section
from bot.views.questions import form_button
from bot.views.story import lapse_sentence, over
from catalog.model import Company, PersonId


def ending_cards(company: Company, request: RequestPicture) -> Iterator[tuple[PersonId, str, Card]]:
    """Whom to tell, the surface it is known by, and what to say."""
    for item in request.items:
        grant = item.grant
        if grant is not None and (grant.status, grant.end_reason) == (GrantStatus.ENDED, EndReason.EXPIRED):
            yield grant.person, f"expired:{grant.id}", expired_card(company, grant)
        if grant is not None and (grant.status, grant.end_reason) == (
            GrantStatus.ENDED,
            EndReason.UNREVIEWED,
        ):
            yield grant.person, f"unreviewed:{grant.id}", unreviewed_card(grant)
        if item.status is ItemStatus.LAPSED:
            yield request.requester, f"lapsed:{item.id}", lapsed_card(item)


def expired_card(company: Company, grant: GrantPicture) -> Card:
    """Access has ended because its time was up: said once, to the one who held it."""
    what = thing(grant.label, grant.scope)
    text = f"Your access to {what} has ended: its time was up."
    line = f"{text}\nStill needed? Ask for it again."
    return Card(text=text, blocks=(section(line, accessory=form_button("Request access")),))


def unreviewed_card(grant: GrantPicture) -> Card:
    """Nobody stood up for the access: said once, to the one who held it."""
    what = thing(grant.label, grant.scope)
    text = f"Your access to {what} has ended: nobody answered its monthly review."
    line = f"{text}\nStill needed? Ask for it again, and somebody decides anew."
    return Card(text=text, blocks=(section(line, accessory=form_button("Request access")),))


def lapsed_card(item: ItemPicture) -> Card:
    """Nobody decided: said to the one who asked, with the way to ask again."""
    what = thing(item.label, item.scope)
    why = "its time is over" if over(item) else "nobody decided"
    text = f"Your request for {what} has ended: {why}."
    line = f"{lapse_sentence(item)} It was about {what}.\nStill needed? Ask again; it begins anew with everybody."
    return Card(text=text, blocks=(section(line, accessory=form_button("Request access")),))
