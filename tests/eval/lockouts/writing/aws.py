"""AWS CloudTrail's console sign-ins of IAM users.

The fields are those of docs.aws.amazon.com/awscloudtrail/latest/userguide, "Console sign-in events". A wrong
password fails with MFAUsed "No"; where the password was right, CheckMfa succeeds first, and a wrong code then fails
with MFAUsed "Yes". A user name that does not exist is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.eval.lockouts.writing.world import Origin, Scene

_ACCOUNT = "111122223333"
HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"


@dataclass(frozen=True)
class AwsPen:
    """Writes one person's console sign-ins; every method takes minutes before now and gives the event's id."""

    scene: Scene

    def signs_in(self, ago: float, mfa: bool = True, origin: Origin | None = None) -> str:
        if mfa:
            self.checks_mfa(ago + 0.3, origin)
        return self._login(ago, "Success", mfa, origin)

    def wrong_password(self, ago: float, origin: Origin | None = None) -> str:
        return self._login(ago, "Failure", False, origin, error="Failed authentication")

    def wrong_code(self, ago: float, origin: Origin | None = None) -> str:
        return self._login(ago, "Failure", True, origin, error="Failed authentication")

    def checks_mfa(self, ago: float, origin: Origin | None = None) -> str:
        return self._event(ago, "CheckMfa", {"CheckMfa": "Success"}, {"MfaType": "Virtual MFA"}, origin)

    def no_such_user(self, ago: float) -> str:
        """Somebody at this person's address typed a user name that does not exist."""
        return self._event(ago, "ConsoleLogin", {"ConsoleLogin": "Failure"}, {"MFAUsed": "No", "MobileVersion": "No"}, None, error="No username found in supplied account", user=HIDDEN)  # fmt: skip

    def _login(self, ago: float, result: str, mfa: bool, origin: Origin | None, error: str = "") -> str:
        extra = {"LoginTo": "https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true", "MobileVersion": "No", "MFAUsed": "Yes" if mfa else "No"}  # fmt: skip
        return self._event(ago, "ConsoleLogin", {"ConsoleLogin": result}, extra, origin, error=error)

    def _event(self, ago: float, name: str, response: dict[str, str], extra: dict[str, str], origin: Origin | None, error: str = "", user: str = "") -> str:  # fmt: skip
        scene, at, who = self.scene, self.scene.at(ago), self.scene.who
        origin, login = origin or who.desk, user or who.logins["aws"]
        identity: dict[str, Any] = {"type": "IAMUser", "principalId": "AIDA" + who.stable("aws", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17), "arn": f"arn:aws:iam::{_ACCOUNT}:user/{login}", "accountId": _ACCOUNT, "userName": login}  # fmt: skip
        if user or response.get("ConsoleLogin") == "Failure":
            identity = {"type": "IAMUser", "principalId": identity["principalId"] if not user else "", "accountId": _ACCOUNT, "accessKeyId": "", "userName": login}  # fmt: skip
        event_id = scene.guid()
        raw = {
            "eventVersion": "1.08",
            "userIdentity": identity,
            "eventTime": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "eventSource": "signin.amazonaws.com",
            "eventName": name,
            "awsRegion": "eu-west-2",
            "sourceIPAddress": origin.address,
            "userAgent": origin.machine.agent,
            "requestParameters": None,
            "responseElements": response,
            "additionalEventData": extra,
            "eventID": event_id,
            "readOnly": False,
            "eventType": "AwsConsoleSignIn",
            "managementEvent": True,
            "recipientAccountId": _ACCOUNT,
            "eventCategory": "Management",
        }  # fmt: skip
        return scene.record("aws", at, event_id, raw | ({"errorMessage": error} if error else {}))
