"""What somebody had and has no more: when it ended, why, and how to have it again."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from approvals.queries.not_held import NotHeld, Why
from bot.texts import mention, moment, name_of, quoted, thing, typed
from bot.views.parts import Card, actions, context, fitted, section
from bot.views.questions import form_button
from catalog.model import Company, PersonId

MOST = 20
_ENDINGS = {
    Why.EXPIRED: "Its time was up",
    Why.RETURNED: "Given back",
    Why.REVOKED: "Taken away",
}


def losses_card(company: Company, ended: Sequence[NotHeld], *, about: PersonId, reader: PersonId) -> Card:
    """Everything that ended in the last year, the newest first; what was granted in another department says so."""
    mine = about == reader
    whom = "you" if mine else name_of(company, about)
    if not ended:
        text = f"Nothing {whom} had through me has ended in the last year."
        hint = (
            "Access from before me, and what came with a job, is in the systems themselves: ask their owners."
        )
        return Card(text=text, blocks=(section(text), context(hint)))
    text = f"What {whom} had and {'have' if mine else 'has'} no more"
    now = company.people[about].department if about in company.people else ""
    rows: list[Block] = [_row(company, one, now, reader) for one in ended]
    foot = [actions(form_button("Request access"))] if mine else []
    return Card(
        text=text,
        blocks=(
            section(f"*{text}*, the newest first:"),
            *fitted(rows, most=MOST, otherwise="Only the newest are shown."),
            context("From the last year, and only what was granted through me."),
            *foot,
        ),
    )


def _row(company: Company, one: NotHeld, department: str, reader: PersonId) -> Block:
    by = "" if not one.by or one.by == reader else f" by {mention(company, one.by)}"
    lines = [
        f"*{thing(one.label, one.scope)}*",
        f"{_ENDINGS.get(one.why, 'Ended')}{by}, {moment(one.at, company.zone)}.",
    ]
    if one.department_then and department and one.department_then != department:
        lines.append(
            f"It was granted while in {typed(one.department_then, 100)}; the department is {typed(department, 100)} now."
        )
    if one.says:
        lines.append(quoted(one.says, 500))
    return section("\n".join(lines))
