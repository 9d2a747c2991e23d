"""The sign-in events of the demo company: whose they are, and what they explain."""

from __future__ import annotations

import pytest

from intents.signins.explain import explain
from intents.signins.explanation import Cause
from intents.signins.folder import read_folder
from intents.signins.own_records import ended_holdings
from tests.catalog.demo import (
    DOCUMENT,
    FILES,
    NOW,
    events_of,
    quillmere,
)


@pytest.mark.parametrize("provider", FILES)
def test_sign_in_events_are_about_people_of_the_company_and_in_order(provider: str) -> None:
    people = quillmere().people
    known = {person.email for person in people.values()} | set(people)
    at, who = {
        "okta": (lambda e: e["published"], lambda e: e["actor"]["alternateId"]),
        "entra": (lambda e: e["time"], lambda e: e["properties"]["userPrincipalName"]),
        "windows": (lambda e: e["@timestamp"], lambda e: e["winlog"]["event_data"]["TargetUserName"]),
        "google": (lambda e: e["id"]["time"], lambda e: e["actor"]["email"]),
        "cloudtrail": (lambda e: e["eventTime"], lambda e: e["userIdentity"]["userName"]),
        "duo": (lambda e: e["isotimestamp"], lambda e: e["email"]),
    }[provider]
    events = events_of(provider)
    times = [at(event) for event in events]
    assert times == sorted(times)
    assert times[-1] < NOW.isoformat()
    strangers = {who(event) for event in events if who(event) not in known}
    # The rule that takes expired access away acts on its own behalf.
    assert all(name.startswith("0oa") for name in strangers)


def test_sign_in_events_have_ids_of_their_own() -> None:
    ids = [
        *(event["uuid"] for event in events_of("okta")),
        *(event["properties"]["id"] for event in events_of("entra")),
        *(event["winlog"]["record_id"] for event in events_of("windows")),
        *(event["id"]["uniqueQualifier"] for event in events_of("google")),
        *(event["eventID"] for event in events_of("cloudtrail")),
        *(event["txid"] for event in events_of("duo")),
    ]
    assert len(set(ids)) == len(ids)


def test_sign_in_events_hold_many_kinds_of_lock_out() -> None:
    okta = {(e["eventType"], e["outcome"]["result"]) for e in events_of("okta")}
    assert {
        ("user.account.lock", "FAILURE"),
        ("policy.evaluate_sign_on", "DENY"),
        ("user.authentication.auth_via_mfa", "FAILURE"),
        ("user.lifecycle.suspend", "SUCCESS"),
        ("app.generic.unauth_app_access_attempt", "FAILURE"),
    } <= okta
    assert {"50053", "50055", "50057", "50074", "50079", "53000"} <= {
        e["resultType"] for e in events_of("entra")
    }
    windows = {e["winlog"]["event_data"].get("SubStatus") for e in events_of("windows")}
    assert {"0xc000006f", "0xc0000071", "0xc0000193"} <= windows


def test_each_documented_lock_out_is_found_in_the_events() -> None:
    text = DOCUMENT.read_text(encoding="utf-8").partition("## Lock-outs")[2]
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in text.splitlines()
        if line.startswith("| ")
    ]
    by_name = {person.name: person for person in quillmere().people.values()}
    read = read_folder(quillmere(), quillmere().people)
    found = {}
    for name, provider, *_, cause in rows[2:]:
        person = by_name[name]
        answer = explain(
            quillmere(),
            person,
            events=read.events[person.id],
            own=ended_holdings(quillmere(), person.id, NOW),
            now=NOW,
        ).blocking
        found[name] = (answer.provider.value if answer.provider else "", answer.cause.value)
        assert found[name] == ("" if cause == "`none_found`" else provider.lower(), cause.strip("`")), name
    assert {cause for _, cause in found.values()} == {cause.value for cause in Cause}
    assert read.unreadable == 0
