"""docs/lockouts.md lists the codes that are read, all of them and as what."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from intents.signins.event import Reason
from intents.signins.explanation import Cause
from intents.signins.providers import duo, entra_codes, windows_codes

DOCUMENT = (Path(__file__).parents[3] / "docs" / "lockouts.md").read_text(encoding="utf-8")


def rows(heading: str) -> dict[str, set[str]]:
    """The codes of the table under that heading, by what they are read as."""
    section = DOCUMENT.partition(f"### {heading}\n")[2].partition("\n###")[0].partition("\n## ")[0]
    found: dict[str, set[str]] = {}
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 2 and not cells[0].startswith("-"):
            found.setdefault(cells[1], set()).update(re.findall(r"`?([\w.]+)`?", cells[0]))
    return found


def test_every_entra_code_is_listed_once() -> None:
    listed = rows("Microsoft Entra")
    codes = {int(code) for found in listed.values() for code in found if code.isdigit()}

    assert codes == {
        *entra_codes.REASONS, *entra_codes.INTERRUPTS, *entra_codes.INTERRUPTED_FOR_MFA, entra_codes.SHARED,
    }  # fmt: skip
    assert {int(code) for code in listed["a step of a sign-in, not a failure"]} == entra_codes.INTERRUPTS


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("wrong password", Reason.WRONG_PASSWORD),
        ("password expired", Reason.PASSWORD_EXPIRED),
        ("device", Reason.DEVICE_NOT_COMPLIANT),
        ("policy", Reason.POLICY),
        ("not assigned, or not consented to", Reason.NOT_ASSIGNED),
        ("no second factor set up", Reason.MFA_NOT_ENROLLED),
    ],
)
def test_an_entra_code_is_read_as_the_table_says(said: str, reason: Reason) -> None:
    assert {int(code) for code in rows("Microsoft Entra")[said]} == {
        code for code, found in entra_codes.REASONS.items() if found is reason
    }


def test_every_windows_event_and_status_is_listed() -> None:
    words = {word for found in rows("Windows").values() for word in found}

    assert {int(word) for word in words if word.isdigit()} == {*windows_codes.KINDS, 4738}
    assert {word for word in words if word.startswith("0x")} == {
        *windows_codes.STATUSES,
        *windows_codes.KERBEROS,
    }


def test_every_reason_of_duo_is_listed_and_every_cause_explained() -> None:
    listed = {word for found in rows("Duo").values() for word in found} - {"reason"}

    assert listed == set(duo.REASONS)
    assert all(f"`{cause.value}`" in DOCUMENT for cause in Cause)
