"""The monthly reviews of a request, each a message of its own below the card that edits itself."""

from __future__ import annotations

from approvals.pictures import RequestPicture
from bot.delivery.appeals import InChannel
from bot.delivery.posts import Placed
from bot.views.review_card import review_cards
from catalog.model import Company


async def draw_reviews(
    show: InChannel, company: Company, picture: RequestPicture, under: Placed, *, again: bool
) -> None:
    """Raises what showing them in the channel raises."""
    for surface, card in review_cards(company, picture):
        await show(company.channels.requests, surface, card, again=again, under=under)
