"""The approval thread: the card of a request, Security's copies of its items, and the notes below both."""

from __future__ import annotations

from approvals.model import ItemStatus
from approvals.pictures import RequestPicture
from bot.delivery.appeals import InChannel
from bot.delivery.belonging import for_security
from bot.delivery.channels import logged
from bot.delivery.places import ChannelUnreachable
from bot.delivery.posts import Placed
from bot.delivery.reviews import draw_reviews
from bot.delivery.surfaces import Surfaces
from bot.views.noted import for_everybody
from bot.views.notes import notes
from bot.views.parts import text_card
from bot.views.request_card import request_card
from bot.views.waiting_notes import Note
from catalog.model import Company


async def draw_thread(
    show: InChannel, surfaces: Surfaces, company: Company, picture: RequestPicture, *, again: bool
) -> str:
    """Draws all of it; returns why Security cannot be shown its part, empty when it can.

    Raises ChannelUnreachable where the thread's own channel cannot be used.
    """
    shared = for_everybody(picture)
    card = request_card(company, shared)
    root = await show(company.channels.requests, f"thread:{picture.id}", card, again=again)
    under, unreachable = await _draw_security(show, surfaces, company, picture, root, again=again)
    lines = {f"note:{note.key}": note for note in notes(company, shared, await _told(surfaces, picture))}
    new = await surfaces.missing(lines)
    for surface, note in lines.items():
        if surface not in new:
            continue
        item = note.key.split(":")[1] if note.for_security else ""
        if item in under:
            try:
                await _write(show, company.channels.security, surface, note, under[item])
                continue
            except ChannelUnreachable as problem:
                del under[item]
                unreachable = logged(problem, picture)
        await _write(show, company.channels.requests, surface, note, root)
    await draw_reviews(show, company, picture, root, again=again)
    return unreachable


async def _write(show: InChannel, channel: str, surface: str, note: Note, under: Placed) -> None:
    """One line below a card, once. Raises ChannelUnreachable."""
    await show(channel, surface, text_card(note.text), under=under, once=True)


async def _told(surfaces: Surfaces, picture: RequestPicture) -> list[str]:
    """The keys of the notes by which somebody was told that a stage waits for them."""
    waiting = [item.id for item in picture.items if item.status is ItemStatus.PENDING]
    pings = await surfaces.posted(*(f"note:ping:{item_id}:" for item_id in waiting))
    return [surface.removeprefix("note:") for surface in pings]


async def _draw_security(
    show: InChannel,
    surfaces: Surfaces,
    company: Company,
    picture: RequestPicture,
    root: Placed,
    *,
    again: bool,
) -> tuple[dict[str, Placed], str]:
    """Security's copies, by item, and why there are none: where its channel cannot be used, the thread has to do."""
    under: dict[str, Placed] = {}
    unreachable = ""
    for item in picture.items:
        surface, refused = f"security:{item.id}", item.status is ItemStatus.REFUSED
        # the stages of what was refused later are gone, a copy that was posted before is not
        if not (for_security(item) or (refused and await surfaces.placed(surface))):
            continue
        card = request_card(company, picture, only=item.id, thread=f"<#{root.channel}>")
        try:
            under[item.id] = await show(company.channels.security, surface, card, again=again)
        except ChannelUnreachable as problem:
            unreachable = logged(problem, picture)
    return under, unreachable
