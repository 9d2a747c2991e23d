"""Okta's System Log: events with the fields, names and reasons of developer.okta.com/docs/reference/api/system-log.

Two orgs speak a little differently: in Classic a wrong password fails `user.session.start`; in the Identity
Engine it fails `user.authentication.auth_via_mfa` first, with the password as the factor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.eval.lockouts.writing.world import Origin, Scene, Someone

_MESSAGES = {
    "user.session.start": "User login to Okta",
    "user.session.end": "User logout from Okta",
    "user.authentication.sso": "User single sign on to app",
    "user.authentication.auth_via_mfa": "Authentication of user via MFA",
    "user.authentication.verify": "Verify user identity",
    "user.authentication.auth_via_AD_agent": "Authenticate user with AD agent",
    "user.authentication.auth_via_radius": "Authentication of user via Radius",
    "user.account.lock": "Max sign in attempts exceeded",
    "user.account.lock.limit": "User account reached lockout limit",
    "user.account.unlock": "Account unlocked",
    "user.account.unlock_by_admin": "Unlock user account",
    "user.account.update_password": "User update password for Okta",
    "user.account.reset_password": "User reset password for Okta (by admin)",
    "user.account.expire_password": "Expire user password",
    "user.lifecycle.suspend": "Suspend Okta user",
    "user.lifecycle.unsuspend": "Unsuspend Okta user",
    "user.lifecycle.deactivate": "Deactivate Okta user",
    "user.mfa.okta_verify.deny_push": "User rejected Okta push verify",
    "user.mfa.factor.reset_all": "Reset all factors for user",
    "user.mfa.factor.activate": "Activate factor or authenticator enrollment method for user",
    "policy.evaluate_sign_on": "Evaluation of sign-on policy",
    "application.policy.sign_on.deny_access": "Deny user access due to app sign on policy",
    "security.threat.detected": "Request from suspicious actor",
    "app.generic.unauth_app_access_attempt": "User attempted unauthorized access to app",
    "group.user_membership.add": "Add user to group membership",
    "group.user_membership.remove": "Remove user from group membership",
    "application.user_membership.add": "Add user to application membership",
    "application.user_membership.remove": "Remove user's application membership",
    "app.access_request.request": "Request to access an app",
    "app.access_request.approver.deny": "Approver denied a request to access an app",
    "app.access_request.deny": "Request to access an app denied",
    "app.access_request.grant": "Request to access an app granted",
    "access.request.create": "Access request created",
    "access.request.reject": "Access request rejected",
    "certification.campaign.item.decide": "Decision on an access certification campaign item",
}


@dataclass(frozen=True)
class OktaPen:
    """Writes one person's Okta events; every method takes minutes before now and gives the event's uuid."""

    scene: Scene

    # --- signing in ---------------------------------------------------------------------------------------

    def signs_in(self, ago: float, origin: Origin | None = None) -> str:
        return self._event(ago, "user.session.start", origin=origin)

    def wrong_password(self, ago: float, origin: Origin | None = None, kind: str = "") -> str:
        """`kind` where another event records it, such as `user.authentication.auth_via_AD_agent`."""
        kind = kind or (
            "user.authentication.auth_via_mfa" if self.scene.office.identity_engine else "user.session.start"
        )
        debug = {"factor": "PASSWORD_AS_FACTOR"} if self.scene.office.identity_engine else {}
        return self._event(ago, kind, "FAILURE", "INVALID_CREDENTIALS", origin=origin, debug=debug, credential="PASSWORD")  # fmt: skip

    def turned_away(self, ago: float, reason: str, origin: Origin | None = None) -> str:
        """A sign-in refused for another reason, such as LOCKED_OUT, PASSWORD_EXPIRED or VERIFICATION_ERROR."""
        return self._event(ago, "user.session.start", "FAILURE", reason, origin=origin)

    def factor(self, ago: float, ok: bool = True, factor: str = "OKTA_SOFT_TOKEN", origin: Origin | None = None, reason: str = "INVALID_CREDENTIALS") -> str:  # fmt: skip
        return self._event(ago, "user.authentication.auth_via_mfa", "SUCCESS" if ok else "FAILURE", None if ok else reason, origin=origin, debug={"factor": factor}, credential="OTP")  # fmt: skip

    def push_denied(self, ago: float, origin: Origin | None = None) -> str:
        return self._event(ago, "user.mfa.okta_verify.deny_push", origin=origin, severity="WARN")

    def policy(self, ago: float, result: str, rule: str, origin: Origin | None = None) -> str:
        targets = [
            {"id": "00p" + self.scene.hexes(17), "type": "PolicyEntity", "alternateId": "unknown", "displayName": f"{self.scene.office.name} sign-on policy", "detailEntry": {"policyType": "OktaSignOn"}},
            {"id": "0pr" + self.scene.hexes(17), "type": "PolicyRule", "alternateId": "00p1", "displayName": rule, "detailEntry": None},
        ]  # fmt: skip
        return self._event(ago, "policy.evaluate_sign_on", result, f"Sign-on policy evaluation resulted in {result}", origin=origin, targets=targets)  # fmt: skip

    def factors_do_not_satisfy(self, ago: float, app: str) -> str:
        """The app's policy asks for an authenticator that this person has not enrolled."""
        return self._event(ago, "application.policy.sign_on.deny_access", "DENY", "User's enrolled authenticators cannot satisfy the policy", targets=[self._app(app), self._app_user(app)], severity="WARN")  # fmt: skip

    def threat(
        self,
        ago: float,
        origin: Origin,
        reason: str = "Login failures with high unknown users count",
        result: str = "DENY",
    ) -> str:
        """ALLOW where ThreatInsight only writes down what it sees."""
        return self._event(ago, "security.threat.detected", result, reason, origin=origin, severity="WARN", debug={"threatDetections": '{"' + reason + '":"HIGH"}', "threatSuspected": "true"})  # fmt: skip

    # --- the account --------------------------------------------------------------------------------------

    def locked(self, ago: float, origin: Origin | None = None, for_good: bool = False) -> str:
        kind = "user.account.lock.limit" if for_good else "user.account.lock"
        return self._event(ago, kind, "FAILURE", "LOCKED_OUT", origin=origin, targets=[self._user(self.scene.who)], debug={}, severity="WARN")  # fmt: skip

    def account(self, ago: float, kind: str, by: str = "", reason: str | None = None) -> str:
        """Something done to the account, such as `user.lifecycle.suspend`; by Okta itself where nobody is named."""
        actor = self._user(self.scene.colleague(by)) if by else _SYSTEM
        return self._event(ago, kind, reason=reason, actor=actor, targets=[self._user(self.scene.who)], origin=self.scene.colleague(by).desk if by else None)  # fmt: skip

    def changes_own(self, ago: float, kind: str) -> str:
        """Something a person does to their own account, such as `user.account.update_password`."""
        return self._event(ago, kind, targets=[self._user(self.scene.who)])

    # --- applications -------------------------------------------------------------------------------------

    def opens(self, ago: float, app: str, origin: Origin | None = None) -> str:
        return self._event(ago, "user.authentication.sso", targets=[self._app(app), self._app_user(app)], origin=origin)  # fmt: skip

    def not_let_in(self, ago: float, app: str) -> str:
        return self._event(ago, "app.generic.unauth_app_access_attempt", "FAILURE", "User is not assigned to the application", targets=[self._app(app)], severity="WARN")  # fmt: skip

    def group(self, ago: float, change: str, group: str, by: str = "") -> str:
        """`change` is add or remove; by the access assistant's own API client where nobody is named."""
        actor = self._user(self.scene.colleague(by)) if by else _ASSISTANT
        target = {"id": "00g" + self.scene.hexes(17), "type": "UserGroup", "alternateId": "unknown", "displayName": group, "detailEntry": None}  # fmt: skip
        return self._event(ago, f"group.user_membership.{change}", actor=actor, targets=[self._user(self.scene.who), target])  # fmt: skip

    def assignment(self, ago: float, change: str, app: str, by: str) -> str:
        return self._event(ago, f"application.user_membership.{change}", actor=self._user(self.scene.colleague(by)), targets=[self._app_user(app), self._app(app), self._user(self.scene.who)])  # fmt: skip

    def request(self, ago: float, step: str, app: str, by: str = "") -> str:
        """`step` is request, approver.deny, deny or grant; create or reject where requests are made in Identity Governance."""
        actor = self._user(self.scene.colleague(by)) if by else self._user(self.scene.who) if step in {"request", "create"} else _SYSTEM  # fmt: skip
        family = "access.request" if step in {"create", "reject"} else "app.access_request"
        return self._event(ago, f"{family}.{step}", actor=actor, targets=[self._user(self.scene.who), self._app(app)])  # fmt: skip

    def review_revokes(self, ago: float, group: str, by: str) -> str:
        target = {"id": "00g" + self.scene.hexes(17), "type": "UserGroup", "alternateId": "unknown", "displayName": group, "detailEntry": None}  # fmt: skip
        return self._event(ago, "certification.campaign.item.decide", debug={"decision": "REVOKE"}, actor=self._user(self.scene.colleague(by)), targets=[self._user(self.scene.who), target])  # fmt: skip

    # --- the event itself ---------------------------------------------------------------------------------

    def other(self, ago: float, kind: str, message: str) -> str:
        """An event of a type nobody reads."""
        return self._event(ago, kind, message=message)

    def _app(self, name: str) -> dict[str, Any]:
        return {"id": "0oa" + self.scene.hexes(17), "type": "AppInstance", "alternateId": name, "displayName": name, "detailEntry": {"signOnModeType": "SAML_2_0"}}  # fmt: skip

    def _app_user(self, name: str) -> dict[str, Any]:
        who = self.scene.who
        return {"id": "0ua" + self.scene.hexes(17), "type": "AppUser", "alternateId": who.logins["okta"], "displayName": who.name, "detailEntry": None}  # fmt: skip

    def _user(self, who: Someone) -> dict[str, Any]:
        return {"id": "00u" + who.stable("okta", "0123456789abcdefghijklmnopqrstuvwxyz", 17), "type": "User", "alternateId": who.logins["okta"], "displayName": who.name, "detailEntry": None}  # fmt: skip

    def _event(
        self,
        ago: float,
        kind: str,
        result: str = "SUCCESS",
        reason: str | None = None,
        *,
        actor: Mapping[str, Any] | None = None,
        targets: Sequence[Mapping[str, Any]] = (),
        origin: Origin | None = None,
        debug: Mapping[str, str] | None = None,
        severity: str = "",
        credential: str | None = None,
        message: str = "",
    ) -> str:
        scene, at = self.scene, self.scene.at(ago)
        outcome = {"result": result} | ({"reason": reason} if reason else {})
        request, session, uuid = scene.hexes(32), "idx" + scene.hexes(22), scene.guid()
        by_hand = actor is None or actor["type"] == "User"
        client, security, chain = _client(origin or scene.who.desk) if by_hand else (_NO_CLIENT, {}, [])
        raw = {
            "actor": actor or self._user(scene.who),
            "client": client,
            "device": None,
            "authenticationContext": {"authenticationProvider": None, "credentialProvider": None, "credentialType": credential, "issuer": None, "interface": None, "authenticationStep": 0, "externalSessionId": session, "rootSessionId": session},
            "displayMessage": message or _MESSAGES[kind],
            "eventType": kind,
            "outcome": outcome,
            "published": at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z",
            "securityContext": security,
            "severity": severity or ("WARN" if result in {"FAILURE", "DENY"} else "INFO"),
            "debugContext": {"debugData": {"requestId": request, "requestUri": "/idp/idx/identify", "url": "/idp/idx/identify?", **(debug or {})}},
            "legacyEventType": None,
            "transaction": {"type": "WEB", "id": request, "detail": {}},
            "uuid": uuid,
            "version": "0",
            "request": {"ipChain": chain},
            "target": list(targets) or None,
        }  # fmt: skip
        return scene.record("okta", at, uuid, raw)


_SYSTEM = {"id": "00u0system", "type": "SystemPrincipal", "alternateId": "system@okta.com", "displayName": "Okta System", "detailEntry": None}  # fmt: skip
_ASSISTANT = {"id": "0oa0accessassistant", "type": "PublicClientApp", "alternateId": "unknown", "displayName": "Access assistant (API)", "detailEntry": None}  # fmt: skip
_NO_CLIENT = {"userAgent": None, "zone": None, "device": None, "id": None, "ipAddress": None, "geographicalContext": None}  # fmt: skip


def _client(origin: Origin) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]:
    site, machine = origin.site, origin.machine
    place = {"city": site.city, "state": site.state, "country": site.country_name, "postalCode": None, "geolocation": {"lat": site.latitude, "lon": site.longitude}}  # fmt: skip
    client = {"userAgent": {"rawUserAgent": machine.agent, "os": machine.system, "browser": machine.browser}, "zone": "null", "device": machine.kind, "id": None, "ipAddress": origin.address, "geographicalContext": place}  # fmt: skip
    security = {"asNumber": site.asn, "asOrg": site.network.lower(), "isp": site.network.lower(), "domain": site.domain, "isProxy": False}  # fmt: skip
    return client, security, [{"ip": origin.address, "geographicalContext": place, "version": "V4", "source": None}]  # fmt: skip
