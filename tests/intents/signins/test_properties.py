"""What holds for any history: order and copies do not matter, nor do others, and a guess is never called certain."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from intents.signins.event import Outcome, Reason
from intents.signins.explain import explain
from intents.signins.explanation import Cause
from intents.signins.normalise import normalise
from tests.depth import examples
from tests.intents.company import MONDAY
from tests.intents.signins.shapes import LOCKED, MALICIOUS, duo, entra, okta, windows
from tests.intents.signins.stories import events, house

Make = Callable[..., dict[str, Any]]
KINDS: tuple[Make, ...] = (
    lambda **at: okta("user.session.start", **at),
    lambda **at: okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS", **at),
    lambda **at: okta("user.session.start", "FAILURE", "VERIFICATION_ERROR", **at),
    lambda **at: okta("user.account.lock", "FAILURE", "LOCKED_OUT", **at),
    lambda **at: okta("user.account.unlock", **at),
    lambda **at: okta("user.lifecycle.suspend", **at),
    lambda **at: okta("user.lifecycle.unsuspend", **at),
    lambda **at: okta("app.generic.unauth_app_access_attempt", "FAILURE", target=(("AppInstance", "Stageplan"),), **at),
    lambda **at: okta("app.access_request.request", target=(("AppInstance", "Stageplan"),), **at),
    lambda **at: okta("group.user_membership.remove", target=(("UserGroup", "stageplan-rehearsals-view"),), **at),
    lambda **at: entra(0, **_upn(at)),
    lambda **at: entra(50126, **_upn(at)),
    lambda **at: entra(50053, LOCKED, **_upn(at)),
    lambda **at: entra(50053, MALICIOUS, **_upn(at)),
    lambda **at: entra(50053, **_upn(at)),
    lambda **at: entra(50076, **_upn(at)),
    lambda **at: entra(53000, **_upn(at)),
    lambda **at: windows(4768, Status="0x12", **at),
    lambda **at: windows(4771, Status="0x18", **at),
    lambda **at: windows(4740, TargetDomainName="PC7", **at),
    lambda **at: windows(4624, LogonType="2", **at),
    lambda **at: duo("denied", "no_response", **at),
)  # fmt: skip
AMBIGUOUS: tuple[Make, ...] = (
    lambda **at: windows(4768, Status="0x12", **at),
    lambda **at: windows(4771, Status="0x12", **at),
    lambda **at: windows(4625, Status="0xc000006d", SubStatus="0x0", **at),
    lambda **at: okta("user.session.start", "FAILURE", "VERIFICATION_ERROR", **at),
    lambda **at: entra(50053, **_upn(at)),
    lambda **at: entra(50076, **_upn(at)),
    lambda **at: entra(50131, **_upn(at)),
    lambda **at: entra(50140, **_upn(at)),
    lambda **at: entra(65001, **_upn(at)),
)
MINUTES = st.integers(min_value=-60, max_value=3 * 24 * 60)


def _upn(at: dict[str, Any]) -> dict[str, Any]:
    return {**at, "who": f"{at['who']}@theatre.example"} if "who" in at else at


def histories(kinds: tuple[Make, ...], who: str = "ada.moor") -> st.SearchStrategy[list[dict[str, Any]]]:
    one = st.builds(lambda make, minutes: make(minutes=minutes, who=who), st.sampled_from(kinds), MINUTES)
    return st.lists(one, max_size=8)


def why(raws: list[dict[str, Any]]) -> Any:
    ada = house().people["ada.moor"]
    return explain(house(), ada, events=events(*raws), now=MONDAY)


@settings(max_examples=examples(120), deadline=None)
@given(history=histories(KINDS), seed=st.integers(0, 10_000))
def test_order_and_copies_make_no_difference(history: list[dict[str, Any]], seed: int) -> None:
    mixed = history + history[: len(history) // 2]
    random.Random(seed).shuffle(mixed)

    assert why(mixed) == why(history)


@settings(max_examples=examples(120), deadline=None)
@given(history=histories(KINDS), others=histories(KINDS, who="carla.finch"))
def test_what_happened_to_others_changes_nothing(
    history: list[dict[str, Any]], others: list[dict[str, Any]]
) -> None:
    assert why(others + history) == why(history)


@settings(max_examples=examples(120), deadline=None)
@given(history=histories(AMBIGUOUS))
def test_only_ambiguous_events_give_no_certain_answer(history: list[dict[str, Any]]) -> None:
    answer = why(history)

    assert not answer.blocking.certain
    assert not any(one.certain for one in answer.others)


@settings(max_examples=examples(120), deadline=None)
@given(history=histories(KINDS))
def test_an_answer_holds_together(history: list[dict[str, Any]]) -> None:
    answer = why(history)

    for found in (answer.blocking, *answer.others):
        assert all(event.at <= MONDAY for event in found.evidence)
        assert len(set(found.evidence)) == len(found.evidence)
        assert found.says.endswith((".", "?"))
        assert found.says.count("\n") == 0
        assert bool(found.doubt) == (not found.certain) or found.cause is Cause.NONE_FOUND
        assert found.cause is Cause.NONE_FOUND or found.evidence
    if answer.blocking.cause is Cause.NONE_FOUND:
        assert answer.others == ()


@settings(max_examples=examples(80), deadline=None)
@given(history=histories(KINDS))
def test_a_sign_in_everywhere_leaves_nothing_that_a_sign_in_disproves(history: list[dict[str, Any]]) -> None:
    now = [okta("user.session.start", minutes=0), entra(0, minutes=0), windows(4624, LogonType="2", minutes=0), duo("success", "user_approved", minutes=0)]  # fmt: skip

    answer = why([raw for raw in history if normalise(raw).at <= MONDAY] + now)

    left = {one.cause for one in (answer.blocking, *answer.others)}
    assert left <= {Cause.NONE_FOUND, Cause.APP_NOT_ASSIGNED, Cause.REQUEST_PENDING, Cause.GRANT_REVOKED}
    assert all(
        event.outcome is not Outcome.FAILURE or event.reason is Reason.NOT_ASSIGNED
        for event in answer.blocking.evidence
    )
