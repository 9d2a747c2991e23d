"""One-time codes through Slack: setting them up, approving with them, and everything that can be wrong with one."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pyotp
import pytest

from approvals.log.export import export
from bot.slack_local.model import Message, View
from catalog.settings import StepUp
from tests.approvals.company import small_company
from tests.bot.listeners.stage import GRETA, LENA, MAX, OMAR, TOM, Stage, staged
from tests.bot.listeners.test_deciding import asked

IDA = "UIDABERG"
ADMIN = "warehouse administrator for 3 days to fix the nightly load"


@pytest.fixture
async def strict(database: str) -> AsyncIterator[Stage]:
    """Northlight, with codes for what is high-risk or privileged."""
    async with staged(database, small_company(step_up=StepUp())) as whole:
        yield whole


def secret_in(stage: Stage, view: View) -> str:
    """The key that the modal shows."""
    found = re.search(r"```((?:[A-Z2-7]{4} ?)+)```", stage.slack.text_of(view))
    assert found is not None
    return found[1].replace(" ", "")


def code(stage: Stage, secret: str) -> str:
    """What an authenticator app shows now."""
    return pyotp.TOTP(secret).at(stage.clock.now())


def wrong(stage: Stage, secret: str, number: int = 0) -> str:
    """A code that does not fit, nor do its neighbours in time."""
    totp, now = pyotp.TOTP(secret), stage.clock.now()
    fitting = {totp.at(now + timedelta(seconds=apart)) for apart in (-30, 0, 30)}
    return [f"{guess:06}" for guess in range(20) if f"{guess:06}" not in fitting][number]


async def begins(stage: Stage, user: str, button: str = "Set up codes") -> tuple[View, str]:
    person = stage.slack.person(user)
    person.opens_home()
    await person.clicks(await stage.slack.home_tab(user, "One-time codes"), button)
    view = await stage.slack.view(user, "authenticator app")
    return view, secret_in(stage, view)


async def sets_up(stage: Stage, user: str) -> str:
    """Codes for that person, confirmed; the clock is past the code that confirmed them."""
    view, secret = await begins(stage, user)
    answer = await stage.slack.person(user).submits(view, {"code": code(stage, secret)})
    assert answer.accepted, answer.errors
    await stage.work_off()
    stage.clock.advance(timedelta(seconds=31))
    return secret


async def asks_for_code(stage: Stage, user: str, thread: Message) -> View:
    await stage.slack.person(user).clicks(thread, "Approve")
    return await stage.slack.view(user, "Code from your authenticator app")


async def kinds(stage: Stage) -> list[str]:
    """What the log has on codes, oldest first."""
    entries = [json.loads(line) async for line in export(stage.desk.store)]
    return [entry["kind"] for entry in entries if entry["kind"].startswith("code.")]


async def test_a_high_risk_approval_counts_with_a_code(strict: Stage) -> None:
    slack, lena = strict.slack, strict.slack.person(LENA)
    secret = await sets_up(strict, LENA)
    thread = await asked(strict, ADMIN)
    view = await asks_for_code(strict, LENA, thread)
    assert "Administrator" in slack.text_of(view)
    assert "from 70 on a click alone is not enough" in slack.text_of(view)
    assert "approved by" not in slack.text_of(slack.latest(thread))

    typed = code(strict, secret)
    answer = await lena.submits(view, {"code": f" {typed[:3]} {typed[3:]} "})
    assert answer.accepted, answer.errors
    await strict.work_off()
    assert "approved by" in slack.text_of(slack.latest(thread))
    assert await kinds(strict) == ["code.enrolled", "code.accepted"]
    assert slack.ephemerals(LENA) == []


async def test_an_approval_on_the_home_tab_is_confirmed_there(strict: Stage) -> None:
    slack, lena = strict.slack, strict.slack.person(LENA)
    secret = await sets_up(strict, LENA)
    thread = await asked(strict, ADMIN)
    lena.opens_home()
    await lena.clicks(await slack.home_tab(LENA, "Waiting for you"), "Approve")
    view = await slack.view(LENA, "Code from your authenticator app")
    assert (await lena.submits(view, {"code": code(strict, secret)})).accepted
    await strict.work_off()
    assert "approved by" in slack.text_of(slack.latest(thread))
    assert "Waiting for you" not in slack.text_of(await slack.home_tab(LENA))


async def test_everyday_approvals_and_denials_ask_for_nothing(strict: Stage) -> None:
    slack, lena = strict.slack, strict.slack.person(LENA)
    thread = await asked(strict, "I need the sales reports for EMEA, two weeks, board deck")
    await lena.clicks(thread, "Approve")
    await strict.work_off()
    assert "Live until" in slack.text_of(slack.latest(thread))
    risky = await asked(strict, ADMIN)
    await lena.clicks(risky, "Deny")
    answer = await lena.submits(await slack.view(LENA, "Why?"), {"reason": "Omar does that"})
    assert answer.accepted, answer.errors
    assert await kinds(strict) == []


async def test_without_a_set_up_the_approver_is_told_how_and_another_may_act(strict: Stage) -> None:
    slack = strict.slack
    nils = await sets_up(strict, "UNILSAKER")
    thread = await asked(strict, ADMIN)
    copy = slack.messages("security-reviews")[0]
    await slack.person(GRETA).clicks(copy, "Approve")
    note = slack.text_of(await slack.note(GRETA))
    assert "one-time code" in note
    assert "press “Set up codes”" in note
    assert "Nils Aker may decide it as well" in note
    assert slack.open_views(GRETA) == []

    await slack.person("UNILSAKER").clicks(copy, "Approve")
    view = await slack.view("UNILSAKER", "Code from")
    answer = await slack.person("UNILSAKER").submits(view, {"code": code(strict, nils)})
    assert answer.accepted, answer.errors
    await strict.work_off()
    assert "*Security*: approved by <@UNILSAKER>" in slack.text_of(slack.latest(thread))


async def test_who_sets_codes_up_after_being_told_can_approve_then(strict: Stage) -> None:
    slack = strict.slack
    thread = await asked(strict, ADMIN)
    await slack.person(OMAR).clicks(thread, "Approve")
    await slack.note(OMAR, "Set up codes")
    secret = await sets_up(strict, OMAR)
    view = await asks_for_code(strict, OMAR, thread)
    answer = await slack.person(OMAR).submits(view, {"code": code(strict, secret)})
    assert answer.accepted, answer.errors


async def test_after_five_wrong_codes_right_ones_are_not_taken_for_a_while(strict: Stage) -> None:
    slack, lena = strict.slack, strict.slack.person(LENA)
    secret = await sets_up(strict, LENA)
    thread = await asked(strict, ADMIN)
    view = await asks_for_code(strict, LENA, thread)
    for number in range(4):
        answer = await lena.submits(view, {"code": wrong(strict, secret, number)})
        assert "not right" in answer.errors["code"]
    answer = await lena.submits(view, {"code": "banana"})
    assert "six digits" in answer.errors["code"], "what is no code is no guess either"
    answer = await lena.submits(view, {"code": wrong(strict, secret, 4)})
    assert "Too many wrong codes: none of yours is taken until 11:15:31" in answer.errors["code"]
    answer = await lena.submits(view, {"code": code(strict, secret)})
    assert "Too many wrong codes" in answer.errors["code"]
    assert await kinds(strict) == ["code.enrolled", *["code.wrong"] * 5, "code.locked"]

    strict.clock.advance(timedelta(minutes=15))
    view = await asks_for_code(strict, LENA, thread)
    assert (await lena.submits(view, {"code": code(strict, secret)})).accepted
    await strict.work_off()
    assert "approved by" in slack.text_of(slack.latest(thread))


async def test_a_code_is_good_once(strict: Stage) -> None:
    slack, omar = strict.slack, strict.slack.person(OMAR)
    secret = await sets_up(strict, OMAR)
    first, second = await asked(strict, ADMIN), await asked_by_max(strict)
    typed = code(strict, secret)
    assert (await omar.submits(await asks_for_code(strict, OMAR, first), {"code": typed})).accepted
    await strict.work_off()
    view = await asks_for_code(strict, OMAR, second)
    answer = await omar.submits(view, {"code": typed})
    assert "used already" in answer.errors["code"]
    assert "approved by" not in slack.text_of(slack.latest(second))
    strict.clock.advance(timedelta(seconds=30))
    assert (await omar.submits(view, {"code": code(strict, secret)})).accepted
    await strict.work_off()
    assert "approved by" in slack.text_of(slack.latest(second))
    assert await kinds(strict) == ["code.enrolled", "code.accepted", "code.wrong", "code.accepted"]


async def asked_by_max(stage: Stage) -> Message:
    slack, person = stage.slack, stage.slack.person(MAX)
    person.says(ADMIN)
    await stage.work_off()
    await person.clicks([m for m in slack.messages(MAX) if m.by_bot][-1], "Send request")
    await stage.work_off()
    if slack.open_views(MAX):
        await person.submits(slack.open_views(MAX)[-1], {"form_why": "the load is broken"})
        await stage.work_off()
    return [m for m in slack.messages("access-requests") if m.by_bot][-1]


async def test_a_code_typed_too_late_is_asked_for_again(strict: Stage) -> None:
    slack, lena = strict.slack, strict.slack.person(LENA)
    secret = await sets_up(strict, LENA)
    thread = await asked(strict, ADMIN)
    view = await asks_for_code(strict, LENA, thread)
    strict.clock.advance(timedelta(minutes=5, seconds=1))
    typed = code(strict, secret)
    answer = await lena.submits(view, {"code": typed})
    assert "More than 5 minutes have passed" in answer.errors["code"]
    assert "press Approve again" in answer.errors["code"]
    await lena.closes(view)
    view = await asks_for_code(strict, LENA, thread)
    assert (await lena.submits(view, {"code": typed})).accepted, "it was not used up"
    await strict.work_off()
    assert "approved by" in slack.text_of(slack.latest(thread))


async def test_a_code_comes_too_late_for_what_is_decided_already(strict: Stage) -> None:
    slack, lena = strict.slack, strict.slack.person(LENA)
    secret = await sets_up(strict, LENA)
    thread = await asked(strict, ADMIN)
    view = await asks_for_code(strict, LENA, thread)
    status = await slack.message(TOM, "Waiting for")
    await slack.person(TOM).clicks(status, "Withdraw")
    await strict.work_off()
    answer = await lena.submits(view, {"code": code(strict, secret)})
    assert "withdrawn" in answer.errors["code"]
    assert await kinds(strict) == ["code.enrolled"]


async def test_codes_are_set_up_anew_with_a_code_of_the_old_ones(strict: Stage) -> None:
    slack, lena = strict.slack, strict.slack.person(LENA)
    old = await sets_up(strict, LENA)
    view, new = await begins(strict, LENA, "Set up anew")
    assert new != old
    answer = await lena.submits(view, {"code": code(strict, new), "code_before": wrong(strict, old)})
    assert "present set-up: That code is not right" in answer.errors["code"]
    answer = await lena.submits(view, {"code": code(strict, new), "code_before": code(strict, old)})
    assert answer.accepted, answer.errors
    strict.clock.advance(timedelta(seconds=30))
    thread = await asked(strict, ADMIN)
    view = await asks_for_code(strict, LENA, thread)
    assert (await lena.submits(view, {"code": code(strict, old)})).errors
    assert (await lena.submits(view, {"code": code(strict, new)})).accepted
    told = [slack.text_of(m) for m in slack.messages(LENA) if m.by_bot]
    assert sum("codes were set up for you" in one for one in told) == 2
    assert not [one for one in told if old in one or new in one]


async def test_a_set_up_that_nobody_confirms_counts_for_nothing(strict: Stage) -> None:
    slack, lena = strict.slack, strict.slack.person(LENA)
    view, secret = await begins(strict, LENA)
    answer = await lena.submits(view, {"code": wrong(strict, secret)})
    assert "does not fit the key above" in answer.errors["code"]
    thread = await asked(strict, ADMIN)
    await lena.clicks(thread, "Approve")
    assert "Set up codes" in slack.text_of(await slack.note(LENA))
    strict.clock.advance(timedelta(minutes=16))
    answer = await lena.submits(view, {"code": code(strict, secret)})
    assert "too long ago" in answer.errors["code"]
    assert await kinds(strict) == []


async def test_codes_are_removed_against_one_of_them(strict: Stage) -> None:
    slack, lena = strict.slack, strict.slack.person(LENA)
    secret = await sets_up(strict, LENA)
    await lena.clicks(await slack.home_tab(LENA, "Set up anew"), "Remove")
    view = await slack.view(LENA, "Without codes")
    assert "not right" in (await lena.submits(view, {"code": wrong(strict, secret)})).errors["code"]
    assert (await lena.submits(view, {"code": code(strict, secret)})).accepted
    await slack.home_tab(LENA, "Some approvals ask for a code")
    assert await kinds(strict) == ["code.enrolled", "code.wrong", "code.removed"]


async def test_an_iam_admin_resets_the_codes_of_somebody_else_and_not_their_own(strict: Stage) -> None:
    slack, ida = strict.slack, strict.slack.person(IDA)
    await sets_up(strict, LENA)
    await sets_up(strict, IDA)
    ida.opens_home()
    await ida.clicks(await slack.home_tab(IDA, "Set up anew"), "Reset somebody’s codes")
    view = await slack.view(IDA, "lost the device")
    answer = await ida.submits(view, {"codes_whose": IDA, "reason": "my phone is gone"})
    assert "another IAM admin" in answer.errors["reason"]
    answer = await ida.submits(view, {"codes_whose": LENA, "reason": "  "})
    assert "Say why" in answer.errors["reason"]
    answer = await ida.submits(view, {"codes_whose": LENA, "reason": "New phone; she came by."})
    assert answer.accepted, answer.errors
    assert "reset your one-time codes" in slack.text_of(await slack.message(LENA, "reset your"))
    await strict.work_off()
    slack.person(LENA).opens_home()
    await slack.home_tab(LENA, "Some approvals ask for a code")
    assert (await kinds(strict))[-1] == "code.reset"


async def test_where_no_approval_asks_for_codes_nothing_is_said_of_them(stage: Stage) -> None:
    slack = stage.slack
    slack.person(LENA).opens_home()
    assert "code" not in slack.text_of(await slack.home_tab(LENA, "My access"))
    thread = await asked(stage, ADMIN)
    await slack.person(LENA).clicks(thread, "Approve")
    await stage.work_off()
    assert "approved by" in slack.text_of(slack.latest(thread))


async def test_a_wrong_code_with_changes_is_said_beside_the_code_and_the_rest_beside_the_reason(
    strict: Stage,
) -> None:
    slack, lena = strict.slack, strict.slack.person(LENA)
    thread = await asked(strict, ADMIN)
    values: dict[str, object] = {"changed_custom": "1 day", "changed_why": "a day will do"}
    await lena.clicks(thread, "Approve with changes")
    view = await slack.view(LENA, "You can make it less")

    async def refused(**more: str) -> dict[str, str]:
        return dict((await lena.submits(view, {**values, **more})).errors)

    missing = await refused(code="123456")
    assert list(missing) == ["code"]
    assert "You have set none up" in missing["code"]
    secret = await sets_up(strict, LENA)
    await lena.clicks(slack.latest(thread), "Approve with changes")
    view = await slack.view(LENA, "You can make it less")
    for typed in ("banana", "", wrong(strict, secret)):
        assert list(await refused(code=typed)) == ["code"], typed
    assert list(await refused(changed_custom="9 days", code=code(strict, secret))) == ["changed_why"]
    strict.clock.advance(timedelta(seconds=31))
    assert (await lena.submits(view, {**values, "code": code(strict, secret)})).accepted
