"""Only a verified link makes a Slack user a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from approvals.errors import NotAllowed
from bot.identity import Identity, Unlinked, by_mail
from catalog.model import Company
from tests.approvals.company import small_company, small_people
from tests.bot.listeners.stage import TOM, Stage

TEAM = "T1"


def unlinked_tom(**changes: Any) -> Company:
    people = small_people()
    people["tom.reyes"] = people["tom.reyes"].model_copy(update={"slack_id": None, **changes})
    return small_company(people=people)


def profile(**changes: Any) -> Mapping[str, Any]:
    given: dict[str, Any] = {
        "id": "U1", "team_id": TEAM, "is_email_confirmed": True, "profile": {"email": "Tom.Reyes@Northlight.example"},
    }  # fmt: skip
    return given | changes


def test_a_confirmed_address_of_exactly_one_person_is_a_link() -> None:
    assert by_mail(unlinked_tom(), profile(), TEAM) == "tom.reyes"
    assert by_mail(unlinked_tom(), profile(team_id="T0", teams=[TEAM]), TEAM) == "tom.reyes"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"deleted": True}, "deactivated"),
        ({"is_bot": True}, "not for apps"),
        ({"is_stranger": True}, "another workspace"),
        ({"team_id": "T2"}, "another workspace"),
        ({"is_restricted": True}, "guest"),
        ({"is_ultra_restricted": True}, "guest"),
        ({"is_email_confirmed": False}, "no confirmed e-mail"),
        ({"profile": {}}, "no confirmed e-mail"),
        ({"profile": {"email": "nobody@northlight.example"}}, "nobody’s"),
    ],
)
def test_anybody_else_is_refused_in_one_sentence(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Unlinked) as refusal:
        by_mail(unlinked_tom(), profile(**changes), TEAM)
    assert why in refusal.value.sentence
    assert refusal.value.sentence.count(". ") == 0


def test_an_address_of_two_people_or_of_somebody_with_another_account_is_no_link() -> None:
    people = small_people()
    twice = {who: people[who].model_copy(update={"slack_id": None, "email": "tom.reyes@northlight.example"})
             for who in ("tom.reyes", "sana.malik")}  # fmt: skip
    for company in (small_company(people=people | twice), small_company()):
        with pytest.raises(Unlinked):
            by_mail(company, profile(), TEAM)


async def test_a_link_by_mail_is_remembered_but_never_beyond_the_last_day(stage: Stage) -> None:
    company = unlinked_tom(ends=stage.clock.now().date())
    desk = stage.desk.__class__(store=stage.desk.store, company=company, policies=stage.desk.policies)
    identity = Identity(lambda: desk, stage.client)
    team = stage.slack.platform.space.team_id
    for _ in range(3):
        assert (await identity.person(TOM, team)).id == "tom.reyes"
    assert [call.method for call in stage.slack.calls].count("users.info") == 1
    stage.clock.at = stage.clock.at.replace(hour=22, minute=59)
    assert (await identity.person(TOM, team)).id == "tom.reyes"
    stage.clock.at = stage.clock.at.replace(hour=23, minute=1)  # midnight has passed in Amsterdam
    with pytest.raises(NotAllowed, match="does not work here"):
        await identity.person(TOM, team)


async def test_when_slack_does_not_say_who_it_is_nothing_is_done(stage: Stage) -> None:
    with pytest.raises(Unlinked, match="could not find out who you are"):
        await Identity(lambda: stage.desk, stage.client).person("UNOBODY", TEAM)
