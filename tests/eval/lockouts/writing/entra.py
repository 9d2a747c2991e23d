"""Microsoft Entra's sign-in logs, as the Azure Monitor export or as Graph `signIn` objects.

Codes and failure reasons are those of learn.microsoft.com/entra/identity-platform/reference-error-codes. 50053
stands for two things, and only the failure reason tells which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.eval.lockouts.writing.world import Origin, Scene

LOCKED = (
    "Account is locked because user tried to sign in too many times with an incorrect user ID or password."
)
BAD_ADDRESS = "Sign-in was blocked because it came from an IP address with malicious activity."
REASONS = {
    0: "Other.",
    50034: "The user account does not exist in the directory.",
    50055: "Invalid password, entered expired password.",
    50057: "User account is disabled. The account has been disabled by an administrator.",
    50058: "Session information is not sufficient for single-sign-on.",
    50072: "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access the resource.",
    50074: "Strong Authentication is required.",
    50076: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.",
    50079: "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access the resource.",
    50105: "Your administrator has configured the application to block users unless they are specifically granted (assigned) access to the application.",
    50126: "Error validating credentials due to invalid username or password.",
    50129: "Device is not Workplace joined - Workplace join is required to register the device.",
    50131: "Device used during the authentication is not in a state that is allowed, or the request was blocked due to suspicious activity, access policy or security policy decisions.",
    50133: "Session is invalid due to expiration or recent password change.",
    50140: "This occurred due to 'Keep me signed in' interrupt when the user was signing-in.",
    50144: "User's Active Directory password has expired.",
    53000: "Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant.",
    53001: "Device is not in required device state: domain_joined. Conditional Access policy requires a domain joined device, and the device is not domain joined.",
    53003: "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
    65001: "The user or administrator has not consented to use the application with ID.",
    70043: "The refresh token has expired or is invalid due to sign-in frequency checks by Conditional Access.",
    80012: "The users attempted to log on outside of the allowed hours (this is specified in AD).",
    530035: "Access has been blocked by security defaults.",
    500121: "Authentication failed during strong authentication request.",
}  # fmt: skip


@dataclass(frozen=True)
class EntraPen:
    """Writes one person's Entra sign-ins; every method takes minutes before now and gives the event's id."""

    scene: Scene

    def signs_in(self, ago: float, app: str = "Microsoft Teams", origin: Origin | None = None) -> str:
        return self.attempt(ago, 0, app, origin)

    def wrong_password(self, ago: float, app: str = "Office 365 Exchange Online", origin: Origin | None = None) -> str:  # fmt: skip
        return self.attempt(ago, 50126, app, origin)

    def attempt(
        self,
        ago: float,
        code: int,
        app: str = "Office 365 Exchange Online",
        origin: Origin | None = None,
        *,
        reason: str = "",
        policies: Sequence[str] = (),
        detail: str = "",
        interactive: bool = True,
        compliant: bool | None = None,
    ) -> str:
        """One sign-in with its AADSTS code. `policies` name conditional access that failed, `detail` the second factor's outcome."""
        scene, at, who = self.scene, self.scene.at(ago), self.scene.who
        origin = origin or who.desk
        site, machine = origin.site, origin.machine
        stamp = at.strftime("%Y-%m-%dT%H:%M:%S")
        managed = machine.managed if compliant is None else compliant
        old_client = machine.browser == "UNKNOWN"
        signin: dict[str, Any] = {
            "id": scene.guid(),
            "createdDateTime": f"{stamp}Z" if scene.office.graph_entra else f"{stamp}.{at.microsecond:06d}+00:00",
            "userDisplayName": who.name,
            "userPrincipalName": who.logins["entra"],
            "userId": _object_id(who.stable("entra", "0123456789abcdef", 32)),
            "appId": _object_id(_steady(app, 32)),
            "appDisplayName": app,
            "ipAddress": origin.address,
            "clientAppUsed": "Exchange ActiveSync" if old_client else "Browser",
            "userAgent": machine.agent,
            "correlationId": scene.guid(),
            "conditionalAccessStatus": "failure" if policies else "success" if code == 0 else "notApplied",
            "isInteractive": interactive,
            "riskDetail": "none",
            "riskLevelAggregated": "none",
            "riskLevelDuringSignIn": "none",
            "riskState": "none",
            "resourceDisplayName": app,
            "status": {"errorCode": code, "failureReason": reason or REASONS[code], "additionalDetails": detail or None},
            "deviceDetail": {
                "deviceId": _object_id(_steady(machine.name, 32)) if machine.managed and machine.name else "",
                "displayName": machine.name if machine.managed else "",
                "operatingSystem": machine.system,
                "browser": "" if old_client else f"{machine.browser.title()} 142.0.0",
                "isCompliant": managed if machine.managed else False,
                "isManaged": machine.managed,
                "trustType": "Hybrid Azure AD joined" if machine.managed else "",
            },
            "location": {"city": site.city, "state": site.state, "countryOrRegion": site.country, "geoCoordinates": {"altitude": None, "latitude": site.latitude, "longitude": site.longitude}},
            "appliedConditionalAccessPolicies": [{"id": _object_id(_steady(name, 32)), "displayName": name, "enforcedGrantControls": ["Block"] if code == 53003 else ["RequireCompliantDevice"], "result": "failure"} for name in policies],
        }  # fmt: skip
        raw = signin if scene.office.graph_entra else self._exported(signin, at.strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z", site.asn)  # fmt: skip
        return scene.record("entra", at, signin["id"], raw)

    def _exported(self, signin: dict[str, Any], time: str, asn: int) -> dict[str, Any]:
        code = signin["status"]["errorCode"]
        detail = signin["status"].pop("additionalDetails")
        if detail:
            signin["status"]["additionalDetails"] = detail
        tenant = self.scene.office.tenant
        factor = [{"authenticationStepDateTime": time, "authenticationMethod": "Mobile app notification", "succeeded": code == 0, "authenticationStepResultDetail": detail}] if detail else []  # fmt: skip
        return {
            "time": time,
            "resourceId": f"/tenants/{tenant}/providers/Microsoft.aadiam",
            "operationName": "Sign-in activity",
            "operationVersion": "1.0",
            "category": "SignInLogs" if signin["isInteractive"] else "NonInteractiveUserSignInLogs",
            "tenantId": tenant,
            "resultType": str(code),
            "resultSignature": "SUCCESS" if code == 0 else "FAILURE",
            "resultDescription": signin["status"]["failureReason"],
            "durationMs": 0,
            "callerIpAddress": signin["ipAddress"],
            "correlationId": signin["correlationId"],
            "identity": signin["userDisplayName"],
            "Level": 4,
            "location": signin["location"]["countryOrRegion"],
            "properties": signin | {"authenticationDetails": factor, "authenticationRequirement": "multiFactorAuthentication" if factor else "singleFactorAuthentication", "tokenIssuerType": "AzureAD", "userType": "Member", "autonomousSystemNumber": asn},
        }  # fmt: skip


def _steady(text: str, length: int) -> str:
    """The same hexadecimal digits for the same text, without a generator: apps, policies and devices keep their ids."""
    value = 7
    for letter in text:
        value = (value * 1_000_003 + ord(letter)) % (1 << 128)
    return f"{value:032x}"[:length]


def _object_id(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
