"""One person's click on an item that waits: the rows, locked, and all that was read and asked about them, once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from approvals.approvers import Approvers
from approvals.desk import Desk
from approvals.ends import END_PASSED
from approvals.errors import AlreadyDecided, NotYours, OwnRequest
from approvals.model import DECIDED_BY, Decision, ItemStatus, PolicyAnswer, Quorum, Reason, StageName, Verdict
from approvals.operations.asked import reasons_of, stage_approvers
from approvals.operations.heard import Heard, heard_on
from approvals.operations.settle import Evaluation, evaluate, evaluate_again
from approvals.quorum import asked_by, asked_now, quorum_of
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow, VoteRow
from catalog.model import Person, PersonId

OUTCOMES = {
    ItemStatus.APPROVED: "it was approved",
    ItemStatus.DENIED: "it was denied",
    ItemStatus.REFUSED: "policy refused it",
    ItemStatus.WITHDRAWN: "it was withdrawn",
    ItemStatus.LAPSED: "nobody decided in time",
}

_Question = tuple[StageName, Verdict, bool]


@dataclass(frozen=True, kw_only=True)
class Click:
    """An item in its transaction, whoever clicked, and the policy's answer at this moment."""

    tx: Transaction
    desk: Desk
    request: RequestRow
    item: ItemRow
    actor: Person
    evaluation: Evaluation
    before: tuple[Reason, ...]
    """The reasons of the policy's answer before this one: it is by them that people were asked."""
    _answers: dict[_Question, Decision] = field(default_factory=dict, init=False)
    """What policy said to this evaluation; another one begins with none."""

    @property
    def by(self) -> PersonId:
        """Who clicked."""
        return self.actor.id

    @property
    def heard(self) -> Heard:
        """What was said about the item so far."""
        return self.evaluation.heard

    @property
    def stages(self) -> tuple[StageName, ...]:
        """The stages that policy asks for now."""
        return asked_by(self.evaluation.decision)

    @property
    def waited(self) -> tuple[StageName, ...]:
        """The stages that waited before this evaluation."""
        return asked_now(self.before)

    def may_say(
        self, stage: StageName, *, verdict: Verdict = Verdict.APPROVED, stepped_up: bool = False
    ) -> Decision | None:
        """Whether they may say that at this stage, by the policy's own word; None where there is nothing to ask about."""
        if self.evaluation.facts is None:
            return None
        question = (stage, verdict, stepped_up)
        if question not in self._answers:
            self._answers[question] = self.desk.policies.may_decide(
                self.evaluation.facts,
                stage=stage,
                by=self.actor,
                decided_before=self.heard.spoken,
                quorum=self.quorum(stage, verdict),
                verdict=verdict,
                stepped_up=stepped_up,
            )
        return self._answers[question]

    def first_theirs(
        self, stages: Iterable[StageName], verdict: Verdict = Verdict.APPROVED
    ) -> StageName | None:
        """The first of these stages that this person may decide, by the policy's own word; a code they owe aside."""
        for stage in stages:
            allowed = self.may_say(stage, verdict=verdict)
            if allowed is not None and (allowed.answer is PolicyAnswer.GRANTED or allowed.steps_up):
                return stage
        return None

    def approvers(self, stage: StageName, verdict: Verdict = Verdict.APPROVED) -> Approvers:
        """Who may say that at that stage of the item now, and whom to ping."""
        return stage_approvers(
            self.desk,
            self.request,
            self.item,
            stage,
            votes=self.heard.votes,
            handed=self.heard.handed,
            quorum=self.quorum(stage, verdict),
        )

    def quorum(self, stage: StageName, verdict: Verdict = Verdict.APPROVED) -> Quorum:
        """How many are asked there; a no counts as well from those who were asked since more were wanted before."""
        reasons = self.evaluation.decision.reasons
        if verdict is Verdict.DENIED and stage in self.waited:
            reasons = (*reasons, *self.before)
        return quorum_of(reasons, stage)

    def asked_again(self, heard: Heard | None = None) -> Click:
        """The same click after something this transaction itself did: a word more, or other terms of the item."""
        heard = self.heard if heard is None else heard
        again = evaluate_again(self.desk, self.request, self.item, self.evaluation, heard)
        return replace(self, evaluation=again)


async def take_up(tx: Transaction, desk: Desk, *, item_id: str, by: PersonId) -> Click:
    """Locks the item and asks the policy about it. Raises NotFound, OwnRequest, AlreadyDecided, NotYours, NotAllowed.

    What it raises says that no click of this person can count at all.
    """
    request, item = await tx.lock_to_decide(item_id)
    actor = desk.active_person(by)
    if by in (request.requester, request.beneficiary):
        raise OwnRequest("You cannot decide on your own request; somebody else has to.")
    heard = await heard_on(tx.session, item.id)
    if item.status is not ItemStatus.PENDING:
        raise AlreadyDecided(f"This is settled already: {_outcome(item)}{_by_whom(desk, item, heard.votes)}.")
    before = tuple(reasons_of(item))
    _refuse_second_word(heard.votes, by, asked_now(before))
    evaluation = await evaluate(tx, desk, request, item, heard)
    return Click(
        tx=tx, desk=desk, request=request, item=item, actor=actor, evaluation=evaluation, before=before
    )


def _outcome(item: ItemRow) -> str:
    if any(reason.policy == END_PASSED for reason in reasons_of(item)):
        return "the time it was asked for is over"
    return OUTCOMES[item.status]


def _refuse_second_word(votes: Iterable[VoteRow], by: PersonId, waited: Iterable[StageName]) -> None:
    mine = next((vote for vote in votes if vote.person == by), None)
    if mine is None:
        return
    if mine.stage in waited:
        raise NotYours(
            "You said yes to this already; the yes that is missing has to come from somebody else."
        )
    raise NotYours(f"You already decided the {mine.stage} stage; another person has to take the next one.")


def _by_whom(desk: Desk, item: ItemRow, votes: Iterable[VoteRow]) -> str:
    """Who settled it, where a person did; a withdrawal or a policy's refusal is nobody's vote."""
    verdict = DECIDED_BY.get(item.status)
    last = next((vote for vote in reversed([*votes]) if vote.verdict is verdict), None)
    known = desk.company.people.get(last.person) if last else None
    return f" by {known.name}" if known else ""
