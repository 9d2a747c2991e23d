"""Sign-ins and audit entries of Entra, exported, from Graph, and from Azure Monitor's tables."""

from __future__ import annotations

import json
from typing import Any

import pytest

from intents.signins.event import Happened
from intents.signins.normalise import normalise
from tests.intents.signins.shapes import entra

H = Happened


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


def test_a_refreshed_token_is_unattended() -> None:
    assert not normalise(entra(0, category="NonInteractiveUserSignInLogs")).attended


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
