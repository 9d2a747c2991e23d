"""Google Workspace's login and admin activities, as the Reports API lists them.

Names of events and parameters are those of developers.google.com/workspace/admin/reports/v1/appendix/activity
(login, admin user settings).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.eval.lockouts.writing.world import Origin, Scene, Someone


@dataclass(frozen=True)
class GooglePen:
    """Writes one person's Google activities; every method takes minutes before now and gives the unique qualifier."""

    scene: Scene

    def signs_in(self, ago: float, origin: Origin | None = None) -> str:
        return self._login(ago, "login_success", [_one("login_type", "google_password"), _many("login_challenge_method", "password"), _flag("is_suspicious", False)], origin)  # fmt: skip

    def fails(
        self, ago: float, kind: str = "login_failure_invalid_password", origin: Origin | None = None
    ) -> str:
        return self._login(ago, "login_failure", [_one("login_type", "google_password"), _one("login_failure_type", kind), _many("login_challenge_method", "password")], origin)  # fmt: skip

    def challenge_fails(self, ago: float, method: str = "google_authenticator") -> str:
        return self._login(ago, "login_challenge", [_one("login_type", "google_password"), _many("login_challenge_method", method), _one("login_challenge_status", "Challenge Failed.")], None)  # fmt: skip

    def disabled(self, ago: float, why: str) -> str:
        """Google's own step: `why` is password_leak, hijacked, spamming or generic."""
        event = {"type": "account_warning", "name": f"account_disabled_{why}", "parameters": [_one("affected_email_address", self.scene.who.logins["google"])]}  # fmt: skip
        return self._event(ago, "login", event, self.scene.who, None)

    def admin(self, ago: float, name: str, by: str) -> str:
        """An administrator's step, such as SUSPEND_USER, UNSUSPEND_USER or CHANGE_PASSWORD."""
        event = {"type": "USER_SETTINGS", "name": name, "parameters": [_one("USER_EMAIL", self.scene.who.logins["google"])]}  # fmt: skip
        actor = self.scene.colleague(by)
        return self._event(ago, "admin", event, actor, actor.desk)

    def changes_password(self, ago: float) -> str:
        return self._event(ago, "user_accounts", {"type": "password_change", "name": "password_edit"}, self.scene.who, self.scene.who.desk)  # fmt: skip

    def other(self, ago: float) -> str:
        event = {"type": "acl_change", "name": "change_document_visibility", "parameters": [_one("visibility", "people_within_domain_with_link"), _one("doc_title", "Dailies notes")]}  # fmt: skip
        return self._event(ago, "drive", event, self.scene.who, self.scene.who.desk)

    def _login(self, ago: float, name: str, parameters: list[dict[str, Any]], origin: Origin | None) -> str:
        return self._event(ago, "login", {"type": "login", "name": name, "parameters": parameters}, self.scene.who, origin or self.scene.who.desk)  # fmt: skip

    def _event(self, ago: float, application: str, event: dict[str, Any], actor: Someone, origin: Origin | None) -> str:  # fmt: skip
        scene, at = self.scene, self.scene.at(ago)
        qualifier = str(scene.draw.randrange(-(1 << 62), 1 << 62))
        raw = {
            "kind": "admin#reports#activity",
            "id": {"time": at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z", "uniqueQualifier": qualifier, "applicationName": application, "customerId": "C02k9v4rw"},
            "etag": f'"{scene.hexes(24)}"',
            "actor": {"email": actor.logins["google"], "profileId": actor.stable("google", "0123456789", 21)},
            "events": [event],
        }  # fmt: skip
        return scene.record("google", at, qualifier, raw | ({"ipAddress": origin.address} if origin else {}))


def _one(name: str, value: str) -> dict[str, Any]:
    return {"name": name, "value": value}


def _many(name: str, *values: str) -> dict[str, Any]:
    return {"name": name, "multiValue": list(values)}


def _flag(name: str, value: bool) -> dict[str, Any]:
    return {"name": name, "boolValue": value}
