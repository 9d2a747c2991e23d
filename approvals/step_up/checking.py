"""Whether a code is right: counted when it is wrong, taken once when it is right, and logged either way.

Nothing here raises for a wrong code. That it was wrong has to be written down, and an exception would undo that with
the rest of the transaction; whoever asks commits first and raises afterwards.
"""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, delete, select

from approvals.desk import Desk
from approvals.errors import NoCode, NotAllowed, Refused, WrongCode
from approvals.log.entry import Entry
from approvals.step_up.codes import digits, step_of
from approvals.step_up.vault import Unreadable, Vault
from approvals.store.code_tables import CodesRow, WrongCodeRow
from approvals.store.store import Transaction
from approvals.store.tables import new_id
from catalog.model import PersonId

MOST_WRONG = 5
WITHIN = timedelta(minutes=15)
"""So many wrong codes in so much time, and none is taken for a while."""
NO_CODE = "A code has six digits; copy the one your authenticator app shows now."


def vault_of(desk: Desk) -> Vault:
    """What secrets are sealed with. Raises NotAllowed where there is no key."""
    if desk.vault is None:
        raise NotAllowed(
            "One-time codes cannot be used here: Usher has no key to keep their secrets with. Tell an IAM admin."
        )
    return desk.vault


async def locked_codes(tx: Transaction, person: PersonId) -> CodesRow | None:
    """The person's codes, locked, so that two codes are never looked at side by side."""
    return await tx.session.get(CodesRow, person, with_for_update=True, populate_existing=True)


async def check_code(
    tx: Transaction, desk: Desk, row: CodesRow, typed: str, *, used_for: str
) -> Refused | None:
    """What is wrong with the code, None when it is right; a right one is taken and never again."""
    code = digits(typed)
    if code is None:
        return NoCode(NO_CODE)
    if (refusal := await _locked_out(tx, desk, row.person)) is not None:
        return refusal
    try:
        secret = vault_of(desk).open(row.secret)
    except Unreadable:
        return NotAllowed(
            "Your codes cannot be checked any more, because Usher’s key has changed; ask an IAM admin to reset them."
        )
    step = step_of(secret, code, at=tx.now)
    if step is not None and step > row.last_step:
        row.last_step = step
        tx.session.add(row)
        return None
    used = step is not None
    tx.session.add(WrongCodeRow(id=new_id("wrong"), person=row.person, at=tx.now))
    await tx.session.exec(delete(WrongCodeRow).where(col(WrongCodeRow.at) <= tx.now - WITHIN))
    await tx.session.flush()
    tx.log(
        Entry(
            kind="code.wrong",
            actor=row.person,
            person=row.person,
            data={"for": used_for, "why": "used before" if used else "does not fit"},
        )
    )
    if (refusal := await _locked_out(tx, desk, row.person)) is not None:
        tx.log(Entry(kind="code.locked", actor=row.person, person=row.person, data={"for": used_for}))
        return refusal
    if used:
        return WrongCode("That code was used already; wait for the next one.")
    return WrongCode("That code is not right; copy the one your authenticator app shows now.")


async def _locked_out(tx: Transaction, desk: Desk, person: PersonId) -> Refused | None:
    """While too many were wrong lately, right ones are not taken either: they cannot be told from luck."""
    lately = await tx.session.exec(
        select(WrongCodeRow.at)
        .where(WrongCodeRow.person == person, col(WrongCodeRow.at) > tx.now - WITHIN)
        .order_by(col(WrongCodeRow.at).desc())
        .limit(MOST_WRONG)
    )
    wrong = lately.all()
    if len(wrong) < MOST_WRONG:
        return None
    until = (wrong[-1] + WITHIN).astimezone(desk.company.zone)
    return WrongCode(
        f"Too many wrong codes: none of yours is taken until {until:%H:%M:%S}. If it was not you who tried, tell an IAM admin."
    )
