"""The whole life of requests, in any order: clicks, timers, edits of the folder, restarts, systems that fail.

Hypothesis draws what happens; after every step and every job the rows are held against what must always be so.
`USHER_TEST_DEPTH=all` plays hundreds of lives, some of them on PostgreSQL; `USHER_TEST_LIVES=5000` plays as many as
it says, longer ones, and each time others.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any, ClassVar
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from approvals.lessening import Less
from approvals.log.verify import verify
from approvals.model import (
    GrantStatus,
    ItemStatus,
    Wish,
)
from approvals.operations.answer_review import answer_review
from approvals.operations.approve import approve
from approvals.operations.approve_changed import approve_changed
from approvals.operations.deny import deny
from approvals.operations.give_back import give_back
from approvals.operations.open_request import open_request
from approvals.operations.withdraw import withdraw
from catalog.model import Absence
from tests.approvals.company import (
    SALES,
)
from tests.approvals.life_afterwards import Afterwards
from tests.approvals.life_always import AlwaysSo
from tests.approvals.life_draws import (
    Edit,
    anybody,
    askers,
    early,
    edits,
    lengths,
    named,
    spans,
    wanted,
    which,
)
from tests.approvals.life_played import one_of
from tests.approvals.life_watch import Watch
from tests.approvals.living import Living, Mood
from tests.databases import fresh_postgres, lent_sqlite, postgres_server
from tests.depth import ALL

SOAK = int(os.environ.get("USHER_TEST_LIVES", "0"))
LIVES = SOAK or (75 if ALL else 5)
"""Of each part."""
STEPS = 40 if SOAK else 15
ENOUGH = 50
"""Of so many lives some have to come everywhere."""
PARTS = 4
"""The lives are dealt to a few tests, each with a seed of its own, so that several processes share them."""
MOST_YESES = 6
"""People at all the stages of an item."""


class LifeCycle(Afterwards, AlwaysSo, RuleBasedStateMachine):
    """Northlight over some weeks."""

    server: Any = None
    """PostgreSQL, or None for a SQLite file."""
    reached: ClassVar[set[ItemStatus | GrantStatus]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.resources = ExitStack()
        # Played again, a life has the same ids: rows that nothing else puts in order come in that of their ids.
        ids = Random(0)
        self.resources.enter_context(
            patch(
                "approvals.store.tables.secrets.token_urlsafe",
                lambda size: f"{ids.getrandbits(8 * size):x}",
            )
        )
        if self.server is not None:
            url = self.resources.enter_context(fresh_postgres(self.server))
        else:
            url = self.resources.enter_context(lent_sqlite())
        self.living = Living(url)
        self.watch = Watch(self.living)
        self.keys = count()
        self.whole = True
        self.rows = self.watch.look()

    # What people do

    @initialize(
        first=askers,
        second=askers,
        one=wanted,
        other=wanted,
        whole=st.just(True) if SOAK else st.sampled_from([False, False, True]),
    )
    def begin(self, first: str, second: str, one: str, other: str, whole: bool) -> None:
        """So that every life has something in it; some are played until nothing moves any more, which takes long."""
        self.whole = whole
        self.open(
            asker=first, other=first, colleague=1, first=one, second=other, both=one != other, length=None, named=None
        )  # fmt: skip
        self.open(asker=second, other=second, colleague=1, first=other, second=one, both=False, length=None, named=None)  # fmt: skip

    @rule(asker=askers, other=askers, colleague=st.integers(0, 4), first=wanted, second=wanted, both=st.booleans(), length=lengths, named=named)  # fmt: skip
    def open(self, asker: str, other: str, colleague: int, first: str, second: str, both: bool, length: timedelta | None, named: timedelta | None) -> None:  # fmt: skip
        wishes = [
            Wish(entitlement=one, scope={"region": "EMEA"} if one == SALES else {})
            for one in ([first, second] if both else [first])
        ]
        self.did(
            open_request(
                self.living.desk,
                requester=asker,
                beneficiary=asker if colleague else other,
                wishes=wishes,
                duration=length,
                until=None if named is None else self.living.desk.now() + named,
                justification="for the board deck",
                words="please",
                key=f"life-{next(self.keys)}",
            )
        )

    @precondition(lambda self: self.pending())
    @rule(item=which, who=anybody)
    def approve_by_anybody(self, item: int, who: str) -> None:
        self.did(approve(self.living.desk, item_id=self.any_item(item).id, by=who))

    @precondition(lambda self: self.pending())
    @rule(item=which, who=which)
    def approve_by_one_of_those_asked(self, item: int, who: int) -> None:
        chosen = one_of(self.pending(), item)
        if people := self.watch.may_decide(self.rows, chosen):
            self.did(approve(self.living.desk, item_id=chosen.id, by=one_of(people, who)))

    @precondition(lambda self: self.pending())
    @rule(item=which)
    def everybody_asked_approves(self, item: int) -> None:
        """One after the other, until nobody is left or it is decided."""
        chosen = one_of(self.pending(), item)
        for _ in range(MOST_YESES):
            chosen = self.rows.items[chosen.id]
            if people := self.watch.may_decide(self.rows, chosen):
                self.did(approve(self.living.desk, item_id=chosen.id, by=people[0]))

    @precondition(lambda self: self.pending())
    @rule(item=which, who=which)
    def approve_to_be_reviewed(self, item: int, who: int) -> None:
        chosen = one_of(self.pending(), item)
        if people := self.watch.may_decide(self.rows, chosen):
            less = Less(review=True)
            by = one_of(people, who)
            self.did(
                approve_changed(self.living.desk, item_id=chosen.id, by=by, less=less, why="for a while")
            )

    @precondition(lambda self: self.open_reviews())
    @rule(review=which, who=anybody, keep=st.booleans(), renew=st.booleans())
    def answer_a_review(self, review: int, who: str, keep: bool, renew: bool) -> None:
        chosen = one_of(self.open_reviews(), review)
        for by in (who, *chosen.asked):
            if self.did(answer_review(self.living.desk, review_id=chosen.id, by=by, keep=keep, renew=renew)):
                break

    @precondition(lambda self: self.pending())
    @rule(item=which, who=which)
    def deny_by_one_of_those_asked(self, item: int, who: int) -> None:
        chosen = one_of(self.pending(), item)
        if people := self.watch.may_decide(self.rows, chosen):
            self.did(deny(self.living.desk, item_id=chosen.id, by=one_of(people, who), reason="not needed"))

    @precondition(lambda self: self.rows.items)
    @rule(item=which, who=anybody)
    def withdraw_by_anybody(self, item: int, who: str) -> None:
        self.did(withdraw(self.living.desk, request_id=self.any_item(item).request_id, by=who))

    @precondition(lambda self: self.rows.items)
    @rule(item=which)
    def withdraw_by_the_asker(self, item: int) -> None:
        request = self.rows.requests[self.any_item(item).request_id]
        self.did(withdraw(self.living.desk, request_id=request.id, by=request.requester))

    @precondition(lambda self: self.pending())
    @rule(item=which, first=which, second=which, no=st.booleans(), back=st.booleans())
    def click_in_the_same_moment(self, item: int, first: int, second: int, no: bool, back: bool) -> None:
        chosen, desk = one_of(self.pending(), item), self.living.desk
        request = self.rows.requests[chosen.request_id]
        if people := self.watch.may_decide(self.rows, chosen):
            clicks = [approve(desk, item_id=chosen.id, by=one_of(people, first))]
            by = one_of(people, second)
            clicks.append(
                deny(desk, item_id=chosen.id, by=by, reason="no") if no
                else approve(desk, item_id=chosen.id, by=by)
            )  # fmt: skip
            if back:
                clicks.append(withdraw(desk, request_id=request.id, by=request.requester))
            if self.server is None or SOAK:
                self.living.together(*clicks)
            else:
                # PostgreSQL lets either win, so the life could not be played again: there they come in turn.
                for click in clicks:
                    self.living.attempt(click)
            self.rows = self.watch.look()

    @precondition(lambda self: self.open_tasks())
    @rule(task=which, fails=st.booleans())
    def close_a_task(self, task: int, fails: bool) -> None:
        self.close(one_of(self.open_tasks(), task), fails=fails)

    @precondition(lambda self: self.rows.grants)
    @rule(grant=which)
    def give_back_what_one_has(self, grant: int) -> None:
        chosen = one_of(list(self.rows.grants.values()), grant)
        self.did(give_back(self.living.desk, grant_id=chosen.id, by=chosen.person))

    # What the clock, the queue and the systems do

    @rule(span=spans, early=early)
    def time_passes(self, span: timedelta, early: timedelta) -> None:
        self.pass_time(self.living.later(span), early=early)

    @rule(span=spans)
    def usher_stands_still(self, span: timedelta) -> None:
        """Nothing is delivered meanwhile, and everything comes late."""
        self.living.clock.at += span

    @rule(job=which)
    def a_job_runs(self, job: int) -> None:
        """One that is due, out of order."""
        if due := self.living.queue.due(self.living.clock.at):
            self.living.run(one_of(due, job))
            self.rows = self.watch.look()

    @rule(mood=st.sampled_from(Mood))
    def systems_change(self, mood: Mood) -> None:
        self.living.systems.mood = mood

    @rule(twice=st.integers(0, 4))
    def restart(self, twice: int) -> None:
        self.living.restart()
        self.living.deliver_again(twice)
        self.rows = self.watch.look()

    # What is edited in the company's folder

    @rule(edit=edits)
    def edit(self, edit: Edit) -> None:
        living = self.living
        match edit:
            case ("policy", name):
                living.rules ^= {name}
            case ("retired", name):
                living.retired ^= {name}
            case ("privileged", name):
                living.privileged ^= {name}
            case ("left", name):
                if living.left.pop(name, None) is None:
                    living.left[name] = living.today - timedelta(days=1)
            case ("vanished", name):
                living.removed ^= {name}
            case ("manager", name, manager):
                living.moved[name] = manager
            case ("away", name, delegate, days):
                until = living.today + timedelta(days=days)
                living.away[name] = Absence(
                    person=name,
                    start=living.today,
                    until=until,
                    delegate=delegate if delegate != name else None,
                )
        self.reload()

    def teardown(self) -> None:
        try:
            if self.whole:
                self.to_the_end()
            proof = self.living.do(verify(self.living.desk.store))
            assert proof.whole, proof.says
        finally:
            self.watch.close()
            self.living.close()
            self.resources.close()

    def to_the_end(self) -> None:
        """Everything comes to an end when systems work again and people do what they are asked to do by hand."""
        self.living.systems.mood = Mood.WORKS
        self.living.left.pop("ida.berg", None)
        self.living.away.pop("ida.berg", None)
        self.reload()
        for _ in range(4):
            self.pass_time(self.living.later(timedelta(days=40)))
            for task in self.open_tasks():
                self.close(task, fails=False, by="ida.berg")
        assert not self.pending()
        assert not self.open_appeals()
        for grant in self.rows.grants.values():
            ended = grant.status in {GrantStatus.ENDED, GrantStatus.FAILED}
            assert ended or (grant.status is GrantStatus.LIVE and grant.expires_at is None)
        self.grants_are_worked_on_and_end()
        self.nobody_holds_what_is_not_on_the_books()


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        *(("sqlite", part) for part in range(PARTS)),
        *([("postgresql", PARTS)] if (ALL or SOAK) and postgres_server() is not None else []),
    ],
)
def test_the_life_of_requests(kind: str, part: int) -> None:
    """Every part plays other lives; what PostgreSQL plays is one of them."""
    server = postgres_server() if kind == "postgresql" else None
    played = type(f"LifeCycle{part}", (LifeCycle,), {"server": server, "reached": set()})
    run_state_machine_as_test(
        played if SOAK else seed(part)(played),
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    if LIVES >= ENOUGH:
        assert {ItemStatus.APPROVED, ItemStatus.DENIED, GrantStatus.LIVE} <= played.reached
