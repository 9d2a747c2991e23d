"""The Windows Security log, as winlogbeat ships it (ECS) or as raw EVTX turned into JSON (`evtx_dump -o jsonl`).

Event ids and status codes are Microsoft's: learn.microsoft.com/windows/security/threat-protection/auditing, and
MS-ERREF for the statuses. Kerberos' 0x12 stands for disabled, expired, locked out or outside hours alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.eval.lockouts.writing.world import Scene, Someone

WRONG_PASSWORD, NO_SUCH_USER, OUTSIDE_HOURS = "0xc000006a", "0xc0000064", "0xc000006f"
WRONG_WORKSTATION, PASSWORD_EXPIRED, DISABLED = "0xc0000070", "0xc0000071", "0xc0000072"
ACCOUNT_EXPIRED, MUST_CHANGE_PASSWORD, LOCKED = "0xc0000193", "0xc0000224", "0xc0000234"
NO_LOGON_RIGHT = "0xc000015b"
RESTRICTED = "0xc000006e"
"""Some restriction of the account, and no word which."""
_NO_SUBSTATUS = {LOCKED, MUST_CHANGE_PASSWORD, NO_LOGON_RIGHT, RESTRICTED}
_OUTER = dict.fromkeys((WRONG_PASSWORD, NO_SUCH_USER), "0xc000006d") | dict.fromkeys((OUTSIDE_HOURS, WRONG_WORKSTATION, PASSWORD_EXPIRED, DISABLED, ACCOUNT_EXPIRED), "0xc000006e")  # fmt: skip
"""What Status says where SubStatus has the reason: logon failure, or account restriction."""
_REASON_IDS = {WRONG_PASSWORD: "%%2313", NO_SUCH_USER: "%%2313", OUTSIDE_HOURS: "%%2311", WRONG_WORKSTATION: "%%2312", PASSWORD_EXPIRED: "%%2309", DISABLED: "%%2310", ACCOUNT_EXPIRED: "%%2305", MUST_CHANGE_PASSWORD: "%%2306", LOCKED: "%%2307", NO_LOGON_RIGHT: "%%2308", RESTRICTED: "%%2304"}  # fmt: skip
_ACTIONS = {4624: "logged-in", 4625: "logon-failed", 4723: "changed-password", 4724: "reset-password", 4725: "disabled-user-account", 4722: "enabled-user-account", 4738: "modified-user-account", 4740: "locked-out-user-account", 4767: "unlocked-user-account", 4768: "kerberos-authentication-ticket-requested", 4771: "kerberos-preauth-failed", 4776: "credential-validated", 4634: "logged-out", 5140: "network-share-accessed"}  # fmt: skip
_TASKS = {4624: ("Logon", 12544), 4625: ("Logon", 12544), 4634: ("Logoff", 12545), 4768: ("Kerberos Authentication Service", 14339), 4771: ("Kerberos Authentication Service", 14339), 4776: ("Credential Validation", 14336), 5140: ("File Share", 12808)}  # fmt: skip
_AUDIT_FAILURE = {4625, 4771}
_GUID = "{54849625-5478-4994-a5ba-3e3b0328c30d}"


@dataclass(frozen=True)
class WindowsPen:
    """Writes one person's Windows events; every method takes minutes before now and gives the record id."""

    scene: Scene
    record: str = ""
    """A record id of its own for the next events; each machine counts anew, so two machines may have the same."""
    capital: bool = False
    """Statuses as 0xC000006A; both spellings are about."""

    def logs_on(self, ago: float, kind: int = 2) -> str:
        who = self.scene.who
        data = self._subject(who.desk.machine.name + "$") | self._target() | {"LogonType": str(kind), "LogonProcessName": "User32 ", "AuthenticationPackageName": "Negotiate", "WorkstationName": who.desk.machine.name, "IpAddress": who.desk.inner, "IpPort": "0", "TargetLogonId": "0x" + self.scene.hexes(7)}  # fmt: skip
        return self._event(ago, 4624, data, computer=who.desk.machine.name)

    def refused(self, ago: float, status: str, computer: str = "", kind: int = 2) -> str:
        """4625: a logon that failed with this status, at the person's own workstation unless another is named."""
        machine = computer or self.scene.who.desk.machine.name
        data = self._subject(machine + "$") | self._target(sid="S-1-0-0") | {"Status": _OUTER.get(status, status), "FailureReason": _REASON_IDS[status], "SubStatus": "0x0" if status in _NO_SUBSTATUS else status, "LogonType": str(kind), "LogonProcessName": "User32 ", "AuthenticationPackageName": "Negotiate", "WorkstationName": machine, "IpAddress": "127.0.0.1" if kind == 2 else self.scene.who.desk.inner, "IpPort": "0"}  # fmt: skip
        return self._event(ago, 4625, data, computer=machine)

    def preauth_failed(self, ago: float, status: str, address: str = "") -> str:
        """4771: 0x18 is a wrong password, 0x17 an expired one, 0x12 a client that is disabled, expired or locked out."""
        who = self.scene.who
        data = {"TargetUserName": who.logins["windows"], "TargetSid": self._sid(who), "ServiceName": f"krbtgt/{self.scene.office.forest}", "TicketOptions": "0x40810010", "Status": status, "PreAuthType": "0" if status == "0x12" else "2", "IpAddress": f"::ffff:{address or who.desk.inner}", "IpPort": "5" + str(self.scene.draw.randrange(1000, 9999)), "CertIssuerName": "", "CertSerialNumber": "", "CertThumbprint": ""}  # fmt: skip
        return self._event(ago, 4771, data)

    def ticket(self, ago: float, status: str = "0x0") -> str:
        """4768: a ticket asked for, and given where the status is 0x0."""
        who = self.scene.who
        data = {"TargetUserName": who.logins["windows"], "TargetDomainName": self.scene.office.forest, "TargetSid": self._sid(who) if status == "0x0" else "S-1-0-0", "ServiceName": "krbtgt", "ServiceSid": "S-1-5-21-1720481537-908126455-2664019837-502", "TicketOptions": "0x40810010", "Status": status, "TicketEncryptionType": "0x12" if status == "0x0" else "0xffffffff", "PreAuthType": "2" if status == "0x0" else "-", "IpAddress": f"::ffff:{who.desk.inner}", "IpPort": "5" + str(self.scene.draw.randrange(1000, 9999))}  # fmt: skip
        return self._event(ago, 4768, data)

    def validated(self, ago: float, status: str = "0x0", workstation: str = "") -> str:
        """4776: NTLM credentials checked by a domain controller, for the workstation named."""
        data = {"PackageName": "MICROSOFT_AUTHENTICATION_PACKAGE_V1_0", "TargetUserName": self.scene.who.logins["windows"], "Workstation": workstation or self.scene.who.desk.machine.name, "Status": status}  # fmt: skip
        return self._event(ago, 4776, data)

    def locked(self, ago: float, caller: str = "") -> str:
        """4740: `caller` is the computer the failures came from; it stands where the domain usually does."""
        who = self.scene.who
        controller = self.scene.office.controllers[0]
        data = {"TargetUserName": who.logins["windows"], "TargetDomainName": caller or who.desk.machine.name, "TargetSid": self._sid(who)} | self._subject(controller.split(".")[0] + "$")  # fmt: skip
        return self._event(ago, 4740, data)

    def account(self, ago: float, code: int, by: str) -> str:
        """4767 unlocked, 4724 reset, 4725 disabled, 4722 enabled, 4738 changed, 4723 changed by its owner."""
        who, actor = self.scene.who, self.scene.colleague(by)
        data = {"TargetUserName": who.logins["windows"], "TargetDomainName": self.scene.office.forest, "TargetSid": self._sid(who), "SubjectUserSid": self._sid(actor), "SubjectUserName": actor.logins["windows"], "SubjectDomainName": self.scene.office.forest, "SubjectLogonId": "0x" + self.scene.hexes(6)}  # fmt: skip
        return self._event(ago, code, data)

    def other(self, ago: float, code: int) -> str:
        """An event that says nothing about signing in."""
        return self._event(ago, code, self._subject(self.scene.who.logins["windows"]) | {"ShareName": "\\\\*\\projects", "IpAddress": self.scene.who.desk.inner})  # fmt: skip

    # --- the event itself ---------------------------------------------------------------------------------

    def _sid(self, who: Someone) -> str:
        return f"S-1-5-21-1720481537-908126455-2664019837-{who.directory_number}"

    def _subject(self, name: str) -> dict[str, str]:
        return {"SubjectUserSid": "S-1-5-18", "SubjectUserName": name, "SubjectDomainName": self.scene.office.forest, "SubjectLogonId": "0x3e7"}  # fmt: skip

    def _target(self, sid: str = "") -> dict[str, str]:
        who = self.scene.who
        return {"TargetUserSid": sid or self._sid(who), "TargetUserName": who.logins["windows"], "TargetDomainName": self.scene.office.forest}  # fmt: skip

    def _event(self, ago: float, code: int, data: Mapping[str, str], computer: str = "") -> str:
        scene, at = self.scene, self.scene.at(ago)
        host = (
            f"{computer}.{scene.office.domain}" if computer else scene.draw.choice(scene.office.controllers)
        )
        if self.capital:
            data = {name: "0x" + value[2:].upper() if name in {"Status", "SubStatus"} else value for name, value in data.items()}  # fmt: skip
        record = self.record or str(scene.draw.randrange(2_000_000, 9_000_000))
        failed = code in _AUDIT_FAILURE or (code in {4768, 4776} and data["Status"].lower() != "0x0")
        raw = self._evtx(at, code, data, host, record, failed) if scene.office.raw_windows else self._ecs(at, code, data, host, record, failed)  # fmt: skip
        return scene.record("windows", at, record, raw)

    def _ecs(self, at: datetime, code: int, data: Mapping[str, str], host: str, record: str, failed: bool) -> dict[str, Any]:  # fmt: skip
        stamp = at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
        name = data.get("TargetUserName", data.get("SubjectUserName", ""))
        address = data.get("IpAddress", "").removeprefix("::ffff:")
        raw = {
            "@timestamp": stamp,
            "event": {"action": _ACTIONS[code], "code": str(code), "created": stamp, "kind": "event", "module": "security", "outcome": "failure" if failed else "success", "provider": "Microsoft-Windows-Security-Auditing"},
            "ecs": {"version": "8.17.0"},
            "host": {"name": host},
            "log": {"level": "information"},
            "user": {"name": name, "domain": data.get("TargetDomainName", ""), "id": data.get("TargetSid", data.get("TargetUserSid", ""))},
            "related": {"user": [name]},
            "winlog": {"api": "wineventlog", "channel": "Security", "computer_name": host, "event_data": dict(data), "event_id": str(code), "keywords": ["Audit Failure" if failed else "Audit Success"], "opcode": "Info", "provider_guid": _GUID, "provider_name": "Microsoft-Windows-Security-Auditing", "record_id": record, "task": _TASKS.get(code, ("User Account Management", 13824))[0]},
        }  # fmt: skip
        return raw | ({"source": {"ip": address}} if address else {})

    def _evtx(self, at: datetime, code: int, data: Mapping[str, str], host: str, record: str, failed: bool) -> dict[str, Any]:  # fmt: skip
        system = {
            "Provider": {"#attributes": {"Name": "Microsoft-Windows-Security-Auditing", "Guid": _GUID.strip("{}").upper()}},
            "EventID": code,
            "Version": 0,
            "Level": 0,
            "Task": _TASKS.get(code, ("", 13824))[1],
            "Opcode": 0,
            "Keywords": "0x8010000000000000" if failed else "0x8020000000000000",
            "TimeCreated": {"#attributes": {"SystemTime": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")}},
            "EventRecordID": int(record),
            "Correlation": None,
            "Execution": {"#attributes": {"ProcessID": 712, "ThreadID": 4120}},
            "Channel": "Security",
            "Computer": host,
            "Security": None,
        }  # fmt: skip
        return {"Event": {"#attributes": {"xmlns": "http://schemas.microsoft.com/win/2004/08/events/event"}, "System": system, "EventData": dict(data)}}  # fmt: skip
