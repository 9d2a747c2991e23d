"""Duo's authentication log, as version 2 of the Admin API gives it (duo.com/docs/adminapi, authentication logs)."""

from __future__ import annotations

from dataclasses import dataclass

from tests.eval.lockouts.writing.world import Origin, Scene

_RESULTS = {"user_approved": "success", "valid_passcode": "success", "remembered_device": "success", "user_marked_fraud": "fraud"}  # fmt: skip
_WITHOUT_FACTOR = {"deny_unenrolled_user", "user_disabled", "locked_out", "endpoint_is_not_trusted", "no_disk_encryption", "location_restricted", "out_of_date", "anonymous_ip", "factor_restricted"}  # fmt: skip


@dataclass(frozen=True)
class DuoPen:
    """Writes one person's second factors; the method takes minutes before now and gives the txid."""

    scene: Scene

    def answers(
        self,
        ago: float,
        reason: str = "user_approved",
        app: str = "Studio VPN",
        factor: str = "duo_push",
        origin: Origin | None = None,
    ) -> str:  # fmt: skip
        """One authentication with Duo's own reason, such as `no_response` or `invalid_passcode`."""
        scene, at, who = self.scene, self.scene.at(ago), self.scene.who
        origin = origin or who.desk
        place = {"city": origin.site.city, "country": origin.site.country_name, "state": origin.site.state}
        bare = reason in _WITHOUT_FACTOR
        txid = scene.guid()
        raw = {
            "access_device": {"browser": origin.machine.browser.title(), "browser_version": "142.0.0.0", "epkey": None, "flash_version": None, "hostname": origin.machine.name or None, "ip": origin.address, "is_encryption_enabled": reason != "no_disk_encryption", "is_firewall_enabled": True, "is_password_set": True, "java_version": None, "location": place, "os": origin.machine.system, "os_version": "10", "security_agents": []},
            "adaptive_trust_assessments": {},
            "alias": "unknown",
            "application": {"key": "DI" + _key(app), "name": app},
            "auth_device": {"ip": None, "key": None, "location": {"city": None, "country": None, "state": None}, "name": None} if bare else {"ip": who.home.address, "key": "DP" + who.stable("phone", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 18), "location": place, "name": "+44 7700 900" + who.stable("number", "0123456789", 3)},
            "email": who.email,
            "event_type": "authentication",
            "factor": "not_available" if bare else factor,
            "isotimestamp": at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
            "ood_software": None,
            "reason": reason,
            "result": _RESULTS.get(reason, "denied"),
            "timestamp": int(at.timestamp()),
            "trusted_endpoint_status": "not trusted" if reason == "endpoint_is_not_trusted" else "unknown",
            "txid": txid,
            "user": {"groups": ["studio staff"], "key": "DU" + who.stable("duo", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 18), "name": who.logins["duo"]},
        }  # fmt: skip
        return scene.record("duo", at, txid, raw)


def _key(name: str) -> str:
    return f"{sum(ord(letter) * 31**place for place, letter in enumerate(name)) % 10**18:018d}"
