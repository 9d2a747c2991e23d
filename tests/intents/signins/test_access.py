"""One application said no: run out, taken away, asked for, denied, or never had."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from catalog.model import Holding
from intents.signins.explanation import Cause, OwnKind, OwnRecord
from intents.signins.own_records import ended_holdings
from tests.intents.company import MONDAY
from tests.intents.signins.shapes import ago, entra, okta, windows
from tests.intents.signins.stories import house, shown, told

C = Cause
PLAN = "stageplan/rehearsals:view"


def refused(minutes: float, id: str = "r", app: str = "Stageplan") -> dict[str, Any]:
    return okta("app.generic.unauth_app_access_attempt", "FAILURE", target=(("AppInstance", app),), minutes=minutes, id=id)  # fmt: skip


def removed(minutes: float, id: str = "x", by: str = "bela.kiss", group: str = "stageplan-rehearsals-view", **debug: Any) -> dict[str, Any]:  # fmt: skip
    return okta("group.user_membership.remove", by=by, target=(("UserGroup", group),), minutes=minutes, id=id, debug=debug)  # fmt: skip


def request(kind: str, minutes: float, id: str, by: str | None = None) -> dict[str, Any]:
    return okta(f"app.access_request.{kind}", by=by, target=(("AppInstance", "Stageplan"),), minutes=minutes, id=id)  # fmt: skip


def ended(minutes: float) -> tuple[OwnRecord, ...]:
    return (OwnRecord(OwnKind.EXPIRED, PLAN, ago(minutes)),)


STORIES: dict[str, tuple[list[dict[str, Any]], tuple[OwnRecord, ...], Cause, bool, list[str]]] = {
    "never had it": ([refused(5)], (), C.APP_NOT_ASSIGNED, True, ["r"]),
    "never had it, tried twice": ([refused(9, "a"), refused(5, "b")], (), C.APP_NOT_ASSIGNED, True, ["a", "b"]),
    "opened since": ([refused(9), okta("user.authentication.sso", target=(("AppInstance", "Stageplan"),), minutes=5)], (), C.NONE_FOUND, False, []),
    "given since": ([refused(9), okta("group.user_membership.add", by="bela.kiss", target=(("UserGroup", "stageplan-rehearsals-view"),), minutes=5)], (), C.NONE_FOUND, False, []),
    "given, and refused all the same": ([okta("group.user_membership.add", by="bela.kiss", target=(("UserGroup", "stageplan-rehearsals-view"),), minutes=9), refused(5)], (), C.APP_NOT_ASSIGNED, False, ["r"]),
    "taken away by somebody": ([removed(60), refused(5)], (), C.GRANT_REVOKED, True, ["x", "r"]),
    "taken away and given back": ([removed(60), okta("group.user_membership.add", by="bela.kiss", target=(("UserGroup", "stageplan-rehearsals-view"),), minutes=5)], (), C.NONE_FOUND, False, []),
    "taken away by a program, which says its end had come": ([removed(60, by="0oa1", grantExpiry="2026-11-23T09:15:00Z"), refused(5)], (), C.GRANT_EXPIRED, True, ["x", "r"]),
    "taken away by a program at the end of the holding": ([removed(59.9, by="0oa1"), refused(5)], ended(60), C.GRANT_EXPIRED, True, ["x", "r"]),
    "taken away by a program, and nobody knows why": ([removed(60, by="0oa1"), refused(5)], (), C.GRANT_REVOKED, False, ["x", "r"]),
    "taken away by somebody before its end": ([removed(600), refused(5)], ended(60), C.GRANT_REVOKED, True, ["x", "r"]),
    "ran out, no removal logged": ([refused(5)], ended(60), C.GRANT_EXPIRED, True, ["r"]),
    "ran out after the refusal": ([refused(65)], ended(60), C.NONE_FOUND, False, []),
    "asked for": ([request("request", 60, "q"), refused(5)], (), C.REQUEST_PENDING, True, ["q", "r"]),
    "refused, then asked for": ([refused(60), request("request", 5, "q")], (), C.REQUEST_PENDING, True, ["q", "r"]),
    "asked for again after it was taken away": ([removed(90), request("request", 60, "q"), refused(5)], (), C.REQUEST_PENDING, True, ["q", "r"]),
    "denied": ([request("request", 90, "q"), request("deny", 60, "d", by="bela.kiss"), refused(5)], (), C.REQUEST_DENIED, True, ["d", "r"]),
    "denied and asked again": ([request("deny", 60, "d", by="bela.kiss"), request("request", 30, "q"), refused(5)], (), C.REQUEST_PENDING, True, ["q", "r"]),
    "asked for, and nobody decided in time": ([request("request", 90, "q"), request("expire", 60, "e"), refused(5)], (), C.APP_NOT_ASSIGNED, True, ["r"]),
    "asked for, taken back, having been taken away before": ([removed(99), request("request", 90, "q"), request("delete", 60, "e"), refused(5)], (), C.GRANT_REVOKED, True, ["x", "r"]),
    "usher knows that it waits": ([refused(5)], (OwnRecord(OwnKind.PENDING, PLAN, ago(60), "R-1"),), C.REQUEST_PENDING, True, ["r"]),
    "usher knows who denied it": ([refused(5)], (OwnRecord(OwnKind.DENIED, PLAN, ago(60), "R-1", "bela.kiss", "not your stage"),), C.REQUEST_DENIED, True, ["r"]),
    "only usher knows": ([], (OwnRecord(OwnKind.PENDING, PLAN, ago(60), "R-1"),), C.REQUEST_PENDING, False, []),
    "an old holding alone is no news": ([], ended(60), C.NONE_FOUND, False, []),
    "taken away, and nobody ran into it": ([removed(60)], (), C.GRANT_REVOKED, False, ["x"]),
    "something else was taken away": ([refused(60), removed(5, group="ticketdesk-prices-view")], (), C.APP_NOT_ASSIGNED, True, ["r"]),
    "entra: not assigned": ([entra(50105, app="Stageplan", id="r")], (), C.APP_NOT_ASSIGNED, True, ["r"]),
    "entra: consent may be the matter": ([entra(65001, app="Stageplan", id="r")], (), C.APP_NOT_ASSIGNED, False, ["r"]),
    "the group changed in the directory": ([windows(4729, who="stageplan-rehearsals-view", MemberName="CN=Ada Moor,OU=Box office", SubjectUserName="bela.kiss", minutes=60, id=7), refused(5)], (), C.GRANT_REVOKED, True, ["7", "r"]),
    "an application the catalog does not know": ([refused(5, app="Whiteboard")], (), C.APP_NOT_ASSIGNED, True, ["r"]),
    "refused last month": ([refused(60 * 24 * 30)], (), C.NONE_FOUND, False, []),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_a_story_has_its_cause(name: str) -> None:
    raws, own, cause, certain, evidence = STORIES[name]

    answer = told(*raws, own=own)

    assert (answer.blocking.cause, answer.blocking.certain, shown(answer)) == (cause, certain, evidence)
    assert not answer.blocking.self_service


def test_the_answer_names_the_system_the_entitlement_and_who_decided() -> None:
    found = told(
        refused(5), own=(OwnRecord(OwnKind.DENIED, PLAN, ago(60), "R-1", "bela.kiss", "not your stage"),)
    ).blocking

    assert (found.system, found.entitlement) == ("stageplan", PLAN)
    assert found.own is not None
    assert "denied at 10:15 by Béla Kiss (“not your stage”)" in found.says
    assert told(refused(5, app="Whiteboard")).blocking.system == "Whiteboard"
    assert told(removed(60), refused(5)).blocking.entitlement == PLAN


def test_records_that_say_the_access_is_still_held_make_it_uncertain() -> None:
    found = told(refused(5, app="Ticketdesk")).blocking

    assert (found.cause, found.certain) == (C.APP_NOT_ASSIGNED, False)
    assert "still hold" in found.doubt


def test_holdings_that_ran_out_are_records_unless_held_on() -> None:
    held = [
        Holding(person="ada.moor", entitlement=PLAN, expires_at=MONDAY - timedelta(days=1)),
        Holding(person="ada.moor", entitlement="stageplan/rehearsals:plan", expires_at=MONDAY - timedelta(days=2)),
        Holding(person="ada.moor", entitlement="stageplan/rehearsals:plan"),
        Holding(person="ada.moor", entitlement="ticketdesk/prices:view", expires_at=MONDAY + timedelta(days=1)),
    ]  # fmt: skip
    company = house().model_copy(update={"holdings": tuple(held)})
    company.__dict__.pop("_holdings_by_person", None)

    records = ended_holdings(company, "ada.moor", MONDAY)

    assert [(one.kind, one.entitlement) for one in records] == [(OwnKind.EXPIRED, PLAN)]
