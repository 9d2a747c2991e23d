"""Who may have a lock lifted, and which lock: each shipped rule both ways."""

from __future__ import annotations

from dataclasses import replace

import pytest

from approvals.desk import Desk
from approvals.policy.unlocking import NOT_PERMITTED, Lock, refusal_to_unlock
from intents.signins.explanation import Cause

LOCK = Lock(cause="too_many_failures", provider="okta", login="tom.reyes@northlight.example", certain=True)


@pytest.mark.parametrize(
    ("by", "person", "refused"),
    [
        ("tom.reyes", "tom.reyes", ""),
        ("cara.cruz", "tom.reyes", ""),
        ("sana.malik", "tom.reyes", NOT_PERMITTED),
        ("lena.osei", "tom.reyes", NOT_PERMITTED),
        ("greta.lund", "tom.reyes", NOT_PERMITTED),
        ("ida.berg", "tom.reyes", NOT_PERMITTED),
        ("cara.cruz", "ben.gone", "work here today"),
        ("cara.cruz", "una.soon", "work here today"),
        ("ben.gone", "ben.gone", "work here today"),
        ("cara.cruz", "svc.loader", "service identity"),
        ("cara.cruz", "nobody.known", NOT_PERMITTED),
        ("nobody.known", "tom.reyes", NOT_PERMITTED),
    ],
)
def test_the_person_and_the_helpdesk_and_nobody_else(desk: Desk, by: str, person: str, refused: str) -> None:
    found = refusal_to_unlock(desk, by=by, person=person, lock=LOCK)
    assert (found is None) is (not refused)
    assert refused in (found or "")


@pytest.mark.parametrize("cause", [cause.value for cause in Cause])
def test_only_a_lock_after_too_many_failures(desk: Desk, cause: str) -> None:
    found = refusal_to_unlock(desk, by="tom.reyes", person="tom.reyes", lock=replace(LOCK, cause=cause))
    assert (found is None) is (cause == "too_many_failures")


def test_what_is_not_certain_stays_locked(desk: Desk) -> None:
    found = refusal_to_unlock(desk, by="tom.reyes", person="tom.reyes", lock=replace(LOCK, certain=False))
    assert "certain" in (found or "")
