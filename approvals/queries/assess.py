"""What would happen if this were requested now: the same facts, the same policy, nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.assessment import Assessment
from approvals.desk import Desk
from approvals.ends import within
from approvals.model import Decision, PolicyAnswer, StageName, Wish
from approvals.not_right import Reviewed, not_right
from approvals.operations.gather import (
    held_or_pending,
    place_of,
    standing_of,
)
from approvals.panel import Panel
from approvals.pictures import StagePicture
from approvals.policy.appealable import hears_appeal
from approvals.policy.counterfactual import MOST_QUESTIONS
from approvals.policy.unfiled import unfiled
from approvals.queries.not_right import not_right_of
from approvals.queries.of_late import recent_denials, requests_on_the_day
from approvals.queries.warning_signs import warned_of
from approvals.queries.what_would_change import change_for
from approvals.quorum import asked_later, quorum_of, says_of
from approvals.risk.warned import Warned
from approvals.terms import permitted_duration
from catalog.model import EntitlementId, Person, PersonId, Place


async def assess(
    desk: Desk,
    *,
    requester: PersonId,
    beneficiary: PersonId,
    wishes: Sequence[Wish],
    duration: timedelta | None,
    until: datetime | None = None,
    changes: bool = False,
) -> list[Assessment]:
    """One assessment for each wish, in order. Scopes that are still missing are named, and taken as given.

    With `changes` each says what would turn the policy's answer; of many wishes less is tried for each.
    Raises NotAllowed when somebody does not work here, TargetChanged when an entitlement is gone.
    """
    asker, holder = desk.active_person(requester), desk.active_person(beneficiary)
    now = desk.now()
    async with desk.store.reading() as session:
        asking = _Asking(
            asker=asker,
            holder=holder,
            wishes=tuple(wishes),
            duration=duration or within(None, until, now),
            until=until,
            held=await held_or_pending(session, desk, holder.id),
            denials=await recent_denials(session, holder.id, before=now),
            warned=await warned_of(session, {holder.id, asker.id}, now=now),
            not_right=await not_right_of(session, holder.id),
            requests_today=1 + await requests_on_the_day(session, desk, asker.id, until=now),
            questions=MOST_QUESTIONS // max(1, len(wishes)) if changes else 0,
            now=now,
        )
        return [await _assess_one(session, desk, asking, wish) for wish in wishes]


@dataclass(frozen=True, kw_only=True)
class _Asking:
    """What all wishes of one request have in common, read once."""

    asker: Person
    holder: Person
    wishes: tuple[Wish, ...]
    duration: timedelta | None
    until: datetime | None
    held: frozenset[EntitlementId]
    denials: int
    warned: Warned
    not_right: tuple[Reviewed, ...]
    """The holder's emergencies that Security found not right."""
    requests_today: int
    questions: int
    """How many the policy may be asked about each wish to find what would turn its answer."""
    now: datetime

    def besides(self, this: Wish) -> frozenset[EntitlementId]:
        """What the holder would hold beside it."""
        return self.held | {wish.entitlement for wish in self.wishes if wish is not this}


async def _assess_one(session: AsyncSession, desk: Desk, asking: _Asking, wish: Wish) -> Assessment:
    place, asker, holder, now = place_of(desk, wish.entitlement), asking.asker, asking.holder, asking.now
    asked, until = wish.time(asking.duration, asking.until)
    duration, shortened = permitted_duration(
        place.entitlement, asked, person=holder, now=now, zone=desk.company.zone
    )
    missing = tuple(
        key for key, rule in place.resource.scopes.items() if rule.required and key not in wish.scope
    )
    answered = _answered(place, missing)
    facts, risk = unfiled(
        desk.company,
        desk.models,
        person=holder,
        requester=asker,
        place=answered,
        scope=wish.scope,
        duration=within(duration, until, now),
        held=asking.besides(wish),
        denials=asking.denials,
        warned=asking.warned,
        not_right=not_right(asking.not_right, entitlement=wish.entitlement, company=desk.company, now=now),
        requests_today=asking.requests_today,
        now=now,
    )
    decision = desk.policies.decide(facts)
    standing = await standing_of(session, desk, holder.id, wish)
    # Where it is held or waited for there is nothing to ask for, so nothing to ask for in another way.
    questions = 0 if standing.held or standing.pending else asking.questions
    return Assessment(
        entitlement=wish.entitlement,
        label=place.label,
        scope=wish.scope,
        duration=duration,
        shortened=shortened,
        at=now,
        until=until,
        risk=risk,
        decision=decision,
        approvers=_stages(desk, asker, holder, place, decision),
        held_until=standing.until,
        already_held=standing.held,
        leaving=standing.leaving,
        extendable=standing.grant,
        already_pending=standing.pending,
        missing_scopes=missing,
        change=change_for(
            desk.policies,
            facts,
            decision,
            asked_at=now,
            denials=asking.denials,
            models=desk.models,
            most_questions=questions,
        ),
        appealable=decision.answer is PolicyAnswer.REFUSED
        and hears_appeal(desk.policies.rules, [one.policy for one in decision.reasons if one.needs is None])
        is not None,
    )


def _answered(place: Place, missing: Sequence[str]) -> Place:
    """The place as if these scopes need not be named: neither risk nor approvers depend on which value it will be."""
    scopes = {key: rule for key, rule in place.resource.scopes.items() if key not in missing}
    return place.model_copy(update={"resource": place.resource.model_copy(update={"scopes": scopes})})


def _stages(
    desk: Desk, asker: Person, holder: Person, place: Place, decision: Decision
) -> tuple[StagePicture, ...]:
    panel = Panel(
        company=desk.company,
        beneficiary=holder,
        requester=asker,
        place=place,
        on=desk.now().astimezone(desk.company.zone).date(),
    )
    later = asked_later(decision.reasons)

    def picture(stage: StageName) -> StagePicture:
        quorum = quorum_of(decision.reasons, stage)
        who = panel.approvers(stage, quorum)
        says = says_of(decision.reasons, stage)
        return StagePicture(
            name=stage,
            says=says,
            waiting_for=who.ping,
            note=who.note,
            needed=panel.needed(stage, quorum),
            after=later.get(stage, ()),
        )

    return tuple(picture(stage) for stage in decision.open_stages)
