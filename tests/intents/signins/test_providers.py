"""Each provider's codes, one row each: what happened, how it ended, and why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from intents.signins.event import Happened, Outcome, Provider, Reason, SignInEvent
from intents.signins.normalise import normalise
from tests.intents.signins.shapes import LOCKED, MALICIOUS, ago, aws, duo, entra, google, okta, windows

H, R = Happened, Reason
S, F, C, U = Outcome.SUCCESS, Outcome.FAILURE, Outcome.CHALLENGE, Outcome.UNKNOWN

OKTA: list[tuple[dict[str, Any], Happened, Outcome, Reason | None]] = [
    (okta("user.session.start"), H.SIGN_IN, S, None),
    (okta("user.session.start", "FAILURE", "INVALID_CREDENTIALS"), H.SIGN_IN, F, R.WRONG_PASSWORD),
    (okta("user.session.start", "FAILURE", "LOCKED_OUT"), H.SIGN_IN, F, R.LOCKED),
    (okta("user.session.start", "FAILURE", "PASSWORD_EXPIRED"), H.SIGN_IN, F, R.PASSWORD_EXPIRED),
    (okta("user.session.start", "FAILURE", "VERIFICATION_ERROR"), H.SIGN_IN, F, R.UNVERIFIED),
    (okta("user.session.start", "FAILURE", "UNKNOWN_USER"), H.SIGN_IN, F, R.UNKNOWN_USER),
    (okta("user.session.start", "FAILURE", "nobody knows"), H.SIGN_IN, F, R.OTHER),
    (okta("user.session.start", "FAILURE", "ACCOUNT_LOCKED"), H.SIGN_IN, F, R.LOCKED),
    (okta("user.session.start", "FAILURE", "ACCOUNT_DISABLED"), H.SIGN_IN, F, R.DISABLED),
    (okta("user.session.start", "FAILURE", "User account is disabled"), H.SIGN_IN, F, R.DISABLED),
    (okta("user.session.start", "FAILURE", "ACCOUNT_EXPIRED"), H.SIGN_IN, F, R.ACCOUNT_EXPIRED),
    (okta("user.session.start", "FAILURE", "PASSWORD_CHANGE_REQUIRED"), H.SIGN_IN, F, R.PASSWORD_EXPIRED),
    (okta("user.session.start", "FAILURE", "PASSWORD_BASED_LOGIN_DISALLOWED"), H.SIGN_IN, F, R.POLICY),
    (okta("user.session.start", "FAILURE", "IP address not in allowed zone"), H.SIGN_IN, F, R.POLICY),
    (okta("user.authentication.auth_via_mfa", "FAILURE", "FACTOR_SUSPENDED"), H.MFA, F, R.MFA_FAILED),
    (okta("user.authentication.auth_via_mfa", "FAILURE", "Device suspended"), H.MFA, F, R.MFA_FAILED),
    (okta("user.authentication.auth_via_mfa", "FAILURE", "USER_SUSPENDED"), H.MFA, F, R.SUSPENDED),
    (okta("app.oauth2.as.authorize", "FAILURE", "user_not_assigned"), H.APP_ACCESS, F, R.NOT_ASSIGNED),
    (okta("app.oauth2.as.authorize", "FAILURE", "Policy evaluation failed for this request"), H.APP_ACCESS, F, R.OTHER),
    (okta("system.import.user.suspend", by="bela.kiss"), H.SUSPENDED, S, None),
    (okta("system.agent.ad.unlock_user_account", by="bela.kiss"), H.UNLOCKED, S, None),
    (okta("system.agent.ad.reset_user_password", by="bela.kiss"), H.PASSWORD_CHANGED, S, None),
    (okta("user.authentication.auth_via_AD_agent"), H.SIGN_IN, C, None),
    (okta("user.account.lock", "FAILURE", "LOCKED_OUT"), H.LOCKED, F, R.LOCKED),
    (okta("user.account.lock.limit"), H.LOCKED, S, R.LOCKED),
    (okta("user.account.unlock_by_admin", by="bela.kiss"), H.UNLOCKED, S, None),
    (okta("user.authentication.auth_via_mfa", debug={"factor": "PASSWORD_AS_FACTOR"}), H.SIGN_IN, C, None),
    (okta("user.authentication.auth_via_mfa", "FAILURE", "INVALID_CREDENTIALS", debug={"factor": "PASSWORD_AS_FACTOR"}), H.SIGN_IN, F, R.WRONG_PASSWORD),
    (okta("user.authentication.auth_via_mfa", "FAILURE", "INVALID_CREDENTIALS", debug={"factor": "OKTA_VERIFY_PUSH"}), H.MFA, F, R.MFA_FAILED),
    (okta("user.authentication.auth_via_mfa", "FAILURE", "INVALID_CREDENTIALS", debug={"factor": "OKTA_VERIFY_PUSH", "pushOnlyResponseType": "OV_RESPONSE_DENY"}), H.MFA, F, R.MFA_DENIED_BY_USER),
    (okta("user.mfa.okta_verify.deny_push"), H.MFA, F, R.MFA_DENIED_BY_USER),
    (okta("user.mfa.okta_verify.deny_push", "FAILURE"), H.MFA, F, R.MFA_DENIED_BY_USER),
    (okta("policy.evaluate_sign_on", "DENY", "Sign-on policy evaluation resulted in DENY"), H.POLICY, F, R.POLICY),
    (okta("policy.evaluate_sign_on", "DENY", "Sign-on policy evaluation resulted in DENY", target=(("PolicyRule", "Only managed devices"),)), H.POLICY, F, R.DEVICE_NOT_COMPLIANT),
    (okta("policy.evaluate_sign_on", "CHALLENGE"), H.POLICY, C, None),
    (okta("policy.evaluate_sign_on", "ALLOW"), H.POLICY, S, None),
    (okta("security.threat.detected", "DENY", "Password Spray"), H.POLICY, F, R.BLOCKED_IP),
    (okta("security.threat.detected", "ALLOW", "Password Spray"), H.POLICY, S, None),
    (okta("security.request.blocked", "DENY", "Network zone blocklist"), H.POLICY, F, R.POLICY),
    (okta("user.lifecycle.suspend", by="bela.kiss"), H.SUSPENDED, S, None),
    (okta("user.lifecycle.deactivate", by="bela.kiss"), H.DISABLED, S, None),
    (okta("user.account.update_password"), H.PASSWORD_CHANGED, S, None),
    (okta("user.account.expire_password", by="bela.kiss"), H.PASSWORD_EXPIRED, S, None),
    (okta("user.mfa.factor.activate"), H.MFA_ENROLLED, S, None),
    (okta("user.mfa.factor.reset_all", by="bela.kiss"), H.MFA_RESET, S, None),
    (okta("app.generic.unauth_app_access_attempt", "FAILURE"), H.APP_ACCESS, F, R.NOT_ASSIGNED),
    (okta("user.authentication.sso"), H.APP_ACCESS, S, None),
    (okta("group.user_membership.remove", by="bela.kiss"), H.ACCESS_REMOVED, S, None),
    (okta("group.user_membership.remove", by="bela.kiss", debug={"grantExpiry": "2026-11-23T00:00:00Z"}), H.ACCESS_REMOVED, S, R.ACCESS_EXPIRED),
    (okta("app.access_request.request"), H.ACCESS_REQUESTED, S, None),
    (okta("app.access_request.deny", by="bela.kiss"), H.ACCESS_DENIED, S, None),
    (okta("app.access_request.expire"), H.ACCESS_REQUEST_CLOSED, S, None),
    (okta("system.org.rate_limit.warning"), H.OTHER, S, None),
]  # fmt: skip

ENTRA: list[tuple[dict[str, Any], Happened, Outcome, Reason | None]] = [
    (entra(0), H.SIGN_IN, S, None),
    (entra(50126), H.SIGN_IN, F, R.WRONG_PASSWORD),
    (entra(50053, LOCKED), H.SIGN_IN, F, R.LOCKED),
    (entra(50053, MALICIOUS), H.SIGN_IN, F, R.BLOCKED_IP),
    (entra(50053), H.SIGN_IN, F, R.LOCKED_OR_BLOCKED_IP),
    (entra(50053, f"{LOCKED} Or: {MALICIOUS}"), H.SIGN_IN, F, R.LOCKED_OR_BLOCKED_IP),
    (entra(0, status={"errorCode": "AADSTS50126"}), H.SIGN_IN, F, R.WRONG_PASSWORD),
    (entra(50055), H.SIGN_IN, F, R.PASSWORD_EXPIRED),
    (entra(50144), H.SIGN_IN, F, R.PASSWORD_EXPIRED),
    (entra(50057), H.SIGN_IN, F, R.DISABLED),
    (entra(50072), H.MFA, F, R.MFA_NOT_ENROLLED),
    (entra(50079), H.MFA, F, R.MFA_NOT_ENROLLED),
    (entra(50074), H.MFA, F, R.MFA_FAILED),
    (entra(50076), H.MFA, C, R.MFA_FAILED),
    (entra(50158), H.MFA, C, R.MFA_FAILED),
    (entra(500121, "Authentication failed during strong authentication request."), H.MFA, F, R.MFA_FAILED),
    (entra(500121, status={"errorCode": 500121, "additionalDetails": "MFA denied; user declined the authentication"}), H.MFA, F, R.MFA_DENIED_BY_USER),
    (entra(500121, status={"errorCode": 500121, "additionalDetails": "MFA denied; user did not respond to mobile app notification"}), H.MFA, F, R.MFA_FAILED),
    (entra(500121, status={"errorCode": 500121, "additionalDetails": "MFA denied; Phone App Reported Fraud"}), H.MFA, F, R.MFA_FRAUD),
    (entra(53000), H.POLICY, F, R.DEVICE_NOT_COMPLIANT),
    (entra(53001), H.POLICY, F, R.DEVICE_NOT_COMPLIANT),
    (entra(53003), H.POLICY, F, R.POLICY),
    (entra(530035), H.POLICY, F, R.POLICY),
    (entra(53011), H.POLICY, F, R.POLICY),
    (entra(80012), H.POLICY, F, R.POLICY),
    (entra(50105), H.APP_ACCESS, F, R.NOT_ASSIGNED),
    (entra(65001), H.APP_ACCESS, F, R.NOT_ASSIGNED),
    (entra(50140), H.SIGN_IN, C, None),
    (entra(50058), H.SIGN_IN, C, None),
    (entra(700082), H.SIGN_IN, C, None),
    (entra(50173), H.SIGN_IN, C, None),
    (entra(80007), H.SIGN_IN, F, R.UNVERIFIED),
    (entra(700016), H.SIGN_IN, F, R.OTHER),
    (entra(90072), H.APP_ACCESS, F, R.NOT_ASSIGNED),
    (entra(135011), H.POLICY, F, R.DEVICE_NOT_COMPLIANT),
    (entra(50168), H.SIGN_IN, C, None),
    (entra(0, category="ServicePrincipalSignInLogs"), H.OTHER, S, None),
]  # fmt: skip

WINDOWS: list[tuple[dict[str, Any], Happened, Outcome, Reason | None]] = [
    (windows(4740, TargetDomainName="PC7"), H.LOCKED, S, R.LOCKED),
    (windows(4767, SubjectUserName="bela.kiss"), H.UNLOCKED, S, None),
    (windows(4624, LogonType="2"), H.SIGN_IN, S, None),
    (windows(4625, Status="0xc000006d", SubStatus="0xc000006a"), H.SIGN_IN, F, R.WRONG_PASSWORD),
    (windows(4625, Status="0xC000006D", SubStatus="0xC0000064"), H.SIGN_IN, F, R.UNKNOWN_USER),
    (windows(4625, Status="0xc000006d", SubStatus="0x0"), H.SIGN_IN, F, R.UNVERIFIED),
    (windows(4625, Status="0xc0000234", SubStatus="0x0"), H.SIGN_IN, F, R.LOCKED),
    (windows(4625, Status="0xc000006e", SubStatus="0xc0000072"), H.SIGN_IN, F, R.DISABLED),
    (windows(4625, Status="0xc000006e", SubStatus="0xc0000193"), H.SIGN_IN, F, R.ACCOUNT_EXPIRED),
    (windows(4625, Status="0xc000006e", SubStatus="0xc0000071"), H.SIGN_IN, F, R.PASSWORD_EXPIRED),
    (windows(4625, Status="0xc0000224", SubStatus="0x0"), H.SIGN_IN, F, R.PASSWORD_EXPIRED),
    (windows(4625, Status="0xc000006e", SubStatus="0xc000006f"), H.SIGN_IN, F, R.POLICY),
    (windows(4625, Status="0xc000006e", SubStatus="0xc0000070"), H.SIGN_IN, F, R.POLICY),
    (windows(4625, Status="0xc000006e", SubStatus="0x0", FailureReason="%%2310"), H.SIGN_IN, F, R.DISABLED),
    (windows(4625, FailureReason="%%2313"), H.SIGN_IN, F, R.UNVERIFIED),
    (windows(4625, Status="-1073741718"), H.SIGN_IN, F, R.WRONG_PASSWORD),
    (windows(4768, Status="0x0"), H.SIGN_IN, S, None),
    (windows(4768, Status="0x12"), H.SIGN_IN, F, R.REVOKED),
    (windows(4768, Status="0x6"), H.SIGN_IN, F, R.UNKNOWN_USER),
    (windows(4771, Status="0x18"), H.SIGN_IN, F, R.WRONG_PASSWORD),
    (windows(4771, Status="0x12"), H.SIGN_IN, F, R.REVOKED),
    (windows(4771, Status="0x17"), H.SIGN_IN, F, R.PASSWORD_EXPIRED),
    (windows(4771, Status="0x25"), H.SIGN_IN, F, R.OTHER),
    (windows(4776, Status="0x0"), H.SIGN_IN, S, None),
    (windows(4776, Status="0xc000006a"), H.SIGN_IN, F, R.WRONG_PASSWORD),
    (windows(4776, Status="0xc0000234"), H.SIGN_IN, F, R.LOCKED),
    (windows(4722), H.ENABLED, S, None),
    (windows(4725), H.DISABLED, S, None),
    (windows(4726), H.DISABLED, S, None),
    (windows(4723), H.PASSWORD_CHANGED, S, None),
    (windows(4724, SubjectUserName="bela.kiss"), H.PASSWORD_CHANGED, S, None),
    (windows(4738, UserAccountControl="\n\t\t%%2080"), H.DISABLED, S, None),
    (windows(4738, UserAccountControl="\n\t\t%%2048"), H.ENABLED, S, None),
    (windows(4738, UserAccountControl="-", AccountExpires="12/31/2027 12:00:00 AM"), H.EXTENDED, S, None),
    (windows(4738, UserAccountControl="-", PasswordLastSet="%%1794"), H.PASSWORD_EXPIRED, S, None),
    (windows(4738, UserAccountControl="-", AccountExpires="-"), H.OTHER, S, None),
    (windows(4800), H.OTHER, S, None),
]  # fmt: skip

GOOGLE: list[tuple[dict[str, Any], Happened, Outcome, Reason | None]] = [
    (google("login_success", login_type="google_password"), H.SIGN_IN, S, None),
    (google("login_failure", login_failure_type="login_failure_invalid_password"), H.SIGN_IN, F, R.WRONG_PASSWORD),
    (google("login_failure", login_failure_type="login_failure_account_disabled"), H.SIGN_IN, F, R.DISABLED),
    (google("login_failure", login_failure_type="login_failure_unknown"), H.SIGN_IN, F, R.UNVERIFIED),
    (google("login_failure", login_failure_type="login_failure_unknown", login_challenge_method=["password"]), H.SIGN_IN, F, R.UNVERIFIED),
    (google("login_failure", login_challenge_method=["password"]), H.SIGN_IN, F, R.WRONG_PASSWORD),
    (google("login_failure", login_challenge_method=["password", "google_prompt"]), H.MFA, F, R.MFA_FAILED),
    (google("login_challenge", login_challenge_status="Challenge Failed.", login_challenge_method=["google_authenticator"]), H.MFA, F, R.MFA_FAILED),
    (google("login_challenge", login_challenge_status="Challenge Passed.", login_challenge_method=["idv_preregistered_phone"]), H.MFA, S, None),
    (google("login_challenge", login_challenge_status="Challenge Passed.", login_challenge_method=["password"]), H.MFA, C, None),
    (google("account_disabled_hijacked", affected_email_address="ada.moor@theatre.example"), H.SUSPENDED, S, None),
    (google("account_disabled_password_leak", affected_email_address="ada.moor@theatre.example"), H.DISABLED, S, None),
    (google("suspend_user", application="admin", who="bela.kiss@theatre.example", USER_EMAIL="ada.moor@theatre.example"), H.SUSPENDED, S, None),
    (google("UNSUSPEND_USER", application="admin", who="bela.kiss@theatre.example", USER_EMAIL="ada.moor@theatre.example"), H.UNSUSPENDED, S, None),
    (google("2sv_enroll"), H.MFA_ENROLLED, S, None),
    (google("password_edit"), H.PASSWORD_CHANGED, S, None),
    (google("ACCESS_DENY_EVENT", application="context_aware_access", CAA_DEVICE_STATE="Unmanaged"), H.POLICY, F, R.DEVICE_NOT_COMPLIANT),
    (google("ACCESS_DENY_EVENT", application="context_aware_access", CAA_ACCESS_LEVEL_UNSATISFIED="Office network"), H.POLICY, F, R.POLICY),
    (google("suspicious_login"), H.OTHER, U, None),
    (google("login_success", application="saml", application_name="Payroll"), H.APP_ACCESS, S, None),
    (google("login_failure", application="saml", failure_type="failure_app_not_enabled_for_user"), H.APP_ACCESS, F, R.NOT_ASSIGNED),
    (google("login_failure", application="saml", failure_type="failure_malformed_request"), H.APP_ACCESS, F, R.OTHER),
    (google("view"), H.OTHER, U, None),
]  # fmt: skip

AWS: list[tuple[dict[str, Any], Happened, Outcome, Reason | None]] = [
    (aws("ConsoleLogin", MFAUsed="No"), H.SIGN_IN, S, None),
    (aws("ConsoleLogin", failed=True, why="Failed authentication", MFAUsed="No"), H.SIGN_IN, F, R.UNVERIFIED),
    (aws("ConsoleLogin", failed=True, why="Failed authentication", MFAUsed="Yes"), H.MFA, F, R.MFA_FAILED),
    (aws("ConsoleLogin", failed=True, why="No username found in supplied account"), H.SIGN_IN, F, R.UNKNOWN_USER),
    (aws("CheckMfa"), H.MFA, C, None),
    (aws("CheckMfa", failed=True), H.MFA, F, R.MFA_FAILED),
    (aws("CredentialVerification", failed=True, CredentialType="PASSWORD"), H.SIGN_IN, F, R.WRONG_PASSWORD),
    (aws("CredentialVerification", failed=True, CredentialType="TOTP"), H.MFA, F, R.MFA_FAILED),
    (aws("CredentialVerification", failed=True, CredentialType="EXTERNAL_IDP"), H.SIGN_IN, F, R.UNVERIFIED),
    (aws("CredentialVerification", CredentialType="PASSWORD"), H.SIGN_IN, C, None),
    (aws("GetRoleCredentials", why="Session token not found or invalid (UnauthorizedException)", source="sso.amazonaws.com"), H.APP_ACCESS, F, R.OTHER),
    (aws("SwitchRole", failed=True), H.APP_ACCESS, F, R.NOT_ASSIGNED),
    (aws("AssumeRoleWithSAML", why="Not authorized to perform sts:AssumeRoleWithSAML", source="sts.amazonaws.com"), H.APP_ACCESS, F, R.NOT_ASSIGNED),
    (aws("AssumeRole", source="sts.amazonaws.com"), H.APP_ACCESS, S, None),
    (aws("AssumeRole", why="Rate exceeded (ThrottlingException)", source="sts.amazonaws.com"), H.APP_ACCESS, F, R.OTHER),
    (aws("DeleteUser", source="mq.amazonaws.com"), H.OTHER, S, None),
    (aws("DeleteLoginProfile", who="bela.kiss", asked={"userName": "ada.moor"}, source="iam.amazonaws.com"), H.DISABLED, S, None),
    (aws("UpdateLoginProfile", who="bela.kiss", asked={"userName": "ada.moor"}, source="iam.amazonaws.com"), H.PASSWORD_CHANGED, S, None),
    (aws("DeactivateMFADevice", who="bela.kiss", asked={"userName": "ada.moor"}, source="iam.amazonaws.com"), H.MFA_RESET, S, None),
    (aws("GetCallerIdentity", source="sts.amazonaws.com"), H.OTHER, S, None),
]  # fmt: skip

DUO: list[tuple[dict[str, Any], Happened, Outcome, Reason | None]] = [
    (duo("success", "user_approved"), H.MFA, S, None),
    (duo("denied", "user_marked_fraud"), H.MFA, F, R.MFA_FRAUD),
    (duo("fraud", "user_marked_fraud"), H.MFA, F, R.MFA_FRAUD),
    (duo("denied", "user_cancelled"), H.MFA, F, R.MFA_DENIED_BY_USER),
    (duo("denied", "no_response"), H.MFA, F, R.MFA_FAILED),
    (duo("denied", "invalid_passcode"), H.MFA, F, R.MFA_FAILED),
    (duo("denied", "deny_unenrolled_user"), H.MFA, F, R.MFA_NOT_ENROLLED),
    (duo("denied", "locked_out"), H.MFA, F, R.LOCKED),
    (duo("denied", "user_disabled"), H.MFA, F, R.DISABLED),
    (duo("denied", "anonymous_ip"), H.POLICY, F, R.BLOCKED_IP),
    (duo("denied", "location_restricted"), H.POLICY, F, R.POLICY),
    (duo("denied", "software_restricted"), H.POLICY, F, R.DEVICE_NOT_COMPLIANT),
    (duo("denied", "endpoint_is_not_trusted"), H.POLICY, F, R.DEVICE_NOT_COMPLIANT),
    (duo("denied", "could_not_determine_if_endpoint_was_trusted"), H.POLICY, F, R.DEVICE_NOT_COMPLIANT),
    (duo("denied", "user_not_in_permitted_group"), H.APP_ACCESS, F, R.NOT_ASSIGNED),
    (duo("denied", "no_web_referer_match"), H.POLICY, F, R.POLICY),
    (duo("denied", "user_provided_invalid_certificate"), H.POLICY, F, R.DEVICE_NOT_COMPLIANT),
    (duo("denied", "cosmic_rays"), H.MFA, F, R.UNVERIFIED),
    (duo("denied", "endpoint_of_tomorrow"), H.POLICY, F, R.DEVICE_NOT_COMPLIANT),
    (duo("success", "", event_type="enrollment"), H.MFA_ENROLLED, S, None),
]  # fmt: skip

ROWS = [
    pytest.param(provider, *row, id=f"{provider.value}-{number}-{row[1].value}")
    for provider, rows in (
        (Provider.OKTA, OKTA),
        (Provider.ENTRA, ENTRA),
        (Provider.WINDOWS, WINDOWS),
        (Provider.GOOGLE, GOOGLE),
        (Provider.AWS, AWS),
        (Provider.DUO, DUO),
    )
    for number, row in enumerate(rows)
]


@pytest.mark.parametrize(("provider", "raw", "happened", "outcome", "reason"), ROWS)
def test_a_code_means(
    provider: Provider, raw: dict[str, Any], happened: Happened, outcome: Outcome, reason: Reason | None
) -> None:
    event = normalise(raw)

    assert (event.provider, event.happened, event.outcome, event.reason) == (
        provider,
        happened,
        outcome,
        reason,
    )
    assert event.login.endswith("ada.moor") or event.login == "ada.moor@theatre.example"
    assert event.at == ago(10)
    assert event.id


def test_what_stands_beside_the_code() -> None:
    seen = normalise(
        entra(
            53003,
            "Blocked.",
            device={"displayName": "PC7", "isCompliant": False, "isManaged": True},
            appliedConditionalAccessPolicies=[
                {"displayName": "Only Austria", "result": "failure"},
                {"displayName": "Everybody", "result": "success"},
            ],
        )
    )

    assert (seen.device.name, seen.device.managed, seen.device.compliant) == ("PC7", True, False)
    assert (seen.place.city, seen.place.latitude) == ("Town", 48.2)
    assert (seen.targets, seen.application, seen.code) == (("Only Austria",), "Mail", "53003")


def test_an_application_of_openid_connect_is_named() -> None:
    seen = normalise(okta("app.oauth2.as.authorize", "FAILURE", "user_not_assigned", target=(("PublicClientApp", "Stageplan"),)))  # fmt: skip

    assert seen.application == "Stageplan"


def test_who_did_it_stands_apart_from_whom_it_happened_to() -> None:
    seen = normalise(okta("user.lifecycle.suspend", by="bela.kiss"))

    assert (seen.login, seen.actor) == ("ada.moor@theatre.example", "bela.kiss@theatre.example")


def test_the_calling_machine_of_a_windows_lock_is_the_device_and_an_ipv4_is_unwrapped() -> None:
    lock = normalise(windows(4740, TargetDomainName="OLD-PHONE"))
    wrong = normalise(windows(4771, Status="0x18", IpAddress="::ffff:10.1.2.3"))

    assert (lock.device.name, lock.login, lock.recorder) == (
        "OLD-PHONE",
        "ada.moor",
        "DC01.corp.theatre.example",
    )
    assert wrong.address == "10.1.2.3"


@pytest.mark.parametrize("logon", ["3", "4", "5", "9", "11", "13"])
def test_a_logon_that_checks_no_password_is_unattended(logon: str) -> None:
    assert not normalise(windows(4624, LogonType=logon)).attended
    assert normalise(windows(4624, LogonType="7")).attended


def test_a_refreshed_token_is_unattended() -> None:
    assert not normalise(entra(0, category="NonInteractiveUserSignInLogs")).attended


FLAT = {"event_id": 4625, "@timestamp": "2026-11-23T10:05:00.1234567Z", "computer": "PC7", "keywords": ["Audit Failure"], "record_id": 5,
        "event_data": {"TargetUserName": "ada.moor", "TargetDomainName": "THEATRE", "Status": "0xc000006d", "SubStatus": "0xc000006a"}}  # fmt: skip
_DATA = FLAT["event_data"]
XML_DICT = {"Event": {"System": {"EventID": 4625, "EventRecordID": 5, "Computer": "PC7", "TimeCreated": {"#attributes": {"SystemTime": "2026-11-23T10:05:00.1234567Z"}}}, "EventData": _DATA}}  # fmt: skip
XML_LIST = {"Event": {"System": {"EventID": {"#text": "4625", "@Qualifiers": ""}, "EventRecordID": "5", "Computer": "PC7", "TimeCreated": {"@SystemTime": "2026-11-23T10:05:00.123456700Z"}},
                      "EventData": {"Data": [{"@Name": name, "#text": value} for name, value in _DATA.items()]}}}  # fmt: skip
XML_NESTED = {"Event": {"System": {"EventID": {"$": {}, "_": "4625"}, "EventRecordID": "5", "Computer": "PC7", "TimeCreated": {"$": {"SystemTime": "2026-11-23T10:05:00Z"}}},
                        "EventData": {"Data": [{"$": {"Name": name}, "_": value} for name, value in _DATA.items()]}}}  # fmt: skip
TOP = {"EventID": 4625, "EventTime": "2026-11-23 10:05:00", "Hostname": "PC7", "RecordNumber": 5, "Channel": "Security", "EventType": "AUDIT_FAILURE", **_DATA}  # fmt: skip


@pytest.mark.parametrize("raw", [FLAT, XML_DICT, XML_LIST, XML_NESTED, TOP])
def test_every_shape_of_a_windows_event_reads_the_same(raw: dict[str, Any]) -> None:
    seen = normalise(raw)

    assert (seen.id, seen.recorder, seen.login) == ("5", "PC7", "theatre\\ada.moor")
    assert (seen.reason, seen.code) == (R.WRONG_PASSWORD, "4625 0xc000006a")
    assert seen.at.replace(microsecond=0) == ago(10)


def test_an_account_of_one_windows_machine_alone_is_told_from_the_domains() -> None:
    local = normalise({**TOP, "TargetDomainName": "PC7", "Hostname": "pc7.corp.theatre.example"})

    assert local.login == "pc7$\\ada.moor"


def test_an_application_opened_with_a_google_account_is_named() -> None:
    seen = normalise(google("login_failure", application="saml", failure_type="failure_unknown", application_name="Payroll"))  # fmt: skip

    assert (seen.application, seen.code) == ("Payroll", "failure_unknown")


def test_a_graph_sign_in_reads_like_an_exported_one() -> None:
    exported = entra(50126, "Wrong.", id="one", correlationId="c-1")
    graph = exported["properties"]

    assert normalise(graph) == normalise({**exported, "callerIpAddress": None})


def row(raw: dict[str, Any], *, texts: bool, **more: Any) -> dict[str, Any]:
    """What Azure Monitor exports as a row of its table; with `texts` the objects in it are texts, as in a file of rows."""
    inner = dict(raw["properties"])
    place = inner.pop("location")
    cells = {key[:1].upper() + key[1:]: value for key, value in inner.items() if key != "ipAddress"}
    cells |= {"LocationDetails": place, "Location": place["countryOrRegion"], "IPAddress": inner["ipAddress"]}
    if texts:
        cells = {
            key: json.dumps(value) if isinstance(value, (dict, list)) else value
            for key, value in cells.items()
        }
    return {"TimeGenerated": raw["time"], "ResultType": raw["resultType"], "ResultDescription": raw["resultDescription"], "Category": raw["category"], "CorrelationId": raw["correlationId"], "Type": "SigninLogs", **cells, **more}  # fmt: skip


@pytest.mark.parametrize("texts", [False, True])
def test_a_row_of_azure_monitors_table_reads_like_an_exported_sign_in(texts: bool) -> None:
    exported = entra(53003, "Blocked.", device={"displayName": "PC7", "isCompliant": False}, appliedConditionalAccessPolicies=[{"displayName": "Only Austria", "result": "failure"}])  # fmt: skip

    assert normalise(row(exported, texts=texts)) == normalise(exported)
    assert not normalise(row(exported, texts=texts, Type="AADNonInteractiveUserSignInLogs")).attended


def test_a_row_of_the_audit_table_reads_like_an_exported_one() -> None:
    cells = {key[:1].upper() + key[1:]: value for key, value in AUDIT.items()}

    assert normalise({"TimeGenerated": "2026-11-23T10:05:00Z", **cells}) == normalise(AUDIT)


AUDIT = {
    "id": "Directory_1", "activityDisplayName": "Disable account", "activityDateTime": "2026-11-23T10:05:00Z", "result": "success",
    "initiatedBy": {"user": {"userPrincipalName": "Bela.Kiss@theatre.example"}},
    "targetResources": [{"type": "User", "userPrincipalName": "Ada.Moor@theatre.example"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("activity", "happened"),
    [
        ("Disable account", H.DISABLED),
        ("Enable account", H.ENABLED),
        ("Delete user", H.DISABLED),
        ("Reset password (by admin)", H.PASSWORD_CHANGED),
        ("User registered security info", H.MFA_ENROLLED),
        ("Admin deleted security info", H.MFA_RESET),
        ("Add member to group", H.ACCESS_ADDED),
        ("Remove member from group", H.ACCESS_REMOVED),
        ("Update device", H.OTHER),
    ],
)
def test_an_entra_audit_activity_means(activity: str, happened: Happened) -> None:
    graph = normalise({**AUDIT, "activityDisplayName": activity})
    exported = normalise(
        {"time": "2026-11-23T10:05:00Z", "category": "AuditLogs", "properties": {**AUDIT, "activityDisplayName": activity}}
    )  # fmt: skip

    assert graph == exported
    assert (graph.happened, graph.login, graph.actor) == (
        happened,
        "ada.moor@theatre.example",
        "bela.kiss@theatre.example",
    )


def test_switching_an_account_off_by_an_update_of_the_user_counts() -> None:
    changed = {"displayName": "AccountEnabled", "oldValue": "[true]", "newValue": "[false]"}
    resources = [{**AUDIT["targetResources"][0], "modifiedProperties": [changed]}]  # type: ignore[dict-item]

    seen = normalise({**AUDIT, "activityDisplayName": "Update user", "targetResources": resources})

    assert seen.happened is H.DISABLED


def test_version_1_of_duos_log_and_google_parameters_as_an_object_are_read() -> None:
    one = normalise({"integration": "VPN", "factor": "Duo Push", "result": "FAILURE", "reason": "No response", "username": "ada.moor", "ip": "192.0.2.9", "timestamp": 1795428300})  # fmt: skip
    two = normalise({"id": {"applicationName": "login", "time": "2026-11-23T10:05:00Z"}, "actor": {"email": "ada.moor@theatre.example"}, "type": "login", "name": "login_failure", "parameters": {"login_failure_type": "login_failure_invalid_password"}})  # fmt: skip

    assert (one.provider, one.reason) == (Provider.DUO, R.MFA_FAILED)
    assert (two.provider, two.reason) == (Provider.GOOGLE, R.WRONG_PASSWORD)
    assert two.id.startswith("sha256:")


def test_an_event_is_a_value() -> None:
    raw = okta("user.session.start", id="same")

    assert normalise(raw) == normalise(dict(raw))
    assert isinstance(hash(normalise(raw)), int)
    assert isinstance(normalise(raw), SignInEvent)
