"""The last similar decision: out of what people decided here, and of `decisions.csv`.

Only decisions on the same entitlement are looked at: those of Usher's own stood in the channel in which the card
stands, with the names. What is in the file did not, so nobody is named from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.model import DECIDED_BY, Verdict
from approvals.similar import Decided, most_similar
from approvals.store.tables import ItemRow, RequestRow, VoteRow
from catalog.model import Company, EntitlementId, PersonId, ScopeValues
from catalog.per_company import once_per_company

LOOKED_THROUGH = 200
"""The newest decisions on an entitlement; what is older says little about today."""


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
    found = most_similar(
        [
            *await _here(session, desk, entitlement, besides_request),
            *_in_the_file(desk.company).get(entitlement, ()),
        ],
        scope=scope,
        department=known.department if known else "",
        title=known.title if known else "",
    )
    return await _with_the_word(session, found) if found is not None and found.item_id else found


async def _here(
    session: AsyncSession, desk: Desk, entitlement: EntitlementId, besides: str
) -> Sequence[Decided]:
    """What people decided here, with what the choice is made by: all but one of them are not shown."""
    about = {"entitlement": entitlement, "besides": besides, "most": LOOKED_THROUGH}
    rows = await (await session.connection()).execute(_decided_by_people(), about)
    people = desk.company.people
    return [
        Decided(
            at=row.decided_at,
            outcome=DECIDED_BY[row.status],
            department=people[row.beneficiary].department if row.beneficiary in people else "",
            title=people[row.beneficiary].title if row.beneficiary in people else "",
            person=row.beneficiary,
            scope=row.scope,
            item_id=row.id,
        )
        for row in rows
    ]


@cache
def _decided_by_people() -> Select[Any]:
    """The newest decisions on an entitlement, but for those that no person had a word in; built once."""
    newest = (
        select(
            col(ItemRow.id),
            col(ItemRow.scope),
            col(ItemRow.status),
            col(ItemRow.decided_at),
            col(RequestRow.beneficiary),
        )
        .join(RequestRow, col(RequestRow.id) == col(ItemRow.request_id))
        .where(
            col(ItemRow.entitlement) == bindparam("entitlement"),
            col(ItemRow.status).in_(DECIDED_BY),
            col(ItemRow.request_id) != bindparam("besides"),
        )
        .order_by(col(ItemRow.decided_at).desc())
        .limit(bindparam("most"))
        .subquery()
    )
    by_people = exists().where(  # policy alone decides without a word
        col(VoteRow.item_id) == newest.c.id,
        or_(
            *(
                and_(newest.c.status == status, col(VoteRow.verdict) == verdict)
                for status, verdict in DECIDED_BY.items()
            )
        ),
    )
    decided = select(newest).where(by_people, newest.c.decided_at.is_not(None))
    return decided.order_by(newest.c.decided_at.desc())


async def _with_the_word(session: AsyncSession, one: Decided) -> Decided:
    """The decision with who gave it, what they said and for how long: the last word of that kind on the item."""
    said = (
        select(col(VoteRow.person), col(VoteRow.note), col(ItemRow.duration))
        .join(ItemRow, col(ItemRow.id) == col(VoteRow.item_id))
        .where(col(VoteRow.item_id) == one.item_id, col(VoteRow.verdict) == one.outcome)
        .order_by(col(VoteRow.at).desc())
        .limit(1)
    )
    by, note, duration = (await (await session.connection()).execute(said)).one()
    return one.model_copy(update={"by": by, "note": note, "duration": duration})


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
