"""What Windows writes, in every shape it comes in."""

from __future__ import annotations

from typing import Any

import pytest

from intents.signins.event import Reason
from intents.signins.normalise import normalise
from tests.intents.signins.shapes import ago, windows

R = Reason


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

    # The domain of an event has no more than 15 letters of a machine's name.
    long = normalise({**TOP, "TargetDomainName": "RECEPTION-DESK-", "Hostname": "Reception-Desk-07.theatre.example"})  # fmt: skip

    assert local.login == "pc7$\\ada.moor"
    assert long.login == "reception-desk-$\\ada.moor"
