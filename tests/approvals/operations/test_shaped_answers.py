"""Less than was asked for, questions and handovers, on rows: what is written, and what never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, BadInput, NotAllowed, NotFound, NotYours, Refused
from approvals.lessening import Less, Terms, lessened
from approvals.log.verify import verify
from approvals.model import ItemStatus, Said, StageName
from approvals.operations.approve import approve
from approvals.operations.approve_changed import approve_changed
from approvals.operations.ask_for_more import ask_for_more
from approvals.operations.delegate import delegate
from approvals.operations.deny import deny
from approvals.operations.not_mine import not_mine
from approvals.operations.pass_on import pass_on
from approvals.queries.requests import waiting_for
from catalog.kinds import RiskLevel
from catalog.model import Company, Entitlement
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, SALES, TODAY, policies_of, small_company, small_systems
from tests.approvals.conftest import StandingClock
from tests.approvals.logged import kinds

EDIT = "warehouse/sales-reports:edit"


def with_two_levels() -> Company:
    """Northlight, where the sales reports can be edited as well."""
    warehouse, *others = small_systems()
    reports = next(one for one in warehouse.resources if one.id == "warehouse/sales-reports")
    edit = Entitlement(id=EDIT, level="edit", name="Editor", risk=RiskLevel.HIGH)
    more = reports.model_copy(update={"entitlements": (*reports.entitlements, edit)})
    resources = tuple(more if one is reports else one for one in warehouse.resources)
    return small_company(systems=(warehouse.model_copy(update={"resources": resources}), *others))


COMPANY = with_two_levels()
SPANS = st.one_of(st.none(), st.timedeltas(min_value=timedelta(minutes=-5), max_value=timedelta(days=40_000)))


@given(
    asked=SPANS.filter(lambda span: span is None or span > timedelta()),
    wanted=SPANS,
    level=st.sampled_from([None, SALES, EDIT, DASHBOARDS, "gone/gone:gone"]),
    start=st.sampled_from([SALES, EDIT]),
    scope=st.dictionaries(
        st.sampled_from(["region", "quarter", "x"]), st.sampled_from(["EMEA", "APAC", "Q3", "?"])
    ),
    review=st.booleans(),
)
def test_whatever_an_approver_wants_the_outcome_is_less_or_refused(
    asked: timedelta | None,
    wanted: timedelta | None,
    level: str | None,
    start: str,
    scope: dict[str, str],
    review: bool,
) -> None:
    before = Terms(entitlement=start, label="", scope={"region": "EMEA"}, duration=asked)
    less = Less(entitlement=level, scope=scope, duration=wanted, review=review)
    try:
        after = lessened(COMPANY, COMPANY.people["tom.reyes"], before, less)
    except (BadInput, NotAllowed):
        return
    assert after.entitlement in {start, SALES}
    assert before.scope.items() <= after.scope.items()
    assert asked is None or (after.duration is not None and after.duration <= asked)
    rules = COMPANY.places[start].resource.scopes
    assert all(rules[key].allows(value) for key, value in after.scope.items())


async def test_a_lower_level_is_decided_anew_and_the_log_has_both(desk: Desk) -> None:
    desk = replace(desk, company=COMPANY, policies=policies_of(COMPANY))
    request = await ask(desk, EDIT, scope={"region": "EMEA"})
    item = await only_item(desk, request)
    less = Less(entitlement=SALES, duration=timedelta(days=2), review=True)
    await approve_changed(desk, item_id=item.id, by="lena.osei", less=less, why="reading will do")
    after = await only_item(desk, request)
    assert after.entitlement == SALES
    assert after.duration == timedelta(days=2)
    assert after.risk.score < item.risk.score
    (change,) = after.changes
    assert (change.before.entitlement, change.after.entitlement) == (EDIT, SALES)
    assert "item.changed" in await kinds(desk)
    assert (await verify(desk.store)).whole


@pytest.mark.parametrize("why", ["", "  \n "])
async def test_nothing_happens_without_a_reason(desk: Desk, why: str) -> None:
    request = await ask(desk)
    item = await only_item(desk, request)
    with pytest.raises(BadInput):
        await approve_changed(
            desk, item_id=item.id, by="lena.osei", less=Less(duration=timedelta(days=1)), why=why
        )
    assert (await only_item(desk, request)) == item


async def test_replies_are_passed_on_once_and_in_turn(desk: Desk) -> None:
    request = await ask(desk)
    item = await only_item(desk, request)
    question = await ask_for_more(desk, item_id=item.id, by="lena.osei", text="Which deck?")

    async def said(by: str, key: str) -> None:
        await pass_on(desk, question_id=question, by=by, text=key, where=Said.MESSAGES, key=key)

    with pytest.raises(NotYours, match="their turn"):
        await said("lena.osei", "too soon")
    with pytest.raises(NotYours, match="not put to you"):
        await said("max.vogel", "me too")
    await said("tom.reyes", "rem_a")
    await said("tom.reyes", "rem_a")
    await said("lena.osei", "rem_b")
    with pytest.raises(BadInput):
        await pass_on(desk, question_id=question, by="tom.reyes", text=" ", where=Said.THREAD, key="rem_c")
    with pytest.raises(NotFound):
        await pass_on(desk, question_id="rem_gone", by="tom.reyes", text="x", where=Said.THREAD, key="rem_d")
    assert [one.id for one in (await only_item(desk, request)).remarks] == [question, "rem_a", "rem_b"]
    await approve(desk, item_id=item.id, by="lena.osei")
    with pytest.raises(AlreadyDecided):
        await said("tom.reyes", "rem_e")


async def test_a_delegate_decides_and_when_they_cannot_any_more_it_comes_back(
    desk: Desk, clock: StandingClock
) -> None:
    request = await ask(desk)
    item = await only_item(desk, request)
    await delegate(desk, item_id=item.id, by="lena.osei", to="sana.malik", until=TODAY + timedelta(days=3))
    (stage,) = (await only_item(desk, request)).stages
    assert stage.waiting_for == ("sana.malik",)
    assert [one.id for one in await waiting_for(desk, "sana.malik")] == [request]
    people = dict(desk.company.people)
    people["sana.malik"] = people["sana.malik"].model_copy(update={"ends": TODAY - timedelta(days=1)})
    gone = desk.company.model_copy(update={"people": people})
    later = replace(desk, company=gone)
    (stage,) = (await only_item(later, request)).stages
    assert stage.waiting_for == ("lena.osei",)
    with pytest.raises(Refused):
        await approve(later, item_id=item.id, by="sana.malik")
    clock.advance(timedelta(days=4))
    (stage,) = (await only_item(desk, request)).stages
    assert stage.waiting_for == ("lena.osei",)


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("tom.reyes", "would hold this"),
        ("svc.loader", "service identity"),
        ("ben.gone", "has left"),
        ("una.soon", "not started"),
        ("nobody.here", "do not know"),
    ],
)
async def test_nobody_who_could_not_decide_is_a_delegate(desk: Desk, to: str, says: str) -> None:
    item = await only_item(desk, await ask(desk))
    with pytest.raises(Refused, match=says):
        await delegate(desk, item_id=item.id, by="lena.osei", to=to, until=TODAY)


async def test_it_is_not_handed_round_in_a_circle(desk: Desk) -> None:
    request = await ask(desk)
    item = await only_item(desk, request)
    await delegate(desk, item_id=item.id, by="lena.osei", to="sana.malik", until=TODAY)
    await delegate(desk, item_id=item.id, by="sana.malik", to="ivo.brandt", until=TODAY)
    for one in ("lena.osei", "sana.malik"):
        with pytest.raises(NotAllowed, match="handed this on themselves"):
            await delegate(desk, item_id=item.id, by="ivo.brandt", to=one, until=TODAY)
    await not_mine(desk, item_id=item.id, by="ivo.brandt")
    (stage,) = (await only_item(desk, request)).stages
    assert stage.waiting_for == ("sana.malik",)


async def others_left(desk: Desk, item_id: str, here: str) -> bool:
    """Whether anybody but that person may decide the item's first stage."""
    who = [one for one in desk.company.people if one != here]
    return any(
        [item_id in {item.id for r in await waiting_for(desk, one) for item in r.items} for one in who]
    ) or (here not in desk.company.groups.iam_admins)


async def test_not_me_never_ends_with_nobody(desk: Desk) -> None:
    request = await ask(desk)
    item = await only_item(desk, request)
    for _ in range(20):
        (stage,) = (await only_item(desk, request)).stages
        assert stage.waiting_for
        here = stage.waiting_for[0]
        if not await others_left(desk, item.id, here):
            with pytest.raises(NotAllowed, match="stays with you"):
                await not_mine(desk, item_id=item.id, by=here)
            break
        await not_mine(desk, item_id=item.id, by=here)
    else:
        pytest.fail("it went round for ever")
    assert stage.name is StageName.MANAGER


async def test_a_denial_points_only_to_what_can_be_asked_for(desk: Desk) -> None:
    request = await ask(desk)
    item = await only_item(desk, request)
    for pointer in (SALES, "gone/gone:gone"):
        with pytest.raises(BadInput):
            await deny(desk, item_id=item.id, by="lena.osei", reason="no", instead=pointer)
    await deny(desk, item_id=item.id, by="lena.osei", reason="no", instead=DASHBOARDS)
    after = await only_item(desk, request)
    assert (after.status, after.instead) == (ItemStatus.DENIED, DASHBOARDS)
