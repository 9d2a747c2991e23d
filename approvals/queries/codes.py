"""Whether somebody has one-time codes, for their Home tab."""

from __future__ import annotations

from datetime import datetime

from approvals.desk import Desk
from approvals.model import Value
from approvals.store.code_tables import CodesRow
from catalog.model import PersonId


class CodesPicture(Value):
    """One person's codes, without anything that they are made from."""

    set_up_at: datetime | None
    resets_others: bool
    """An IAM admin, who may take somebody else's away."""


async def codes_of(desk: Desk, person: PersonId) -> CodesPicture | None:
    """The person's codes; None where no approval asks for any."""
    if desk.vault is None or not desk.policies.asks_for_codes(desk.company):
        return None
    async with desk.store.reading() as session:
        row = await session.get(CodesRow, person)
    admin = person in desk.company.groups.iam_admins
    return CodesPicture(set_up_at=row.enrolled_at if row and row.secret else None, resets_others=admin)
