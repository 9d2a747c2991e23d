"""Where an emergency is told of: before Security, and to the owner; both at once, and both kept up to date."""

from __future__ import annotations

from approvals.model import Review
from approvals.pictures import RequestPicture
from bot.delivery.appeals import InChannel
from bot.delivery.people import People
from bot.delivery.places import ChannelUnreachable
from bot.views.emergency import emergency_card, emergency_notes, ended_card, owner_card
from bot.views.noted import told_request
from bot.views.parts import text_card
from catalog.model import Company


async def draw_emergencies(
    show: InChannel, people: People, company: Company, picture: RequestPicture, *, again: bool
) -> str:
    """Each emergency; returns why one of them cannot be shown to Security, empty when all are."""
    unreachable = ""
    for item in picture.items:
        emergency, place = item.emergency, company.places.get(item.entitlement)
        if emergency is None:
            continue
        if place is not None and place.owner != picture.requester:
            told = told_request(company, picture, place.owner)
            theirs = next(one for one in told.items if one.id == item.id)
            card = owner_card(company, told, theirs)
            await people.show(place.owner, f"emergency-owner:{item.id}", card, again=again)
        if emergency.review is Review.NOT_RIGHT:
            # The status far above says it too; whoever lost access is told where they look.
            surface = f"emergency-ended:{item.id}"
            await people.show(picture.requester, surface, ended_card(company, item, emergency), once=True)
        card = emergency_card(company, picture, item, emergency)
        name = company.channels.security
        try:
            there = await show(name, f"emergency:{item.id}", card, again=again)
            for key, text in emergency_notes(company, item, emergency):
                surface = f"note:emergency:{item.id}:{key}"
                await show(name, surface, text_card(text), under=there, once=True)
        except ChannelUnreachable as problem:
            unreachable = problem.sentence
    return unreachable
