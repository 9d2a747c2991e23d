"""What Approve and Deny share: a click that was overtaken, and writing down what somebody said at a stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from approvals.errors import AlreadyDecided, NotAllowed, NotYours, Refused, TargetChanged
from approvals.model import PolicyAnswer, StageName, Verdict
from approvals.operations.click import Click
from approvals.operations.heard import Heard
from approvals.operations.settle import carry_out, entry_about
from approvals.operations.stage_clock import stop_clock
from approvals.quorum import asked_later
from approvals.store.tables import VoteRow, new_id


async def overtaken(click: Click) -> Refused | None:
    """What to tell whoever clicked when the request changed underneath so far that they need not decide any more.

    The item is settled then, and that has to be committed before the answer is raised. Otherwise None, and what policy
    asks for since is open: what comes of the click may be no more than that a code is missing. Raises NotYours for
    anybody whom it did not wait for, with nothing settled; what is gone can be waited for by nobody, so there every
    click clears it away.
    """
    decision = click.evaluation.decision
    if click.evaluation.facts is None:
        await carry_out(click.tx, click.desk, click.request, click.item, click.evaluation)
        return TargetChanged(decision.reasons[0].says)
    if click.first_theirs(click.stages) is not None:
        if set(click.stages) - set(click.waited):
            await carry_out(click.tx, click.desk, click.request, click.item, click.evaluation)
        return None
    if click.first_theirs(click.waited) is None:
        raise _not_yours(click, click.stages or click.waited)
    await carry_out(click.tx, click.desk, click.request, click.item, click.evaluation)
    if decision.answer is PolicyAnswer.NEEDS:
        names = _waits_for(click, click.stages)
        return NotYours(f"Policy asks for no word of yours any more; it waits for {names}.")
    if decision.answer is PolicyAnswer.REFUSED:
        return NotAllowed(f"Policy no longer allows this: {decision.reasons[0].says}")
    return AlreadyDecided("Policy asks for nobody any more, so it was granted just now.")


async def vote(
    click: Click, *, stages: Sequence[StageName], verdict: Verdict, note: str, stepped_up: bool = False
) -> Heard:
    """Records one person's word at the first of these stages that is theirs; returns what was said so far, with it.

    Raises NotYours, and NotAllowed where a click alone is not enough and it was not stepped up.
    """
    tx, request, item = click.tx, click.request, click.item
    stage = click.first_theirs(stages, verdict)
    allowed = None if stage is None else click.may_say(stage, verdict=verdict, stepped_up=stepped_up)
    if stage is None or allowed is None:
        raise _not_yours(click, stages, verdict)
    if allowed.answer is not PolicyAnswer.GRANTED:
        raise NotAllowed(allowed.reasons[0].says)
    row = VoteRow(
        id=new_id("vote"),
        item_id=item.id,
        stage=stage,
        person=click.by,
        stands_for=click.approvers(stage, verdict).stands_for.get(click.by, ""),
        verdict=verdict,
        note=note,
        at=tx.now,
    )
    tx.session.add(row)
    if verdict is Verdict.DENIED:
        await stop_clock(tx, item, stage)
    await tx.session.flush()
    tx.log(
        entry_about(
            f"stage.{verdict}",
            request,
            item,
            actor=click.by,
            evaluation=click.evaluation,
            stage=stage,
            note=note,
        )
    )
    return click.heard.and_then(row)


def _not_yours(click: Click, stages: Iterable[StageName], verdict: Verdict = Verdict.APPROVED) -> NotYours:
    names, decision = _waits_for(click, stages), click.evaluation.decision
    later = asked_later(decision.reasons) if decision.open_stages else ()
    if click.first_theirs(later, verdict) is not None:
        return NotYours(f"It is not your turn yet: {names} decides first, and then you are asked.")
    return NotYours(f"This is not yours to decide; it waits for {names}.")


def _waits_for(click: Click, stages: Iterable[StageName]) -> str:
    """Who decides: of one stage anybody of them, and every stage for itself."""
    told: list[str] = []
    for stage in stages:
        names = " or ".join(click.desk.company.names(click.approvers(stage).ping))
        if names and names not in told:
            told.append(names)
    return ", and for ".join(told) if told else "the IAM team"
