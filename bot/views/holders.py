"""The answer to "who has access to it?": who holds what is told about one person at a time, to those who may know."""

from __future__ import annotations

from approvals.helpdesk import serves_everybody
from bot.texts import helpdesk
from bot.views.parts import Card, text_card
from catalog.model import Company, PersonId


def holders_card(company: Company, *, reader: PersonId) -> Card:
    """Which people hold something is not told; what the reader can ask instead is."""
    says = "I do not list who holds what."
    if serves_everybody(company, reader):
        return text_card(f"{says} Ask me what one person has: _what does … have?_, with their full name.")
    if any(person.manager == reader for person in company.people.values()):
        return text_card(
            f"{says} Of those you lead, ask me one by one: _what does … have?_, with their full name;"
            " for others, ask the owner, whom _who owns …?_ names."
        )
    return text_card(f"{says} The owner knows: _who owns …?_ names them. Or ask {helpdesk(company)}.")
