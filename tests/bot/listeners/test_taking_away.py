"""Somebody else's access is to end: what is said, what can be done from it, and that no card takes the words in."""

from __future__ import annotations

import pytest

from approvals.model import GrantStatus, Wish
from approvals.operations.open_request import open_request
from approvals.queries.grants import held_by
from approvals.queries.requests import requests_of
from tests.approvals.company import DASHBOARDS
from tests.bot.listeners.stage import GRETA, LENA, MAX, OMAR, TOM, Stage
from tests.bot.listeners.talking import asks
from tests.bot.listeners.test_filed_before import CRY, alarmed, opened

__all__ = ["alarmed"]
SANA, IDA = "USANAMALIK", "UIDABERG"


async def lends(stage: Stage, *, requester: str, beneficiary: str) -> None:
    await open_request(
        stage.desk, requester=requester, beneficiary=beneficiary, wishes=[Wish(entitlement=DASHBOARDS)], duration=None,
        justification="planning", words="please", key=f"{requester}-{beneficiary}",
    )  # fmt: skip
    await stage.work_off()


@pytest.mark.parametrize("user", [SANA, LENA, MAX])
@pytest.mark.parametrize(
    "text",
    [
        "Tom Reyes no longer needs the dashboards because the plan is done",
        "please revoke Tom Reyes's access to the dashboards",
        "Stop Tom's view on the dashboards today, he moved",
    ],
)
async def test_nothing_is_asked_for_and_the_owner_is_named(stage: Stage, user: str, text: str) -> None:
    answer = await asks(stage, user, text)
    read = stage.slack.text_of(answer)
    assert "I take nobody else’s access away on a message" in read
    assert "Ask <@UOMARDIAZ>, who owns" in read
    assert stage.slack.buttons(answer) == []
    assert await requests_of(stage.desk, "tom.reyes") == []


async def test_ones_own_list_is_no_answer_to_what_is_said_about_a_colleague(stage: Stage) -> None:
    for text in ("Ben Gone has left, please remove all his access", "Offboard Ben Gone"):
        read = stage.slack.text_of(await asks(stage, SANA, text))
        assert "done with" not in read
        assert "Dashboards" not in read
        assert "who owns …?" in read
        assert "at once" in read


async def test_who_owns_it_reads_that_they_can_do_it_themselves(stage: Stage) -> None:
    read = stage.slack.text_of(await asks(stage, OMAR, "Tom Reyes no longer needs the dashboards"))
    assert "you can take it away there yourself" in read


async def test_an_iam_admin_is_not_sent_to_themselves(stage: Stage) -> None:
    read = stage.slack.text_of(await asks(stage, IDA, "revoke all access of Tom Reyes"))
    assert f"<@{IDA}>" not in read


async def test_who_asked_for_it_on_their_behalf_gives_it_back_from_the_answer(stage: Stage) -> None:
    await lends(stage, requester="lena.osei", beneficiary="tom.reyes")
    answer = await asks(stage, LENA, "Tom Reyes no longer needs the dashboards")
    assert "You asked for this on their behalf" in stage.slack.text_of(answer)
    await stage.slack.person(LENA).clicks(answer, "I'm done")
    await stage.work_off()
    (request,) = await requests_of(stage.desk, "tom.reyes")
    grant = request.items[0].grant
    assert grant is not None
    assert grant.status is GrantStatus.ENDED
    assert all(one.grant_id is None for one in await held_by(stage.desk, "tom.reyes"))


async def test_others_do_not_learn_that_it_is_held(stage: Stage) -> None:
    text = "Tom Reyes no longer needs the dashboards"
    before = stage.slack.text_of(await asks(stage, SANA, text))
    await lends(stage, requester="lena.osei", beneficiary="tom.reyes")
    assert stage.slack.text_of(await asks(stage, SANA, text)) == before


async def test_security_is_led_to_the_review_that_ends_an_emergency(alarmed: Stage) -> None:
    _, view = await opened(alarmed, MAX, CRY, "Break glass")
    assert (await alarmed.slack.person(MAX).submits(view, {"reason": "the nightly load fails"})).accepted
    await alarmed.work_off()
    text = "take away Max Vogel's access now, his account is compromised"
    assert "_Not right_ ends" in alarmed.slack.text_of(await asks(alarmed, GRETA, text))
    assert "Not right" not in alarmed.slack.text_of(await asks(alarmed, SANA, text))


async def test_a_pending_question_does_not_take_it_in(stage: Stage) -> None:
    question = await asks(stage, TOM, "I need the sales reports, planning")
    assert "region" in stage.slack.text_of(question)
    answer = await asks(stage, TOM, "Stop Max Vogel's access immediately, his laptop was stolen")
    assert "I take nobody else’s access away" in stage.slack.text_of(answer)
    assert stage.slack.text_of(stage.slack.latest(question)) == stage.slack.text_of(question)


async def test_what_is_given_up_does_not_take_the_place_of_what_is_on_the_card(stage: Stage) -> None:
    await lends(stage, requester="tom.reyes", beneficiary="tom.reyes")
    card = await asks(stage, TOM, "I need to run the ledger exports for a week, planning")
    answer = await asks(stage, TOM, "I'll give up the dashboards then")
    assert "Are you done with this?" in stage.slack.text_of(answer)
    assert "Dashboards" not in stage.slack.text_of(stage.slack.latest(card))


async def test_words_about_a_thing_on_the_card_stay_words_about_the_card(stage: Stage) -> None:
    card = await asks(stage, MAX, "I need the dashboards and the lab badge, planning")
    await asks(stage, MAX, "without the lab badge, I don't need that any more")
    answers = [m for m in stage.slack.messages(MAX) if m.by_bot]
    assert not any("give back" in stage.slack.text_of(one) for one in answers)
    assert stage.slack.text_of(stage.slack.latest(card)).count("Dashboards")


async def test_a_place_in_a_list_gives_nothing_back_on_a_guess(stage: Stage) -> None:
    """The list stands as it was drawn, so all that is held is shown to press on."""
    told = stage.slack.text_of(await asks(stage, LENA, "give back the first"))
    assert "Which access are you done with?" in told
