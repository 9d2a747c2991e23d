"""What can follow a decision in the life of requests: a no that is appealed, access that is to last longer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from approvals.jobs.port import JobName
from approvals.model import GrantStatus, ItemStatus, Wish
from approvals.operations.appeal import appeal
from approvals.operations.break_glass import break_glass
from approvals.operations.do_not_renew import do_not_renew
from approvals.operations.extend import extend
from approvals.operations.hearing import hearing
from approvals.operations.review_emergency import review_emergency
from approvals.operations.rule_on_appeal import rule_on_appeal
from approvals.store.appeal_tables import AppealRow
from tests.approvals.company import SALES
from tests.approvals.life_draws import anybody, askers, wanted, which
from tests.approvals.life_played import Life

if TYPE_CHECKING:
    from approvals.store.tables import GrantRow, ItemRow

more = st.sampled_from([timedelta(hours=2), timedelta(days=3), timedelta(days=25)])


class Afterwards(Life):
    """The steps and the invariants; the machine has the rest."""

    @precondition(lambda self: self.said_no())
    @rule(item=which, who=anybody, own=st.booleans())
    def appeal_a_no(self, item: int, who: str, own: bool) -> None:
        chosen = self.said_no()[item % len(self.said_no())]
        by = self.rows.requests[chosen.request_id].requester if own else who
        self.did(appeal(self.living.desk, item_id=chosen.id, by=by, reasons="it has changed"))

    @precondition(lambda self: self.open_appeals())
    @rule(which_one=which, who=anybody, overturn=st.booleans())
    def rule_by_anybody(self, which_one: int, who: str, overturn: bool) -> None:
        chosen = self.open_appeals()[which_one % len(self.open_appeals())]
        self.did(
            rule_on_appeal(self.living.desk, appeal_id=chosen.id, by=who, overturn=overturn, note="I looked")
        )

    @precondition(lambda self: self.open_appeals())
    @rule(which_one=which, who=which, overturn=st.sampled_from([True, True, False]))
    def rule_by_one_of_those_asked(self, which_one: int, who: int, overturn: bool) -> None:
        chosen = self.open_appeals()[which_one % len(self.open_appeals())]
        if people := sorted(self.hearing(chosen)):
            by = people[who % len(people)]
            self.did(
                rule_on_appeal(
                    self.living.desk, appeal_id=chosen.id, by=by, overturn=overturn, note="I looked"
                )
            )

    @precondition(lambda self: self.said_no())
    @rule(item=which, who=which)
    def a_no_is_overturned(self, item: int, who: int) -> None:
        """From the appeal to the ruling in one go, which by chance alone would be rare."""
        chosen = self.said_no()[item % len(self.said_no())]
        by = self.rows.requests[chosen.request_id].requester
        self.did(appeal(self.living.desk, item_id=chosen.id, by=by, reasons="it has changed"))
        row = self.rows.appeals.get(chosen.id)
        if row is not None and row.ruling is None and (people := sorted(self.hearing(row))):
            ruling = people[who % len(people)]
            self.did(
                rule_on_appeal(self.living.desk, appeal_id=row.id, by=ruling, overturn=True, note="I looked")
            )

    @rule(who=askers, what=wanted)
    def break_the_glass(self, who: str, what: str) -> None:
        self.glass_broken(who, what)

    @precondition(lambda self: self.emergencies())
    @rule(which_one=which)
    def it_was_not_right_and_is_tried_again(self, which_one: int) -> None:
        chosen = self.emergencies()[which_one % len(self.emergencies())]
        who = self.rows.requests[chosen.request_id].beneficiary
        by = "nils.aker" if who == "greta.lund" else "greta.lund"
        if self.did(
            review_emergency(self.living.desk, item_id=chosen.id, by=by, right=False, note="I looked")
        ):
            assert not self.glass_broken(who, chosen.entitlement)

    def glass_broken(self, who: str, what: str) -> bool:
        return self.did(
            break_glass(
                self.living.desk,
                person=who,
                wish=Wish(entitlement=what, scope={"region": "EMEA"} if what == SALES else {}),
                duration=None,
                reason="it is on fire",
                words="now",
                key=f"life-{next(self.keys)}",
            )
        )

    @precondition(lambda self: self.emergencies())
    @rule(which_one=which, who=anybody, right=st.booleans())
    def review_an_emergency(self, which_one: int, who: str, right: bool) -> None:
        chosen = self.emergencies()[which_one % len(self.emergencies())]
        self.did(review_emergency(self.living.desk, item_id=chosen.id, by=who, right=right, note="I looked"))

    @precondition(lambda self: self.live())
    @rule(grant=which, length=more)
    def ask_for_longer(self, grant: int, length: timedelta) -> None:
        chosen = self.live()[grant % len(self.live())]
        self.did(
            extend(
                self.living.desk,
                grant_id=chosen.id,
                by=chosen.person,
                duration=length,
                reason="not done yet",
                key=f"life-{next(self.keys)}",
            )
        )

    @precondition(lambda self: self.live())
    @rule(grant=which)
    def let_it_run_out(self, grant: int) -> None:
        chosen = self.live()[grant % len(self.live())]
        self.did(do_not_renew(self.living.desk, grant_id=chosen.id, by=chosen.person))

    @invariant()
    def every_open_appeal_waits_for_somebody_or_has_an_end(self) -> None:
        for row in self.open_appeals():
            assert row.next_at is not None
            assert row.next_at <= row.expire_at
            looks = self.living.queue.about(JobName.APPEAL_CLOCK, appeal=row.id)
            assert any(due <= row.next_at for due in looks), "nobody looks at the appeal again"
            item = self.rows.items[row.item_id]
            request = self.rows.requests[item.request_id]
            spoken = {vote.person for vote in self.rows.votes_on(item)}
            assert not {request.requester, request.beneficiary, row.denier, *spoken} & self.hearing(row)

    @invariant()
    def nobody_rules_on_their_own_no(self) -> None:
        for row in self.rows.appeals.values():
            request = self.rows.requests[self.rows.items[row.item_id].request_id]
            if row.ruled_by is not None:
                assert row.ruled_by not in {row.denier, request.requester, request.beneficiary}

    @invariant()
    def what_was_prolonged_has_one_grant(self) -> None:
        for item in self.rows.items.values():
            if item.extended_to is not None:
                assert item.status is ItemStatus.APPROVED
                assert self.rows.grant_of(item) is None
                grant = self.rows.grants[item.extends]
                assert grant.expires_at is not None
                assert grant.expires_at >= item.extended_to

    @invariant()
    def what_is_not_renewed_was_not_prolonged_since(self) -> None:
        for item in self.rows.items.values():
            if item.extended_to is not None and (said := self.rows.grants[item.extends].not_renewed_at):
                assert item.decided_at is not None
                assert item.decided_at <= said

    def said_no(self) -> list[ItemRow]:
        return [
            item
            for item in self.rows.items.values()
            if item.status in {ItemStatus.DENIED, ItemStatus.REFUSED}
        ]

    def emergencies(self) -> list[ItemRow]:
        return [item for item in self.rows.items.values() if item.emergency]

    def open_appeals(self) -> list[AppealRow]:
        found = [self.rows.appeals.get(item) for item in self.rows.items]
        return [row for row in found if row is not None and row.ruling is None]

    def live(self) -> list[GrantRow]:
        found = [self.rows.grant_of(item) for item in self.rows.items.values()]
        return [grant for grant in found if grant is not None and grant.status is GrantStatus.LIVE]

    def hearing(self, row: AppealRow) -> frozenset[str]:
        item = self.rows.items[row.item_id]
        return hearing(
            self.living.desk,
            self.rows.requests[item.request_id],
            item,
            stage=row.stage,
            denier=row.denier,
            votes=self.rows.votes_on(item),
            escalated=row.escalated,
        ).may
