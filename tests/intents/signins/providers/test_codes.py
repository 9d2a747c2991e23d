"""Each provider's codes, one row each: what happened, how it ended, and why."""

from __future__ import annotations

from typing import Any

import pytest

from intents.signins.event import Happened, Outcome, Provider, Reason
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
    (okta("user.session.start", "FAILURE", "Invalid timezone"), H.SIGN_IN, F, R.OTHER),
    (okta("user.authentication.sso", "FAILURE", "Application deactivated"), H.APP_ACCESS, F, R.OTHER),
    (okta("user.authentication.sso", "FAILURE", "User deactivated"), H.APP_ACCESS, F, R.DISABLED),
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
    (aws("AssumeRole", why="STS is not activated in this region (RegionDisabledException)", source="sts.amazonaws.com"), H.APP_ACCESS, F, R.OTHER),
    (aws("AssumeRole", why="This key is disabled.", source="sts.amazonaws.com"), H.APP_ACCESS, F, R.OTHER),
    (aws("AssumeRole", why="The request was blocked: access denied", source="sts.amazonaws.com"), H.APP_ACCESS, F, R.NOT_ASSIGNED),
    (aws("AssumeRole", why="User: arn:aws:iam::1:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/mfa-admin", source="sts.amazonaws.com"), H.APP_ACCESS, F, R.NOT_ASSIGNED),
    (aws("AssumeRole", why="MultiFactorAuthentication failed with invalid MFA one time pass code.", source="sts.amazonaws.com"), H.MFA, F, R.MFA_FAILED),
    (aws("ConsoleLogin", failed=True, why="The sign-in was blocked"), H.SIGN_IN, F, R.UNVERIFIED),
    (aws("ConsoleLogin", failed=True, why="User is disabled"), H.SIGN_IN, F, R.DISABLED),
    (aws("ConsoleLogin", failed=True, why="Account locked"), H.SIGN_IN, F, R.LOCKED),
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
