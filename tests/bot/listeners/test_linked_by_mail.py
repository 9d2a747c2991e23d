"""People whom only their e-mail address links to their Slack account: asked for, mentioned, told, and never mixed up."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from approvals.jobs.retry import TryAgain
from approvals.model import Wish
from approvals.operations.open_request import open_request
from approvals.queries.requests import request_picture, requests_of
from bot.identity import Identity, Unlinked
from bot.listeners.incoming import WhoIsThat, plain_words
from bot.views import action_ids
from bot.views.called_upon import called_upon
from bot.views.notes import notes
from catalog.model import Company
from tests.approvals.company import SALES, small_company, small_people
from tests.bot.listeners import stage as the_stage
from tests.bot.listeners.stage import GUEST, LENA, MAX, STRANGER, TOM, Stage, staged

Mailed = Callable[..., AbstractAsyncContextManager[Stage]]
A_WISH_FOR_MAX = "Max Vogel needs access to run the ledger exports for a week"


def without_slack_id(*people: str) -> Company:
    listed = small_people()
    for one in people:
        listed[one] = listed[one].model_copy(update={"slack_id": None})
    return small_company(people=listed)


@pytest.fixture
def mailed(database: str, monkeypatch: pytest.MonkeyPatch) -> Mailed:
    """The stage with those people linked by their address; their accounts are in Slack as ever."""
    real = the_stage.workspace
    monkeypatch.setattr(the_stage, "workspace", lambda company: real(small_company()))

    @asynccontextmanager
    async def curtain(*people: str) -> AsyncIterator[Stage]:
        async with staged(database, without_slack_id(*people)) as stage:
            yield stage

    return curtain


async def beneficiary_of_toms(stage: Stage) -> str:
    (filed,) = await requests_of(stage.desk, "tom.reyes")
    assert filed.requester == "tom.reyes"
    return filed.beneficiary


@pytest.mark.parametrize("found", [True, False], ids=["shown", "slack does not say"])
async def test_the_form_files_for_the_colleague_on_the_card(mailed: Mailed, found: bool) -> None:
    async with mailed("max.vogel") as stage:
        slack, tom = stage.slack, stage.slack.person(TOM)
        tom.says(A_WISH_FOR_MAX)
        card = await slack.message(TOM, "Is this what you need?")
        if not found:
            slack.fail_next("users.lookupByEmail", error="users_not_found")
        await tom.clicks(card, "Send request")
        view = await slack.view(TOM)
        (field,) = [block for block in view.blocks if block["block_id"] == action_ids.FORM_FOR]
        assert field["element"].get("initial_user") == (MAX if found else None)
        assert ("Max Vogel" in json.dumps(field)) is not found
        await tom.submits(view, {action_ids.FORM_WHY: "month end close"})
        await stage.work_off()
        assert await beneficiary_of_toms(stage) == "max.vogel"


async def test_somebody_else_chosen_in_the_form_counts(mailed: Mailed) -> None:
    async with mailed("max.vogel") as stage:
        slack, tom = stage.slack, stage.slack.person(TOM)
        tom.says(A_WISH_FOR_MAX)
        card = await slack.message(TOM, "Is this what you need?")
        slack.fail_next("users.lookupByEmail", error="users_not_found")
        await tom.clicks(card, "Send request")
        await tom.submits(
            await slack.view(TOM), {action_ids.FORM_WHY: "month end close", action_ids.FORM_FOR: TOM}
        )
        await stage.work_off()
        assert await beneficiary_of_toms(stage) == "tom.reyes"


async def test_a_refusal_in_the_form_is_about_the_colleague_and_names_people(mailed: Mailed) -> None:
    async with mailed() as stage:
        slack, tom = stage.slack, stage.slack.person(TOM)
        tom.says("I need to run the ledger exports for a week, month end close")
        await tom.clicks(await slack.message(TOM, "Is this what you need?"), "Change")
        view = await slack.view(TOM)
        said = await tom.submits(view, {action_ids.FORM_FOR: GUEST})
        sentence = said.errors[action_ids.FORM_FOR]
        assert "That account is a guest’s" in sentence
        assert "Ida Berg" in sentence
        assert "<@" not in sentence
        slack.fail_next("users.info", http=503, times=3)
        said = await tom.submits(view, {action_ids.FORM_FOR: STRANGER})
        assert "try again" in said.errors[action_ids.FORM_FOR]
        slack.person(GUEST).opens_home()
        home = await slack.home_tab(GUEST, "You are a guest")
        assert "<@UIDABERG>" in json.dumps(home.blocks)


async def test_a_mentioned_colleague_is_met_by_name(mailed: Mailed) -> None:
    async with mailed("max.vogel") as stage:
        company, team = stage.desk.company, stage.slack.platform.space.team_id
        identity = Identity(lambda: stage.desk, stage.client)
        sent = f"<@UBOT> the sales reports for <@{MAX}>, like <@{LENA}>"
        words = await plain_words(identity, company, sent, team=team, bot_user="UBOT")
        assert words == "the sales reports for Max Vogel, like Lena Osei"
        for nobody in (GUEST, STRANGER, "UNOBODY"):
            with pytest.raises(WhoIsThat):
                await plain_words(identity, company, f"for <@{nobody}>", team=team, bot_user="UBOT")
        stage.slack.fail_next("users.info", http=503, times=3)
        with pytest.raises(SlackApiError):
            await plain_words(identity, company, f"for <@{GUEST}>", team=team, bot_user="UBOT")


async def test_for_a_mention_of_nobody_known_no_card_is_drawn(mailed: Mailed) -> None:
    async with mailed() as stage:
        tom = stage.slack.person(TOM)
        tom.says(f"I need the sales reports for EMEA for <@{GUEST}>, two weeks, board deck")
        asked = await stage.slack.message(TOM, "full name")
        await stage.work_off()
        answers = [m for m in stage.slack.messages(TOM) if m.by_bot]
        assert [m.ts for m in answers] == [asked.ts]


async def test_whoever_has_to_decide_is_mentioned(mailed: Mailed) -> None:
    async with mailed("lena.osei") as stage:
        request_id = await open_request(
            stage.desk, requester="tom.reyes", beneficiary="tom.reyes", duration=timedelta(days=7),
            wishes=[Wish(entitlement=SALES, scope={"region": "EMEA"})],
            justification="board deck", words="please", key="key-1",
        )  # fmt: skip
        picture = await request_picture(stage.desk, request_id)
        assert "lena.osei" in called_upon(stage.desk.company, picture)
        company = await stage.delivery.places.linked(called_upon(stage.desk.company, picture))
        told = [note for note in notes(company, picture) if "decision is needed" in note.text]
        assert [note.text.split(":")[0] for note in told] == [f"<@{LENA}>"]
        assert stage.desk.company.people["lena.osei"].slack_id is None
        # whoever has no account at all is not waited for in silence
        (note,) = [note for note in notes(stage.desk.company, picture) if "decision is needed" in note.text]
        assert note.key.startswith("missed:")
        assert "<@UIDABERG>, please let them know" in note.text


async def test_an_account_is_taken_for_a_person_only_with_the_checks_of_the_way_back(mailed: Mailed) -> None:
    async with mailed("max.vogel") as stage:
        users, places = stage.slack.platform.space.users, stage.delivery.places
        account = users[MAX]
        for refused in (replace(account, is_restricted=True), replace(account, is_bot=True)):
            users[MAX] = refused
            assert await places.account("max.vogel") is None
            assert await places.dm("max.vogel") is None
            stage.clock.advance(timedelta(minutes=6))
        users[MAX] = account
        assert await places.account("max.vogel") == MAX
        assert await places.dm("max.vogel") is not None
        users[MAX] = replace(account, deleted=True)
        stage.clock.advance(timedelta(minutes=6))
        assert await places.dm("max.vogel") is None


@pytest.mark.parametrize("fault", [{"http": 503}, {"error": "internal_error"}, {"error": "token_revoked"}])
async def test_while_slack_is_away_nobody_is_taken_for_a_stranger(
    mailed: Mailed, fault: dict[str, object]
) -> None:
    async with mailed("tom.reyes") as stage:
        team = stage.slack.platform.space.team_id
        identity = Identity(lambda: stage.desk, stage.client)
        stage.slack.fail_next("users.info", times=3, **fault)  # type: ignore[arg-type]
        with pytest.raises(SlackApiError):
            await identity.person(TOM, team)


async def test_a_hiccup_goes_unnoticed_and_a_message_waits_for_slack(mailed: Mailed) -> None:
    async with mailed("tom.reyes") as stage:
        slack, team = stage.slack, stage.slack.platform.space.team_id
        slack.fail_next("users.info", http=503)
        assert (await Identity(lambda: stage.desk, stage.client).person(TOM, team)).id == "tom.reyes"
        slack.fail_next("users.info", error="user_not_found")
        with pytest.raises(Unlinked):
            await Identity(lambda: stage.desk, stage.client).person(TOM, team)
        message = {
            "event_id": "Ev1", "user": TOM, "channel": slack.platform.space.channel("general").id, "ts": "1.1",
            "thread_ts": "", "text": "hi", "team": team, "bot": "UBOT",
        }  # fmt: skip
        slack.down()
        with pytest.raises(TryAgain):
            await stage.jobs.at_once["hear"]({"message": json.dumps(message)})
        slack.up()


async def test_a_mention_of_a_colleague_linked_by_mail_is_a_card_for_them(mailed: Mailed) -> None:
    async with mailed("max.vogel") as stage:
        tom = stage.slack.person(TOM)
        tom.says(f"<@{MAX}> needs access to run the ledger exports for a week, month end close")
        card = await stage.slack.message(TOM, "Is this what you need?")
        await tom.clicks(card, "Send request")
        await stage.work_off()
        assert await beneficiary_of_toms(stage) == "max.vogel"


async def test_the_command_knows_colleagues_linked_by_mail(mailed: Mailed) -> None:
    async with mailed("max.vogel") as stage:
        wish = f"<@{MAX}|max.vogel> needs access to run the ledger exports for a week, month end close"
        await stage.slack.person(TOM).command("/access", wish)
        assert "Max Vogel" in stage.slack.text_of(await stage.slack.message(TOM, "Is this what you need?"))


async def test_an_approver_linked_by_mail_is_mentioned_in_the_thread(mailed: Mailed) -> None:
    async with mailed("lena.osei") as stage:
        slack = stage.slack
        await open_request(
            stage.desk, requester="tom.reyes", beneficiary="tom.reyes", duration=timedelta(days=7),
            wishes=[Wish(entitlement=SALES, scope={"region": "EMEA"})],
            justification="board deck", words="please", key="key-1",
        )  # fmt: skip
        await stage.work_off()
        (root,) = slack.messages("access-requests")
        replies = [slack.text_of(m) for m in slack.messages("access-requests", thread_ts=root.ts)]
        assert any(f"<@{LENA}>: your decision is needed" in reply for reply in replies)
