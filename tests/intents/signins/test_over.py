"""A lock or a switched-off account that is over without any log of its end: a later refusal shows it was usable again."""

from __future__ import annotations

from typing import Any

import pytest

from intents.signins.explanation import Cause
from tests.intents.signins.shapes import LOCKED, duo, entra, google, okta, windows
from tests.intents.signins.stories import told

C = Cause
HOURS = 60
DAYS = 24 * HOURS


def okta_lock(minutes: float) -> dict[str, Any]:
    return okta("user.account.lock", "FAILURE", "LOCKED_OUT", minutes=minutes)


def okta_factor(minutes: float = 5) -> dict[str, Any]:
    return okta("user.authentication.auth_via_mfa", "FAILURE", "INVALID_CREDENTIALS", minutes=minutes, debug={"factor": "token"})  # fmt: skip


OVER: dict[str, tuple[list[dict[str, Any]], Cause]] = {
    "entra's lock, then a factor refused": ([entra(50053, LOCKED, minutes=3 * HOURS), entra(500121, minutes=5)], C.MFA_FAILED),
    "entra's lock, then conditional access": ([entra(50053, LOCKED, minutes=3 * HOURS), entra(53003, minutes=5)], C.BLOCKED_BY_POLICY),
    "entra's lock, then an expired password": ([entra(50053, LOCKED, minutes=3 * HOURS), entra(50055, minutes=5)], C.PASSWORD_EXPIRED),
    "entra's account disabled, then a factor refused": ([entra(50057, minutes=2 * DAYS), entra(500121, minutes=5)], C.MFA_FAILED),
    "entra's account disabled, then an application": ([entra(50057, minutes=2 * DAYS), entra(50105, minutes=5, app="Payroll")], C.APP_NOT_ASSIGNED),
    "okta's lock, then a factor refused": ([okta_lock(5 * DAYS), okta_factor()], C.MFA_FAILED),
    "okta's suspension, then a factor refused": ([okta("user.lifecycle.suspend", by="bela.kiss", minutes=3 * DAYS), okta_factor()], C.MFA_FAILED),
    "windows' lock, then an expired password": ([windows(4740, minutes=DAYS), windows(4768, minutes=5, Status="0x17")], C.PASSWORD_EXPIRED),
    "duo's lock, then a prompt": ([duo("denied", "locked_out", minutes=5 * HOURS), duo("denied", "no_response", minutes=5)], C.MFA_FAILED),
}  # fmt: skip
HOLDS: dict[str, tuple[list[dict[str, Any]], Cause]] = {
    "a factor refused just before okta's lock": ([okta_factor(6), okta_lock(5)], C.TOO_MANY_FAILURES),
    "a factor refused in the same moment": ([okta_lock(5), okta_factor(4.5)], C.TOO_MANY_FAILURES),
    "a session that was there before the suspension": (
        [google("suspend_user", minutes=30, application="admin", who="bela.kiss@theatre.example", USER_EMAIL="ada.moor@theatre.example"), google("login_success", minutes=25, application="saml", application_name="Payroll")],
        C.ACCOUNT_SUSPENDED,
    ),
    "an application opened with an older session": ([okta_lock(50), okta("user.authentication.sso", minutes=20)], C.TOO_MANY_FAILURES),
    "google asks for the password before it says that the account is suspended": (
        [google("suspend_user", minutes=90, application="admin", who="bela.kiss@theatre.example", USER_EMAIL="ada.moor@theatre.example"),
         google("login_challenge", minutes=30, login_challenge_method="password", login_challenge_status="Challenge Passed."),
         google("login_failure", minutes=30, login_failure_type="login_failure_account_disabled")],
        C.ACCOUNT_SUSPENDED,
    ),
    "google asks for the password, and no more is logged": (
        [google("suspend_user", minutes=90, application="admin", who="bela.kiss@theatre.example", USER_EMAIL="ada.moor@theatre.example"),
         google("login_challenge", minutes=30, login_challenge_method="password", login_challenge_status="Challenge Passed.")],
        C.ACCOUNT_SUSPENDED,
    ),
    "the directory's agent takes the password, and okta does not": (
        [okta("user.lifecycle.suspend", by="bela.kiss", minutes=90), okta("user.authentication.auth_via_AD_agent", minutes=30), okta("user.session.start", "FAILURE", "VERIFICATION_ERROR", minutes=30)],
        C.ACCOUNT_SUSPENDED,
    ),
    "entra finds no account to look at, as it is another tenant's": ([entra(50057, minutes=2 * DAYS), entra(50020, minutes=5, app="Payroll")], C.ACCOUNT_DISABLED),
    "another provider's factor": ([okta_lock(50), duo("denied", "no_response", minutes=70)], C.TOO_MANY_FAILURES),
}  # fmt: skip


@pytest.mark.parametrize("code", [16003, 50014, 50020, 90072])
def test_an_account_of_another_tenant_shows_nothing_of_this_one(code: int) -> None:
    off = {
        "id": "off", "activityDisplayName": "Disable account", "activityDateTime": "2026-11-23T08:00:00Z", "result": "success",
        "initiatedBy": {}, "targetResources": [{"type": "User", "userPrincipalName": "ada.moor@theatre.example"}],
    }  # fmt: skip

    found = told(off, entra(code, minutes=5, app="Payroll")).blocking
    assigned = told(off, entra(50105, minutes=5, app="Payroll")).blocking

    assert (found.cause, found.certain) == (C.ACCOUNT_DISABLED, True)
    assert assigned.cause is C.APP_NOT_ASSIGNED


@pytest.mark.parametrize("name", OVER)
def test_what_is_over_gives_way(name: str) -> None:
    raws, cause = OVER[name]

    assert told(*raws).blocking.cause is cause


@pytest.mark.parametrize("name", HOLDS)
def test_what_proves_nothing_leaves_it(name: str) -> None:
    raws, cause = HOLDS[name]
    found = told(*raws).blocking

    assert (found.cause, found.certain) == (cause, True)


def test_entras_lock_is_no_longer_certain_when_nothing_was_refused_for_an_hour() -> None:
    fresh = told(entra(50053, LOCKED, minutes=20)).blocking
    old = told(entra(50053, LOCKED, minutes=3 * HOURS)).blocking

    assert (fresh.certain, old.certain) == (True, False)
    assert old.cause is C.TOO_MANY_FAILURES
    assert "probably over" in old.doubt


def test_entras_first_lock_has_no_known_end_once_something_was_refused_after_it() -> None:
    longer = told(entra(50053, LOCKED, minutes=30), entra(50053, LOCKED, minutes=10)).blocking

    assert longer.until is None
