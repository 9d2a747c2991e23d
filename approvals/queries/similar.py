"""The last similar decision: out of what people decided here, and of `decisions.csv`.

Only decisions on the same entitlement are looked at: those of Usher's own stood in the channel in which the card
stands, with the names. What is in the file did not, so nobody is named from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.model import ItemStatus, Verdict
from approvals.queries.grouped import grouped
from approvals.similar import Decided, most_similar
from approvals.store.tables import ItemRow, RequestRow, VoteRow
from catalog.model import Company, EntitlementId, PersonId, ScopeValues
from catalog.per_company import once_per_company

LOOKED_THROUGH = 200
"""The newest decisions on an entitlement; what is older says little about today."""
_SAID = {ItemStatus.APPROVED: Verdict.APPROVED, ItemStatus.DENIED: Verdict.DENIED}


async def last_similar(
    session: AsyncSession,
    desk: Desk,
    *,
    entitlement: EntitlementId,
    scope: ScopeValues,
    person: PersonId,
    besides_request: str,
) -> Decided | None:
    """The decision that is most like this one; None where there was none."""
    known = desk.company.people.get(person)
    return most_similar(
        [
            *await _here(session, desk, entitlement, besides_request),
            *_in_the_file(desk.company).get(entitlement, ()),
        ],
        scope=scope,
        department=known.department if known else "",
        title=known.title if known else "",
    )


async def _here(
    session: AsyncSession, desk: Desk, entitlement: EntitlementId, besides: str
) -> Sequence[Decided]:
    rows = await session.exec(
        select(ItemRow, RequestRow.beneficiary)
        .join(RequestRow, col(RequestRow.id) == col(ItemRow.request_id))
        .where(
            ItemRow.entitlement == entitlement,
            col(ItemRow.status).in_(_SAID),
            ItemRow.request_id != besides,
        )
        .order_by(col(ItemRow.decided_at).desc())
        .limit(LOOKED_THROUGH)
    )
    found = rows.all()
    votes = await grouped(session, VoteRow, "item_id", [item.id for item, _ in found], order=VoteRow.at)
    decided = []
    for item, holder in found:
        said = [vote for vote in votes[item.id] if vote.verdict is _SAID[item.status]]
        if not said or item.decided_at is None:  # policy alone decided it
            continue
        person = desk.company.people.get(holder)
        decided.append(
            Decided(
                at=item.decided_at,
                outcome=_SAID[item.status],
                department=person.department if person else "",
                title=person.title if person else "",
                person=holder,
                scope=item.scope,
                by=said[-1].person,
                note=said[-1].note,
                duration=item.duration,
            )
        )
    return decided


@once_per_company
def _in_the_file(company: Company) -> Mapping[EntitlementId, Sequence[Decided]]:
    """The decisions of the file by entitlement, each without who it was for."""
    found: defaultdict[EntitlementId, list[Decided]] = defaultdict(list)
    for one in company.decisions:
        found[one.entitlement].append(
            Decided(
                at=one.at,
                outcome=Verdict.APPROVED if one.approved else Verdict.DENIED,
                department=one.attributes.get("department", ""),
                title=one.attributes.get("title", ""),
            )
        )
    return dict(found)
