"""Access that is not renewed: the button, the line wherever the access is shown, and the word to who holds it."""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk.models.blocks import ButtonElement

from approvals.afterwards import NotRenewed
from approvals.model import GrantStatus
from approvals.pictures import GrantPicture, RequestPicture
from bot.texts import ending, mention, moment, thing
from bot.views import action_ids
from bot.views.parts import Card, button, section
from catalog.model import Company, PersonId

ASK_ANEW = "Still needed after that? Ask for it anew once it has ended, and everybody decides anew."


def not_renewed_button(grant_id: str) -> ButtonElement:
    """Don't renew: no question first, for extending it takes that back."""
    return button("Don't renew", action_ids.DO_NOT_RENEW, grant_id)


def not_renewed_lines(company: Company, mark: NotRenewed | None, *, reader: PersonId = "") -> list[str]:
    """That it runs to its end and no further, and who said so; nothing where nobody did.

    `reader` is the one person who reads it, where it is one.
    """
    if mark is None:
        return []
    who = "you" if mark.by == reader else mention(company, mark.by)
    when = moment(mark.at, company.zone)
    return [f"Not renewed: {who} {'decided that in a review' if mark.final else 'chose that'} {when}."]


def extendable(mark: NotRenewed | None) -> bool:
    """Whether asking for longer can lead anywhere: a review may have decided that it cannot."""
    return mark is None or not mark.final


def not_renewed_cards(company: Company, request: RequestPicture) -> Iterator[tuple[PersonId, str, Card]]:
    """Whom to tell once what a review decided about what they hold, and the surface that is known by."""
    for item in request.items:
        grant = item.grant
        if grant is None or grant.status is not GrantStatus.LIVE or extendable(grant.not_renewed):
            continue
        yield grant.person, f"not-renewed:{grant.id}", not_renewed_card(company, grant)


def not_renewed_card(company: Company, grant: GrantPicture) -> Card:
    """A review left the access its time, and no more: said once, to the one who holds it."""
    when = ending(grant.expires_at, company.zone) if grant.expires_at else "at its end"
    text = f"Your access to {thing(grant.label, grant.scope)} ends {when} and is not renewed."
    lines = [text, *not_renewed_lines(company, grant.not_renewed), ASK_ANEW]
    return Card(text=text, blocks=(section("\n".join(lines)),))
