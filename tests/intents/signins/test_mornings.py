"""Whole mornings at one provider or several, as the logs tell them: the cause, and whether it may be called certain."""

from __future__ import annotations

from typing import Any

import pytest

from intents.signins.explanation import Cause
from tests.intents.signins.shapes import LOCKED, MALICIOUS, ago, aws, duo, entra, google, okta, windows
from tests.intents.signins.stories import told

C = Cause


def audit(
    activity: str, minutes: float = 10, by: str = "bela.kiss@theatre.example", props: tuple[dict[str, str], ...] = (), result: str = "success"
) -> dict[str, Any]:  # fmt: skip
    """An entry of Entra's audit log about Ada."""
    user = {
        "type": "User",
        "userPrincipalName": "ada.moor@theatre.example",
        "modifiedProperties": list(props),
    }
    return {"id": f"{activity} {minutes}", "activityDisplayName": activity, "activityDateTime": ago(minutes).isoformat(), "result": result, "initiatedBy": {"user": {"userPrincipalName": by}}, "targetResources": [user]}  # fmt: skip


MORNINGS: dict[str, tuple[list[dict[str, Any]], set[Cause], bool | None]] = {
    "entra: wrong x3, right pw, mfa asked(50074), success": ([entra(50126, minutes=20), entra(50126, minutes=19), entra(50074, minutes=18), entra(0, minutes=17)], {C.NONE_FOUND}, None),
    "entra: interrupt chain 50074 then 50140 success": ([entra(50074, minutes=18), entra(50140, minutes=17.5), entra(0, minutes=17)], {C.NONE_FOUND}, None),
    "entra: 50072 then registered then success": ([entra(50072, minutes=18), audit("User registered security info", 12, by="ada.moor@theatre.example"), entra(0, minutes=10)], {C.NONE_FOUND}, None),
    "entra: noninteractive 50173/70043 after success": ([entra(0, minutes=30), entra(50173, minutes=10, category="NonInteractiveUserSignInLogs"), entra(70043, minutes=9, category="NonInteractiveUserSignInLogs")], {C.NONE_FOUND}, None),
    "entra: noninteractive 50057 (disabled)": ([entra(0, minutes=600), entra(50057, minutes=10, category="NonInteractiveUserSignInLogs")], {C.ACCOUNT_DISABLED}, True),
    "entra: noninteractive 53003 while interactive ok to other app": ([entra(0, minutes=30, app="Chat"), entra(53003, minutes=10, app="Mail", category="NonInteractiveUserSignInLogs")], {C.BLOCKED_BY_POLICY}, None),
    "entra: background 50126 by old phone hourly; user interactive success between": ([x for h in range(1, 6) for x in (entra(50126, minutes=h * 60 + 10, client="Exchange ActiveSync", category="NonInteractiveUserSignInLogs"),)] + [entra(0, minutes=100)], {C.WRONG_PASSWORD, C.NONE_FOUND}, None),
    "entra: lock from attack abroad while user is in with session": ([entra(0, minutes=120)] + [entra(50126, minutes=30 - i, ip="203.0.113.9") for i in range(10)] + [entra(50053, LOCKED, minutes=15, ip="203.0.113.9")], {C.TOO_MANY_FAILURES}, True),
    "entra: attack ip-block from abroad, user only has wrong password at home": ([entra(50053, MALICIOUS, minutes=30, ip="203.0.113.9"), entra(50126, minutes=5, ip="192.0.2.1")], {C.WRONG_PASSWORD, C.BLOCKED_IP}, False),
    "entra: attack ip-block yesterday from abroad; user 53000 today": ([entra(50053, MALICIOUS, minutes=20 * 60, ip="203.0.113.9"), entra(53000, minutes=5)], {C.DEVICE_NOT_COMPLIANT}, False),
    "okta: malicious blocks + user app refused": ([okta("security.threat.detected", "DENY", "Password Spray", minutes=30, ip="203.0.113.9"), okta("user.session.start", minutes=20), okta("app.generic.unauth_app_access_attempt", "FAILURE", target=(("AppInstance", "Stageplan"),), minutes=5)], {C.APP_NOT_ASSIGNED}, None),
    "okta: ie flow pw ok mfa ok policy deny": ([okta("user.authentication.auth_via_mfa", debug={"factor": "PASSWORD_AS_FACTOR"}, minutes=6), okta("user.authentication.auth_via_mfa", debug={"factor": "OKTA_VERIFY_PUSH"}, minutes=5.5), okta("policy.evaluate_sign_on", "DENY", "Sign-on policy evaluation resulted in DENY", minutes=5.4)], {C.BLOCKED_BY_POLICY}, True),
    "okta: push timeout (no event), then session.start failure verification_error": ([okta("user.authentication.auth_via_mfa", "FAILURE", "INVALID_CREDENTIALS", debug={"factor": "OKTA_VERIFY_PUSH"}, minutes=6), okta("user.session.start", "FAILURE", "VERIFICATION_ERROR", minutes=5.9)], {C.MFA_FAILED}, True),
    "okta: wrong pw in classic, invalid_credentials both policy & session": ([okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS", minutes=6), okta("policy.evaluate_sign_on", "CHALLENGE", minutes=3), okta("user.authentication.auth_via_mfa", "FAILURE", "INVALID_CREDENTIALS", debug={"factor": "OKTA_SOFT_TOKEN"}, minutes=2)], {C.MFA_FAILED}, True),
    "okta: locked; help unlocks; locked again": ([okta("user.account.lock", "FAILURE", "LOCKED_OUT", minutes=60), okta("user.account.unlock_by_admin", by="bela.kiss", minutes=40), okta("user.account.lock", "FAILURE", "LOCKED_OUT", minutes=10)], {C.TOO_MANY_FAILURES}, True),
    "okta: admin deactivates a group app user.lifecycle.deactivate failure": ([okta("user.lifecycle.deactivate", "FAILURE", "x", by="bela.kiss", minutes=60)], {C.NONE_FOUND}, None),
    "okta: reset_all factors then invalid pw": ([okta("user.mfa.factor.reset_all", by="bela.kiss", minutes=60), okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS", minutes=5)], {C.WRONG_PASSWORD}, None),
    "okta: ada (helpdesk) suspends another; own unaffected": ([{**okta("user.lifecycle.suspend", by="ada.moor", who="bela.kiss", minutes=10)}], {C.NONE_FOUND}, None),
    "okta: ada removes other from group": ([okta("group.user_membership.remove", by="ada.moor", who="bela.kiss", minutes=10, target=(("UserGroup", "stageplan-rehearsals-view"),))], {C.NONE_FOUND}, None),
    "okta: password reset email then wrong old pw": ([okta("user.account.reset_password", by="bela.kiss", minutes=60), okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS", minutes=5)], {C.WRONG_PASSWORD, C.PASSWORD_EXPIRED}, None),
    "windows: 4625 wrong then 4740 from server then network 4624": ([windows(4625, minutes=30, Status="0xc000006d", SubStatus="0xc000006a", LogonType="3", WorkstationName="NAS"), windows(4740, minutes=29, TargetDomainName="NAS"), windows(4624, minutes=20, LogonType="3"), windows(4625, minutes=5, Status="0xc0000234", LogonType="2")], {C.TOO_MANY_FAILURES}, True),
    "windows: kerb 0x18 x2 then 0x12 then 4767 then 0x0": ([windows(4771, minutes=30, Status="0x18"), windows(4771, minutes=29, Status="0x12"), windows(4767, minutes=10), windows(4768, minutes=5, Status="0x0")], {C.NONE_FOUND}, None),
    "windows: 4724 reset, must change: 4768 0x17": ([windows(4724, minutes=30), windows(4738, minutes=30, UserAccountControl="-", PasswordLastSet="%%1794"), windows(4768, minutes=5, Status="0x17")], {C.PASSWORD_EXPIRED}, True),
    "windows: logon hours only 4768 0xc": ([windows(4768, minutes=5, Status="0xc")], {C.BLOCKED_BY_POLICY}, False),
    "windows: runas type 9": ([windows(4624, minutes=5, LogonType="9")], {C.NONE_FOUND}, None),
    "windows: guest user name typed wrong case": ([windows(4776, minutes=5, Status="0xC0000064", who="ADA.MOOR")], {C.NONE_FOUND}, False),
    "windows: anonymous": ([windows(4625, minutes=5, who="-", Status="0xc000006d")], {C.NONE_FOUND}, None),
    "windows: expired acct then extended then wrong pw": ([windows(4625, minutes=60, Status="0xc0000193"), windows(4738, minutes=30, UserAccountControl="-", AccountExpires="1/1/2028"), windows(4625, minutes=5, Status="0xc000006d", SubStatus="0xc000006a", LogonType="2")], {C.WRONG_PASSWORD}, True),
    "windows 4740 3 hours ago, then entra 50126": ([windows(4740, minutes=180), entra(50126, minutes=5)], {C.TOO_MANY_FAILURES, C.WRONG_PASSWORD}, False),
    "duo ok but okta wrong": ([duo("success", "user_approved", minutes=60), okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS", minutes=5)], {C.WRONG_PASSWORD}, True),
    "okta wrong earlier, duo success later (pw right at another)": ([okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS", minutes=60), duo("success", "user_approved", minutes=5)], {C.WRONG_PASSWORD, C.NONE_FOUND}, None),
    "google admin password change then wrong pw": ([google("CHANGE_PASSWORD", application="admin", who="bela.kiss@theatre.example", USER_EMAIL="ada.moor@theatre.example", minutes=60), google("login_failure", login_failure_type="login_failure_invalid_password", minutes=5)], {C.WRONG_PASSWORD}, True),
    "google login_success then logout": ([google("login_failure", login_failure_type="login_failure_invalid_password", minutes=60), google("login_success", minutes=30)], {C.NONE_FOUND}, None),
    "google 2sv_disable by self, later success": ([google("2sv_disable", minutes=60), google("login_success", minutes=30)], {C.NONE_FOUND}, None),
    "aws console fail x3, then idc success": ([aws("ConsoleLogin", failed=True, why="Failed authentication", minutes=30), aws("UserAuthentication", minutes=10)], {C.NONE_FOUND}, None),
    "aws switch role refused then allowed": ([aws("SwitchRole", failed=True, minutes=30), aws("SwitchRole", minutes=10)], {C.NONE_FOUND}, None),
    "duo: remembered device success does not": ([duo("denied", "no_response", minutes=30), duo("success", "remembered_device", minutes=5)], {C.NONE_FOUND}, None),
    "duo: bypass code": ([duo("denied", "no_response", minutes=30), duo("success", "bypass_user", minutes=5)], {C.NONE_FOUND}, None),
    "entra app 50105 then assigned audit then success": ([entra(50105, minutes=60, app="Stageplan"), audit("Add app role assignment grant to user", 30), entra(0, minutes=5, app="Stageplan")], {C.NONE_FOUND}, None),
    "entra 50105 for one app but success elsewhere": ([entra(50105, minutes=60, app="Stageplan"), entra(0, minutes=5, app="Mail")], {C.APP_NOT_ASSIGNED}, True),
    "entra 50020 guest": ([entra(50020, minutes=5, app="Partner portal")], {C.APP_NOT_ASSIGNED}, False),
    "entra 500121 fraud, then success:": ([entra(500121, minutes=60, status={"errorCode": 500121, "additionalDetails": "MFA denied; Phone App Reported Fraud"}), entra(0, minutes=5)], {C.NONE_FOUND}, None),
    "entra declined by user while asleep (attack), and 50053": ([entra(500121, minutes=500, status={"errorCode": 500121, "additionalDetails": "MFA denied; user declined the authentication"}), entra(50126, minutes=5)], {C.WRONG_PASSWORD}, None),
    "wrong pw 29h ago only": ([okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS", minutes=29 * 60)], {C.WRONG_PASSWORD, C.NONE_FOUND}, False),
    "windows lock 60h": ([windows(4740, minutes=60 * 60)], {C.TOO_MANY_FAILURES, C.NONE_FOUND}, False),
    "okta lock 3d": ([okta("user.account.lock", "FAILURE", "LOCKED_OUT", minutes=5 * 1440)], {C.TOO_MANY_FAILURES}, False),
    "entra audit: delete user then restore": ([audit("Delete user", 60), audit("Restore user", 30)], {C.NONE_FOUND}, None),
    "entra audit unlock sspr after lock": ([entra(50053, LOCKED, minutes=20), audit("Unlock user account (self-service)", 10, by="ada.moor@theatre.example")], {C.NONE_FOUND}, None),
    "okta suspended by automation then signs in success": ([okta("user.lifecycle.suspend", by="system", minutes=60), okta("user.session.start", minutes=5)], {C.NONE_FOUND}, None),
    "okta policy deny then sso success": ([okta("policy.evaluate_sign_on", "DENY", "x", minutes=60), okta("user.authentication.sso", minutes=5)], {C.BLOCKED_BY_POLICY, C.NONE_FOUND}, None),
    "okta zone block via security.request.blocked w/o text": ([okta("security.request.blocked", "DENY", minutes=5)], {C.BLOCKED_IP, C.BLOCKED_BY_POLICY}, False),
    "windows 4776 0xc0000234 then 4624 unlock type7": ([windows(4776, minutes=30, Status="0xc0000234"), windows(4624, minutes=5, LogonType="7")], {C.NONE_FOUND}, None),
    "windows 4769 failure 0x12 service ticket": ([windows(4769, minutes=5, Status="0x12")], {C.NONE_FOUND, C.TOO_MANY_FAILURES}, False),
    "windows 4769 0x20": ([windows(4769, minutes=5, Status="0x20")], {C.NONE_FOUND}, False),
    "entra 50131 beside 53000": ([entra(50131, minutes=6), entra(53000, minutes=5)], {C.DEVICE_NOT_COMPLIANT, C.BLOCKED_BY_POLICY}, None),
    "entra 53003 then it enrolls; success other app same device": ([entra(53003, minutes=60, app="Files"), entra(0, minutes=5, app="Files")], {C.NONE_FOUND}, None),
    "entra wrong pw (federated) 50126 after lock cleared": ([entra(50053, LOCKED, minutes=200), entra(0, minutes=100), entra(50126, minutes=5)], {C.WRONG_PASSWORD}, True),
    "okta disabled months ago, re-hired: activate": ([okta("user.lifecycle.deactivate", by="bela.kiss", minutes=200 * 1440), okta("user.lifecycle.activate", by="bela.kiss", minutes=2 * 1440), okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS", minutes=5)], {C.WRONG_PASSWORD}, True),
    "okta pending: activation": ([okta("user.lifecycle.activate", by="bela.kiss", minutes=60)], {C.NONE_FOUND}, None),
    "okta account locked in ad via import": ([okta("app.ad.api.user_import.account_locked", by="system", minutes=60)], {C.TOO_MANY_FAILURES}, None),
    "okta app deprovision by hr master": ([okta("application.user_membership.deprovision", by="system", minutes=60, target=(("AppInstance", "Stageplan"),)), okta("app.generic.unauth_app_access_attempt", "FAILURE", target=(("AppInstance", "Stageplan"),), minutes=5)], {C.GRANT_REVOKED}, False),
    "okta sso to app ok, but unassigned other": ([okta("user.authentication.sso", target=(("AppInstance", "Stageplan"),), minutes=10), okta("app.generic.unauth_app_access_attempt", "FAILURE", target=(("AppInstance", "Ticketdesk"),), minutes=5)], {C.APP_NOT_ASSIGNED}, None),
}  # fmt: skip
"""The causes a careful person could defend, and whether it must be certain, must not be, or may be either."""


@pytest.mark.parametrize("name", MORNINGS)
def test_a_morning_has_its_cause(name: str) -> None:
    raws, causes, certain = MORNINGS[name]

    found = told(*raws).blocking

    assert found.cause in causes
    if certain is not None and found.cause is not C.NONE_FOUND:
        assert found.certain is certain
