"""Setting up one-time codes: the first right one makes them count."""

from __future__ import annotations

from datetime import timedelta

from approvals.desk import Desk
from approvals.errors import BadInput, NotAllowed, Refused, WrongCode
from approvals.log.entry import Entry
from approvals.step_up.checking import NO_CODE, check_code, locked_codes, vault_of
from approvals.step_up.codes import digits, step_of
from approvals.step_up.vault import Unreadable
from approvals.store.code_tables import CodesRow
from approvals.store.store import Transaction
from catalog.model import PersonId

OFFER_LASTS = timedelta(minutes=15)
"""How long a secret that was shown may wait for its first code."""


async def confirm_codes(desk: Desk, *, by: PersonId, code: str, present_code: str = "") -> None:
    """Makes the codes that were begun count, in place of any before, whose code is asked for as well.

    Raises NotAllowed, BadInput, WrongCode. A wrong code of the new ones is not counted: whoever types it was just
    shown the secret.
    """
    desk.active_person(by)
    async with desk.store.transaction() as tx:
        await tx.lock_person(by)
        refusal = await _confirm(tx, desk, await locked_codes(tx, by), code, present_code)
    if refusal is not None:
        raise refusal


async def _confirm(
    tx: Transaction, desk: Desk, row: CodesRow | None, code: str, present_code: str
) -> Refused | None:
    if row is None or row.offered_at is None or tx.now - row.offered_at > OFFER_LASTS:
        return NotAllowed("This was begun too long ago; close it and press “Set up codes” again.")
    new = digits(code)
    if new is None:
        return BadInput(NO_CODE)
    try:
        step = step_of(vault_of(desk).open(row.offered), new, at=tx.now)
    except Unreadable:
        return NotAllowed("Usher’s key has changed meanwhile; close this and press “Set up codes” again.")
    if step is None:
        return WrongCode(
            "That code does not fit the key above; check the clock of your device, and copy the code it shows now."
        )
    again = bool(row.secret)
    if again and (refusal := await check_code(tx, desk, row, present_code, used_for="new codes")) is not None:
        return type(refusal)(f"The code of your present set-up: {refusal.sentence}")
    row.secret, row.enrolled_at, row.last_step = row.offered, tx.now, step
    row.offered, row.offered_at = "", None
    tx.session.add(row)
    tx.log(Entry(kind="code.enrolled", actor=row.person, person=row.person, data={"again": again}))
    return None
