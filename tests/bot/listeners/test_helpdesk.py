"""The helpdesk asks about somebody: a reason first, the person is told, and what was found can be handed over."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
import respx
from sqlmodel import col, select

from approvals.jobs.port import JobName
from approvals.jobs.tickets import hand_over
from approvals.operations.give_back import give_back
from approvals.queries.grants import held_by
from approvals.store.tables import LogRow
from bot.listeners import lockouts
from bot.slack_local.model import Message
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.tickets import TicketSystem
from catalog.model import Company
from catalog.ticket_settings import Tickets
from intents.signins.explanation import Explanation
from tests.approvals.company import DASHBOARDS, SALES, small_company
from tests.bot.listeners.stage import IVO, LENA, MAX, OMAR, TOM, Stage, staged
from tests.bot.listeners.talking import asks
from tests.bot.listeners.test_answering import CARA, IDA, SANA, opened
from tests.bot.views.signins import LOCKED, finding

REAL = lockouts.explained


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked about has been locked out after ten wrong passwords."""

    async def explained(*_: Any) -> Explanation:
        return LOCKED

    monkeypatch.setattr(lockouts, "explained", explained)


def newest(stage: Stage, user: str) -> Message:
    return [m for m in stage.slack.messages(user) if m.by_bot][-1]


def said_to(stage: Stage, user: str) -> str:
    return " ".join(stage.slack.text_of(m) for m in stage.slack.messages(user) if m.by_bot)


async def reasons(stage: Stage) -> list[LogRow]:
    async with stage.desk.store.reading() as session:
        return list((await session.exec(select(LogRow).where(LogRow.kind == "inquiry.opened"))).all())


@pytest.mark.usefixtures("locked")
async def test_without_a_reason_nothing_is_said_and_with_one_the_person_is_told(stage: Stage) -> None:
    slack, cara = stage.slack, stage.slack.person(CARA)
    card = await asks(stage, CARA, "Why was Tom Reyes locked out?")
    assert "Why do you ask about Tom Reyes" in slack.text_of(card)
    assert "wrong password" not in slack.text_of(card)
    assert said_to(stage, TOM) == ""
    await cara.clicks(card, "Give the reason")
    modal = await slack.view(CARA)
    assert (await cara.submits(modal, {"reason": " ?? "})).errors
    assert (await cara.submits(modal, {"reason": "He called <!channel> from the train"})).accepted
    await stage.work_off()
    answer = slack.text_of(slack.latest(card))
    assert "ten wrong passwords" in answer
    assert "Toms-iPhone" in answer
    assert "192.0.2.20" not in answer
    told = slack.text_of(newest(stage, TOM))
    assert f"<@{CARA}> from the IAM team" in told or f"<@{CARA}> from the helpdesk" in told
    assert "He called &lt;!channel&gt; from the train" in told
    (entry,) = await reasons(stage)
    assert (entry.actor, entry.person) == ("cara.cruz", "tom.reyes")


@pytest.mark.usefixtures("locked")
async def test_a_reason_in_the_message_is_enough_and_a_channel_gets_neither(stage: Stage) -> None:
    slack = stage.slack
    asked = slack.person(CARA).mentions(
        "Why was Tom Reyes locked out? Because he is on the phone and needs the dashboards", channel="general"
    )
    await stage.work_off()
    assert slack.messages("general", thread_ts=asked.ts) == []
    assert "ten wrong passwords" in slack.text_of(newest(stage, CARA))
    assert "he is on the phone" in slack.text_of(newest(stage, TOM))


@pytest.mark.usefixtures("locked")
async def test_the_reason_may_be_written_as_well(stage: Stage) -> None:
    card = await asks(stage, CARA, "Why was Tom Reyes locked out?")
    said = await asks(stage, CARA, "because he called from the train")
    assert "the answer is above" in stage.slack.text_of(said)
    assert "ten wrong passwords" in stage.slack.text_of(stage.slack.latest(card))
    assert "he called from the train" in said_to(stage, TOM)
    again = await asks(stage, CARA, "because he called from the train")
    assert "the answer is above" not in stage.slack.text_of(again)


@pytest.mark.parametrize("who", [SANA, MAX, LENA, IVO, OMAR])
@pytest.mark.usefixtures("locked")
async def test_a_curious_colleague_learns_nothing_about_known_and_unknown_alike(
    stage: Stage, who: str
) -> None:
    known = await asks(stage, who, "Why was Tom Reyes locked out? Because I want to help")
    unknown = await asks(stage, who, "Why was Zebedee locked out? Because I want to help")
    assert stage.slack.text_of(known) == stage.slack.text_of(unknown)
    assert "Only the helpdesk may ask" in stage.slack.text_of(known)
    assert said_to(stage, TOM) == ""
    assert await reasons(stage) == []


@pytest.mark.usefixtures("locked")
async def test_ones_own_needs_no_reason_and_what_was_found_goes_to_the_helpdesk_once(stage: Stage) -> None:
    slack = stage.slack
    answer = await asks(stage, TOM, "Why was I locked out?")
    assert "192.0.2.20" in slack.text_of(answer)
    assert await reasons(stage) == []
    await slack.person(TOM).clicks(answer, "Show all 8 events")
    assert slack.text_of(await slack.view(TOM)).count("wrong password") == 8
    await slack.person(TOM).clicks(answer, "Talk to the helpdesk")
    await stage.work_off()
    assert "Talk to the helpdesk" not in slack.buttons(slack.latest(answer))
    helped = slack.text_of(newest(stage, CARA))
    assert "Help wanted: Tom Reyes cannot get in" in helped
    assert "ten wrong passwords" in helped
    assert "192.0.2.20" not in helped
    assert "Write to them yourself: I pass on nothing that is said here" in helped
    assert "has it, with everything I found" in slack.text_of(newest(stage, TOM))


async def test_what_was_asked_for_anew_after_it_ended(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from intents.signins.explanation import Cause

    ended = Explanation(
        blocking=finding(Cause.GRANT_EXPIRED, evidence=(), entitlement=SALES, says="Your access has ended.")
    )

    async def explained(*_: Any) -> Explanation:
        return ended

    monkeypatch.setattr(lockouts, "explained", explained)
    answer = await asks(stage, TOM, "Why was I locked out of the sales reports?")
    await stage.slack.person(TOM).clicks(answer, "Request access")
    await stage.work_off()
    assert "Sales reports" in stage.slack.text_of(newest(stage, TOM))


async def test_the_helpdesk_gives_a_reason_for_other_questions_too_and_those_above_need_none(
    stage: Stage,
) -> None:
    await opened(stage, DASHBOARDS)
    assert "Why do you ask about Tom Reyes" in stage.slack.text_of(
        await asks(stage, CARA, "What access does Tom Reyes have?")
    )
    assert "Dashboards" in stage.slack.text_of(await asks(stage, LENA, "What access does Tom Reyes have?"))
    told = await asks(stage, IDA, "What access does Tom Reyes have? Because of the review")
    assert "Dashboards" in stage.slack.text_of(told)
    assert "looked at your access" in said_to(stage, TOM)


async def test_what_was_lost_names_what_ended_and_the_department_it_was_for(stage: Stage) -> None:
    await opened(stage, DASHBOARDS)
    (held,) = await held_by(stage.desk, "tom.reyes")
    await give_back(stage.desk, grant_id=str(held.grant_id), by="tom.reyes")
    await stage.work_off()
    moved = stage.desk.company.people["tom.reyes"].model_copy(update={"department": "Finance"})
    company: Company = small_company(people=stage.desk.company.people | {"tom.reyes": moved})
    stage.desk.__dict__["company"] = company
    read = stage.slack.text_of(await asks(stage, TOM, "What did I lose when I changed team?"))
    assert "Dashboards" in read
    assert "Given back" in read
    assert "granted while in Data; the department is Finance now" in read
    assert "Nothing you had" in stage.slack.text_of(await asks(stage, MAX, "What access did I lose?"))


@pytest.mark.usefixtures("locked")
async def test_the_number_of_a_ticket_comes_back_to_whoever_asked(stage: Stage) -> None:
    slack = stage.slack
    settings = Tickets(kind="jira", url="https://desk.example.com", project="OPS")
    stage.desk.__dict__["company"] = stage.desk.company.model_copy(update={"tickets": settings})
    answer = await asks(stage, TOM, "Why was I locked out?")
    await slack.person(TOM).clicks(answer, "Talk to the helpdesk")
    await slack.settled()
    (job,) = [job for job in stage.jobs.waiting if job.name == JobName.OPEN_TICKET]
    with respx.mock(assert_all_mocked=False) as router:
        made = router.post("https://desk.example.com/rest/api/3/issue")
        made.mock(return_value=httpx.Response(201, json={"key": "OPS-24"}))
        await hand_over(stage.desk, lambda: TicketSystem(settings, "secret"), ticket_id=job.payload["ticket"])
    sent = made.calls.last.request.content.decode()
    assert "ten wrong passwords" in sent
    assert "192.0.2.20" not in sent
    await stage.work_off()
    assert "The helpdesk has it as *OPS-24*" in slack.text_of(newest(stage, TOM))
    assert "Help wanted" not in said_to(stage, CARA)


class Okta:
    """Notes whom it was asked to unlock; says no once it was told to."""

    def __init__(self) -> None:
        self.unlocked: list[str] = []
        self.says_no = False

    async def unlock(self, login: str) -> None:
        if self.says_no:
            raise ConnectorFailed("Okta says no.", retryable=False)
        self.unlocked.append(login)


@pytest.mark.usefixtures("locked")
async def test_the_lock_is_lifted_by_the_person_and_by_the_helpdesk_alone(database: str) -> None:
    okta = Okta()
    async with staged(database, unlocks=lambda: okta) as stage:
        slack = stage.slack
        answer = await asks(stage, TOM, "Why was I locked out?")
        okta.says_no = True
        await slack.person(TOM).clicks(answer, "Unlock now")
        await stage.work_off()
        assert "Okta says no." in slack.text_of(newest(stage, TOM))
        okta.says_no = False
        await slack.person(TOM).clicks(answer, "Unlock now")
        await stage.work_off()
        assert "lifted the lock" in slack.text_of(newest(stage, TOM))
        assert "Unlock now" not in slack.buttons(slack.latest(answer))
        # Security may ask, and may not unlock; the helpdesk may both.
        looked = await asks(stage, "UGRETALUND", "Why is Tom Reyes locked out? Because of an alert")
        assert "Unlock now" not in slack.buttons(looked)
        helped = await asks(stage, CARA, "Why is Tom Reyes locked out? Because he called")
        await slack.person(CARA).clicks(helped, "Unlock now")
        await stage.work_off()
        assert "has unlocked your account" in said_to(stage, TOM)
        assert okta.unlocked == ["tom.reyes@northlight.example"] * 2
        async with stage.desk.store.reading() as session:
            kinds = (await session.exec(select(LogRow.kind, LogRow.actor).order_by(col(LogRow.seq)))).all()
        assert ("unlock.refused", "tom.reyes") in kinds
        assert ("unlock.done", "cara.cruz") in kinds
        assert [kind for kind, _ in kinds if kind.startswith("unlock.")] == [
            *("unlock.begun", "unlock.refused"), *("unlock.begun", "unlock.done") * 2,
        ]  # fmt: skip
        stage.clock.advance(timedelta(minutes=11))
        await stage.work_off()
        assert "do not know whether" not in said_to(stage, TOM) + said_to(stage, CARA)


@pytest.mark.usefixtures("locked")
async def test_an_unlocking_that_was_interrupted_is_seen_afterwards(database: str) -> None:
    class Gone(Okta):
        async def unlock(self, login: str) -> None:
            raise RuntimeError("nothing after this ran, as when the process is killed")

    async with staged(database, unlocks=Gone) as stage:
        answer = await asks(stage, TOM, "Why was I locked out?")
        await stage.slack.person(TOM).clicks(answer, "Unlock now")
        stage.clock.advance(timedelta(minutes=11))
        for _ in range(2):  # the job may come twice
            await stage.work_off()
        async with stage.desk.store.reading() as session:
            rows = (await session.exec(select(LogRow).order_by(col(LogRow.seq)))).all()
        begun, unknown = (row for row in rows if row.kind.startswith("unlock."))
        assert (begun.kind, begun.actor) == ("unlock.begun", "tom.reyes")
        assert (unknown.kind, unknown.actor, unknown.person) == ("unlock.unknown", "usher", "tom.reyes")
        assert json.loads(begun.data)["unlock"] == json.loads(unknown.data)["unlock"]
        assert said_to(stage, TOM).count("do not know whether Okta did it") == 1


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize("admins", [(), ("ida.berg",)])
async def test_without_a_helpdesk_the_admins_have_it_or_the_person_is_told_that_nobody_has(
    stage: Stage, admins: tuple[str, ...]
) -> None:
    company = stage.desk.company
    groups = company.groups.model_copy(update={"helpdesk": (), "iam_admins": admins})
    stage.desk.__dict__["company"] = company.model_copy(update={"groups": groups})
    answer = await asks(stage, TOM, "Why was I locked out?")
    await stage.slack.person(TOM).clicks(answer, "Talk to the helpdesk")
    await stage.work_off()
    told = stage.slack.text_of(newest(stage, TOM))
    assert ("Help wanted" in said_to(stage, IDA)) is bool(admins)
    assert ("has it, with everything I found" in told) is bool(admins)
    assert ("could not reach anybody" in told) is (not admins)


def leaves_the_list(stage: Stage, person: str) -> None:
    company = stage.desk.company
    rest = {id: one for id, one in company.people.items() if id != person}
    stage.desk.__dict__["company"] = company.model_copy(update={"people": rest})


GONE = "tom.reyes is no longer in the company's list"


async def test_the_events_of_somebody_who_left_the_list_meanwhile_are_said_to_be_out_of_reach(
    stage: Stage, locked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await asks(stage, CARA, "Why was Tom Reyes locked out? Because he called")
    monkeypatch.setattr(lockouts, "explained", REAL)
    leaves_the_list(stage, "tom.reyes")
    await stage.slack.person(CARA).clicks(answer, "Show all 8 events")
    await stage.work_off()
    assert GONE in said_to(stage, CARA)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Why was Tom Reyes locked out?", GONE),
        ("What access does Tom Reyes have?", "tom.reyes"),
        ("Where are Tom Reyes's requests?", "tom.reyes"),
        ("Why was Tom Reyes's request denied?", "tom.reyes"),
        ("What access did Tom Reyes lose?", "tom.reyes"),
    ],
)
async def test_a_reason_given_once_they_left_the_list_gets_an_answer(
    stage: Stage, question: str, says: str
) -> None:
    card = await asks(stage, CARA, question)
    leaves_the_list(stage, "tom.reyes")
    await stage.slack.person(CARA).clicks(card, "Give the reason")
    modal = await stage.slack.view(CARA)
    assert (await stage.slack.person(CARA).submits(modal, {"reason": "He called"})).accepted
    await stage.work_off()
    read = said_to(stage, CARA)
    assert says in read
    assert "Something went wrong" not in read


async def test_who_asks_of_everybody_is_not_answered_with_their_own_sign_ins(stage: Stage) -> None:
    told = stage.slack.text_of(await asks(stage, CARA, "who is locked out at the moment?"))
    assert "ask again with the full name of one person" in told


async def test_when_an_account_is_unlocked_is_no_question_about_what_it_has(stage: Stage) -> None:
    told = stage.slack.text_of(await asks(stage, TOM, "when will my account be unlocked?"))
    assert "You have access to" not in told
    assert "sign-in" in told


@pytest.mark.usefixtures("locked")
async def test_a_second_person_in_the_question_is_neither_dropped_nor_told_to_the_first(stage: Stage) -> None:
    question = "Why can't Tom Reyes sign in? Because he rang; and why is Sana Malik locked out?"
    told = stage.slack.text_of(await asks(stage, CARA, question))
    assert "ask again with the full name of one person" in told
    assert await reasons(stage) == []
    assert "looked at your" not in said_to(stage, TOM)
