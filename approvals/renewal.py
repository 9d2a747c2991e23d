"""Access that runs to its end and no further: who said so, and the sentence for whoever asks for longer.

The holder's own choice binds nobody: they extend it when they change their mind. What a review decided stands.
"""

from __future__ import annotations

from datetime import datetime

from approvals.afterwards import NotRenewed
from approvals.errors import NotAllowed
from approvals.policy.wording import day
from approvals.store.tables import GrantRow
from catalog.model import Company


def not_renewed(grant: GrantRow) -> NotRenewed | None:
    """Who said that the grant is not renewed; None where nobody did."""
    if grant.not_renewed_at is None or grant.not_renewed_by is None:
        return None
    return NotRenewed(
        by=grant.not_renewed_by, at=grant.not_renewed_at, final=grant.not_renewed_review is not None
    )


def renewed_after_all(grant: GrantRow) -> None:
    """Takes the mark away."""
    grant.not_renewed_at = grant.not_renewed_by = grant.not_renewed_review = None


def why_no_longer(company: Company, mark: NotRenewed | None, ends: datetime | None) -> str:
    """Who decided that access may not run longer, when, and what to do; empty where it may."""
    if mark is None or not mark.final:
        return ""
    known = company.people.get(mark.by)
    who, on = known.name if known else "A reviewer", day(mark.at.astimezone(company.zone).date())
    until = f" It runs until {day(ends.astimezone(company.zone).date())}." if ends is not None else ""
    return (
        f"{who} decided on {on} that this access is not renewed.{until}"
        " Ask for it anew once it has ended, and everybody decides anew."
    )


def refuse_longer(company: Company, mark: NotRenewed | None, ends: datetime | None) -> None:
    """Raises NotAllowed, with that sentence, where a review decided that the access is not renewed."""
    if sentence := why_no_longer(company, mark, ends):
        raise NotAllowed(sentence)
