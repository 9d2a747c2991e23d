"""The stories hold together: files as the generator writes them, labels about events and people there are."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from catalog.load import load_company
from catalog.model import Company
from tests.eval.lockouts.sets import story_set
from tests.eval.lockouts.writing.__main__ import files, folder
from tests.eval.lockouts.writing.companies import COMPANIES
from tests.eval.lockouts.writing.story import tell
from tests.eval.lockouts.writing.world import Book, Recorded

CAUSES = {
    "too_many_failures",
    "blocked_ip",
    "password_expired",
    "wrong_password",
    "mfa_failed",
    "mfa_not_enrolled",
    "account_suspended",
    "account_disabled",
    "account_expired",
    "device_not_compliant",
    "blocked_by_policy",
    "app_not_assigned",
    "grant_expired",
    "grant_revoked",
    "request_pending",
    "request_denied",
    "none_found",
}
"""docs: the published list of causes."""
FIELDS = {"cause", "provider", "evidence", "self_service", "certain", "also", "accept", "doubtful", "ranks"}

each = pytest.mark.parametrize("name", sorted(COMPANIES))


@cache
def company(name: str) -> Company:
    return load_company(folder(name))


@cache
def told(name: str) -> tuple[dict[tuple[str, str], Recorded], list[dict[str, Any]]]:
    """Every event of the stories by person and id, and the labels. Two machines may count alike, one person's do not."""
    one = COMPANIES[name]
    book = Book()
    labels = [tell(story, one.office(), book) for story in one.stories.told]
    events = {(line.person, line.id): line for line in book.lines}
    assert len(events) == len(book.lines)
    return events, labels


@each
def test_the_files_are_what_the_generator_writes(name: str) -> None:
    written = files(name)
    there = {path.relative_to(folder(name)).as_posix() for path in folder(name).glob("signins/*")}
    assert there | {"lockouts.jsonl"} == set(written)
    for path, text in written.items():
        assert (folder(name) / path).read_text("utf-8") == text, (
            f"run python -m tests.eval.lockouts.writing: {path}"
        )


@each
def test_labels_are_about_people_and_events_there_are(name: str) -> None:
    events, labels = told(name)
    for label in labels:
        expect, now = label["expect"], datetime.fromisoformat(label["now"])
        assert label["person"] in company(name).people, label["id"]
        assert set(expect) <= FIELDS
        assert {expect["cause"], *expect.get("accept", ())} <= CAUSES
        assert not set(expect["evidence"]) & set(expect.get("also", ())), label["id"]
        for event in (*expect["evidence"], *expect.get("also", ())):
            at = events[label["person"], event].at
            assert at <= now, f"{label['id']} names an event that is still to come"
        assert sum(expect.get("ranks", (0,))) in {0, len(expect["evidence"])}, label["id"]
        providers = {events[label["person"], event].provider for event in expect["evidence"]}
        assert providers == ({expect["provider"]} if expect["evidence"] else set()), label["id"]


@each
def test_every_cause_is_there_twice(name: str) -> None:
    counted = Counter(label["expect"]["cause"] for label in told(name)[1])
    assert {cause: counted[cause] for cause in CAUSES if counted[cause] < 2} == {}
    assert len({label["story"] for label in told(name)[1]}) == len(told(name)[1])


@each
def test_nothing_ordinary_happens_inside_a_story(name: str) -> None:
    """Whatever a file says of a person between the first event of a story and its moment, the story told itself."""
    events, labels = told(name)
    told_here = {json.dumps(line.raw, sort_keys=True) for line in events.values()}
    names = {
        who.id: set(who.logins.values()) | {who.email} for who in COMPANIES[name].office().people.values()
    }
    written = [
        raw for path, text in files(name).items() if path.startswith("signins") for raw in _events_of(text)
    ]
    strays = [
        (raw, json.dumps(raw)) for raw in written if json.dumps(raw, sort_keys=True) not in set(told_here)
    ]
    for label in labels:
        own = [events[label["person"], event].at for event in label["expect"]["evidence"]]
        if not own:
            continue
        start, end = min(own).isoformat()[:19], label["now"][:19]
        for raw, text in strays:
            if any(f'"{login}"' in text for login in names[label["person"]]):
                assert not start <= _time_of(raw) <= end, f"{label['id']}: {text[:200]}"


@each
def test_what_expired_in_a_story_expired_in_the_list_as_well(name: str) -> None:
    ended = {held.person: held.expires_at for held in company(name).holdings if held.expires_at}
    for label in told(name)[1]:
        if label["expect"]["cause"] == "grant_expired":
            assert ended[label["person"]] <= datetime.fromisoformat(label["now"])


@each
def test_the_company_and_its_set_can_be_loaded(name: str) -> None:
    data = story_set(folder(name))
    assert data.name == name
    assert len(data.stories) >= 45
    assert sum(not held.expires_at for held in company(name).holdings) >= 3


def test_the_shapes_are_those_that_were_meant() -> None:
    def first(path: str) -> dict[str, Any]:
        company, file = path.split("/")
        return _events_of((folder(company) / "signins" / file).read_text("utf-8"))[0]

    assert {"@timestamp", "winlog", "event"} <= set(first("caldervoss/windows.jsonl"))
    assert {"System", "EventData"} <= set(first("nordhavn/windows.jsonl")["Event"])
    assert {"properties", "resultType", "category"} <= set(first("caldervoss/entra.jsonl"))
    assert {"createdDateTime", "status", "userPrincipalName"} <= set(first("nordhavn/entra.jsonl"))


def _events_of(text: str) -> list[dict[str, Any]]:
    """The events of one file, also of a line that wraps several; what is broken on purpose is left out."""
    found: list[dict[str, Any]] = []
    for line in text.splitlines():
        try:
            raw = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(raw, dict) and raw.get("published") != "yesterday":
            found += raw.get("Records") or raw.get("records") or [raw]
    return found


def _time_of(raw: dict[str, Any]) -> str:
    """An event's moment to the second, whichever provider wrote it."""
    system = raw.get("Event", {}).get("System", {}).get("TimeCreated", {}).get("#attributes", {})
    moments = (raw.get("published"), raw.get("time"), raw.get("createdDateTime"), raw.get("@timestamp"), raw.get("eventTime"), raw.get("isotimestamp"), system.get("SystemTime"))  # fmt: skip
    google = raw["id"].get("time") if isinstance(raw.get("id"), dict) else None
    return next((moment[:19] for moment in (*moments, google) if moment), "")
