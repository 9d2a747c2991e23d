"""What is said to who wants somebody else's access to end: that nothing was changed, and every way there is to end it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from approvals.pictures import HeldAccess
from bot.texts import iam_admins, mention, mentions, typed
from bot.views.holdings import held_row
from bot.views.parts import Card, fitted, section
from catalog.model import Company, PersonId, Place, System

MOST_ROWS = 20
MOST_MEANT = 5


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What the reader can do about it."""

    reader: PersonId
    about: PersonId | None
    """Whose access it is; None where nobody is named well enough to be found."""
    asked_for: Sequence[HeldAccess]
    """What the reader asked for on their behalf and may give back."""
    to_review: bool
    """Whether an emergency of theirs waits for the reader's review."""
    meant: Sequence[Place | System]
    """What it is about; nothing where that is not clear."""


def taking_away_card(company: Company, reach: Reach) -> Card:
    """Says nothing of what the other holds, but for what the reader asked for themselves."""
    whose = f" {mention(company, reach.about)} has" if reach.about else " they have"
    text = f"I take nobody else’s access away on a message, so I changed nothing of what{whose}."
    lines = [f"*{text}*"]
    if reach.to_review:
        lines.append(
            "An emergency of theirs waits for your review on App Home: _Not right_ ends that access at once."
        )
    lines.append(_whom_to_ask(company, reach))
    security = [one for one in company.groups.security if one != reach.reader]
    if security:
        lines.append(f"If it is urgent, tell {mentions(company, security)} at once.")
    if not reach.asked_for:
        return Card(text=text, blocks=(section("\n".join(lines)),))
    rows = fitted(
        [held_row(company, one) for one in reach.asked_for],
        most=MOST_ROWS,
        otherwise="And more; what you asked for stands under _where is my request?_",
    )
    yours = section("You asked for this on their behalf, so you can give it back:")
    return Card(text=text, blocks=(section("\n".join(lines)), yours, *rows))


def _whom_to_ask(company: Company, reach: Reach) -> str:
    if not reach.meant:
        return "The owner of each system can take it away there: _who owns …?_ names the owner." + (
            "" if reach.reader in company.groups.iam_admins else f" Or ask {iam_admins(company)}."
        )
    return "\n".join(dict.fromkeys(_ask_owner(company, reach, one) for one in reach.meant[:MOST_MEANT]))


def _ask_owner(company: Company, reach: Reach, meant: Place | System) -> str:
    name = typed(
        meant.name if isinstance(meant, System) else f"{meant.system.name} · {meant.resource.name}", 240
    )
    if meant.owner == reach.reader:
        return f"You own {name}, so you can take it away there yourself."
    return f"Ask {mention(company, meant.owner)}, who owns {name}, to take it away there."
