"""The monthly reviews of a request, each a message of its own below the card that edits itself."""

from __future__ import annotations

from approvals.pictures import RequestPicture
from bot.delivery.surfaces import Placed, Surfaces
from bot.views.review_card import review_cards
from catalog.model import Company


async def draw_reviews(
    surfaces: Surfaces, company: Company, picture: RequestPicture, under: Placed, *, again: bool
) -> None:
    """Raises what Surfaces.show raises."""
    for surface, card in review_cards(company, picture):
        await surfaces.show(surface, under.channel, card, thread_ts=under.ts, force=again)
