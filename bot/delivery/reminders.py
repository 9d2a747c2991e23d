"""The reminder before access ends: a direct message for each end it has had, which says what is so by now."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.model import GrantStatus
from approvals.pictures import GrantPicture
from bot.delivery.people import People
from bot.delivery.surfaces import Surfaces
from bot.views.task_card import outdated_reminder, reminder_card


async def remind(desk: Desk, people: People, grant_id: str) -> None:
    """Tells the holder that the end is near. Raises what showing it raises."""
    from approvals.queries.grants import grant_picture

    grant = await grant_picture(desk, grant_id)
    if grant.status is GrantStatus.LIVE:
        await people.show(grant.person, _surface(grant), reminder_card(desk.company, grant))


async def remind_anew(desk: Desk, people: People, surfaces: Surfaces, grant_id: str) -> None:
    """Draws what was posted of them once more, after the grant changed: none may say what is not so any more.

    Raises what showing them raises.
    """
    from approvals.queries.grants import grant_picture

    try:
        grant = await grant_picture(desk, grant_id)
    except NotFound:  # called off before it was set up
        return
    if grant.status is not GrantStatus.LIVE:
        return
    for surface in await surfaces.posted(f"reminder:{grant.id}"):
        present = surface == _surface(grant)
        card = (reminder_card if present else outdated_reminder)(desk.company, grant)
        await people.show(grant.person, surface, card)


def _surface(grant: GrantPicture) -> str:
    """Of its present end: extended, it ends again."""
    ends = f":{grant.expires_at:%Y%m%dT%H%M}" if grant.expires_at else ""
    return f"reminder:{grant.id}{ends}"
