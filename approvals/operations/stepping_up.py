"""Confirming one decision with a one-time code or a link, where policy wants more than a click.

The first click gets a ticket: it names the decision (item, stage, person, verdict) and when it was asked for. A code
counts only together with the ticket of that very decision, for a few minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from approvals.desk import Desk
from approvals.errors import CodeNeeded, CodesMissing, LinkNeeded, LinkRefused, NotAllowed, Refused
from approvals.model import PolicyAnswer, StageName, Verdict
from approvals.operations.click import Click
from approvals.operations.settle import entry_about
from approvals.policy.wording import listed
from approvals.step_up.checking import check_code, locked_codes, vault_of
from approvals.step_up.links import AGAIN, expired, read_link, terms_of
from approvals.step_up.vault import Unreadable
from approvals.store.code_tables import ConfirmLinkRow
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow
from catalog.model import PersonId

TICKET_LASTS = timedelta(minutes=5)
"""How long after the click its code may be typed; what was shown then may have changed since."""

CLOCKS_DIFFER = timedelta(minutes=1)
"""Another process made the ticket, and its clock may be ahead."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What comes back: the ticket of the decision, and the code that was typed."""

    ticket: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """What comes back from a browser: the sealed end of the link that was sent."""

    token: str


async def step_up(click: Click, *, proof: Proof | Confirmed | None) -> tuple[Refused | None, bool]:
    """What still stands between this person's yes and its counting, and whether a code confirmed it.

    A refusal has to be committed before it is raised: wrong codes are counted. Whose decision it is not is none of
    its business; `vote` says that.
    """
    tx, desk, request, item, by = click.tx, click.desk, click.request, click.item, click.by
    stage = click.first_theirs(click.stages)
    asked = None if stage is None else click.may_say(stage)
    if stage is None or asked is None or asked.answer is PolicyAnswer.GRANTED:
        return None, False
    says, vault = asked.reasons[0].says, vault_of(desk)
    row = await locked_codes(tx, by)
    if row is None or not row.secret:
        if not desk.sends_links:
            return CodesMissing(_not_set_up(desk, click.approvers(stage).may - {by}, says)), False
        if not isinstance(proof, Confirmed):
            return LinkNeeded(says), False
        refusal = await _link_refused(tx, desk, request, item, stage, by=by, token=proof.token)
        return refusal, refusal is None
    if isinstance(proof, Confirmed):
        return NotAllowed(
            "You have set up codes since; press Approve in Slack again, and confirm it with one."
        ), False
    what = (item.id, stage.value, by, Verdict.APPROVED.value)
    if proof is None:
        return CodeNeeded(says, ticket=vault.ticket(*what, tx.now.isoformat())), False
    if (stale := _stale(tx, desk, proof, what)) is not None:
        return stale, False
    refusal = await check_code(tx, desk, row, proof.code, used_for=item.id)
    if refusal is None:
        tx.log(entry_about("code.accepted", request, item, actor=by, stage=stage))
    return refusal, refusal is None


async def _link_refused(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    stage: StageName,
    *,
    by: PersonId,
    token: str,
) -> Refused | None:
    """What is wrong with the link, None when it is right; a right one is used up."""
    link = read_link(vault_of(desk), token)
    row = await tx.session.get(ConfirmLinkRow, link.id, with_for_update=True, populate_existing=True)
    refusal = expired(link, tx.now)
    why = "expired"
    if link.person != by:
        refusal, why = LinkRefused(f"This link was sent to somebody else; {AGAIN}"), "of another person"
    elif refusal is None and (link.item_id, link.stage, link.terms) != (item.id, stage, terms_of(item)):
        changed = "What waits for you has changed since this link was sent"
        refusal, why = LinkRefused(f"{changed}; {AGAIN}"), "about something else"
    elif refusal is None and (row is None or row.used_at is not None):
        refusal, why = LinkRefused(f"This link was used already; {AGAIN}"), "used before"
    if refusal is None and row is not None:
        row.used_at = tx.now
        tx.session.add(row)
        tx.log(entry_about("link.accepted", request, item, actor=by, stage=stage, link=link.id))
    else:
        tx.log(entry_about("link.refused", request, item, actor=by, stage=stage, link=link.id, why=why))
    return refusal


async def code_given(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    stage: StageName,
    *,
    by: PersonId,
    others: frozenset[PersonId],
    says: str,
    code: str,
) -> Refused | None:
    """For a decision that comes with its code in one go, and so needs no ticket: what is wrong with the code.

    `others` may decide it as well, whoever of them has codes.
    A refusal has to be committed before it is raised: wrong codes are counted.
    """
    row = await locked_codes(tx, by)
    if row is None or not row.secret:
        return CodesMissing(_not_set_up(desk, others - {by}, says))
    refusal = await check_code(tx, desk, row, code, used_for=item.id)
    if refusal is None:
        tx.log(entry_about("code.accepted", request, item, actor=by, stage=stage))
    return refusal


def _stale(tx: Transaction, desk: Desk, proof: Proof, what: tuple[str, ...]) -> Refused | None:
    """Why that ticket is not for this decision now, if so; the code is not even looked at then."""
    again = "press Approve again, and you are asked for a new one."
    try:
        *about, at = vault_of(desk).read_ticket(proof.ticket)
        age = tx.now - datetime.fromisoformat(at)
    except (Unreadable, ValueError):
        return NotAllowed(f"This code does not belong to a decision of yours; {again}")
    if tuple(about) != what:
        return NotAllowed(f"What waits for you has changed since you were asked for this code; {again}")
    if not -CLOCKS_DIFFER <= age <= TICKET_LASTS:
        return NotAllowed(
            f"More than {TICKET_LASTS // timedelta(minutes=1)} minutes have passed since you were asked for this code; {again}"
        )
    return None


def _not_set_up(desk: Desk, others: frozenset[PersonId], says: str) -> str:
    names = sorted(desk.company.names(others))
    instead = f" {listed(names, last='or')} may decide it as well." if names else ""
    return f"{says} You have set none up: open my Home tab, press “Set up codes”, and then Approve again.{instead}"
