"""One person's word on a warning sign: it was right, or a false alarm."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotFound, NotYours
from approvals.log.entry import Entry
from approvals.operations.raise_signs import show
from approvals.store.sign_tables import SignVerdict, WarningSignRow
from catalog.model import PersonId

_WORDS = {SignVerdict.RIGHT: "right", SignVerdict.FALSE_ALARM: "a false alarm"}


async def judge_sign(desk: Desk, *, sign_id: str, by: PersonId, verdict: SignVerdict) -> None:
    """Notes what that person of Security says of the sign; a false alarm counts against nobody from now on.

    Raises NotAllowed when they do not work here, NotFound, NotYours (not in Security, or about themselves),
    AlreadyDecided.
    """
    person = desk.active_person(by)
    if by not in desk.company.groups.security:
        raise NotYours(
            "Only Security judges warning signs; tell somebody there if you know more about this one."
        )
    async with desk.store.transaction() as tx:
        row = await tx.session.get(WarningSignRow, sign_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise NotFound("That warning sign is not kept any more.")
        if by in row.people:
            raise NotYours(
                f"This sign is about you, {person.name}; somebody else in Security has to judge it."
            )
        if row.verdict is not SignVerdict.OPEN:
            judge = desk.company.people.get(row.judged_by)
            who = judge.name if judge else row.judged_by
            raise AlreadyDecided(f"{who} has judged this sign already: it was {_WORDS[row.verdict]}.")
        row.verdict, row.judged_by, row.judged_at = verdict, by, tx.now
        row.version += 1
        tx.session.add(row)
        tx.log(
            Entry(
                kind="sign.judged",
                actor=by,
                person=row.people[0] if len(row.people) == 1 else "",
                catalog_version=desk.company.version,
                policy_version=desk.policies.version,
                data={"sign": row.id, "kind": row.kind, "verdict": verdict.value},
            )
        )
        show(tx, desk, row)
