"""Beginning to set up one-time codes."""

from __future__ import annotations

from dataclasses import dataclass, field

from approvals.desk import Desk
from approvals.step_up.checking import locked_codes, vault_of
from approvals.step_up.codes import link_for, new_secret
from approvals.store.code_tables import CodesRow
from catalog.model import PersonId


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A new secret, to be shown to the one it is for and to nobody else."""

    secret: str = field(repr=False)
    link: str = field(repr=False)
    """The same for an authenticator app to open, `otpauth://…`."""
    replaces: bool
    """Codes were set up before; they count until the new ones are confirmed."""


async def begin_codes(desk: Desk, *, by: PersonId) -> Offer:
    """Makes a new secret; it counts for nothing until a code made with it was typed. Raises NotAllowed."""
    person, vault, secret = desk.active_person(by), vault_of(desk), new_secret()
    async with desk.store.transaction() as tx:
        await tx.lock_person(by)
        row = await locked_codes(tx, by) or CodesRow(person=by)
        row.offered, row.offered_at = vault.seal(secret), tx.now
        tx.session.add(row)
        replaces = bool(row.secret)
    link = link_for(secret, account=person.email, company=desk.company.name)
    return Offer(secret=secret, link=link, replaces=replaces)
