"""However often, late or half an event is delivered: one message a surface, and it shows the newest state."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from approvals.events import GrantEndsSoon, ItemChanged, RequestOpened
from approvals.model import Wish
from approvals.operations.approve import approve
from approvals.operations.open_request import open_request
from approvals.queries.requests import request_picture
from bot.delivery import Delivery, posts
from bot.delivery.posts import BeingPosted, Placed
from bot.delivery.surfaces import Surfaces
from bot.slack_local.model import Message
from bot.tables import PostRow
from bot.views.parts import text_card
from tests.approvals.company import DASHBOARDS, SALES, WAREHOUSE_ADMIN
from tests.bot.listeners.stage import TOM, Stage
from tests.statements import statements


async def opened(stage: Stage, entitlement: str = SALES, **scope: str) -> str:
    wishes = [
        Wish(entitlement=entitlement, scope=scope or ({"region": "EMEA"} if entitlement == SALES else {}))
    ]
    return await open_request(
        stage.desk, requester="tom.reyes", beneficiary="tom.reyes", wishes=wishes, duration=timedelta(days=7),
        justification="board deck", words="please", key=f"key-{entitlement}",
    )  # fmt: skip


def all_of(stage: Stage, *where: str) -> list[Message]:
    return [
        m
        for name in where or ("access-requests", "security-reviews", TOM)
        for m in stage.slack.all_messages(name)
    ]


async def test_an_event_delivered_twice_changes_nothing(stage: Stage) -> None:
    request_id = await opened(stage)
    await stage.delivery(RequestOpened(request_id=request_id))
    before, calls = all_of(stage), len(stage.slack.calls)
    await stage.delivery(RequestOpened(request_id=request_id))
    assert [m.ts for m in all_of(stage)] == [m.ts for m in before]
    assert len(stage.slack.calls) == calls


async def test_the_same_state_again_is_known_by_its_version_and_its_messages(stage: Stage) -> None:
    request_id = await opened(stage)
    event = RequestOpened(request_id=request_id)
    first = await stage.delivery(event)
    with statements() as sent:
        assert await stage.delivery(event) is first
    assert len(sent) == 2
    item = first.items[0]
    await approve(stage.desk, item_id=item.id, by="lena.osei")
    decided = await stage.delivery(ItemChanged(request_id=request_id, item_id=item.id))
    assert decided.version > first.version
    assert "approved by" in stage.slack.text_of(stage.slack.messages("access-requests")[0])


async def test_what_another_process_wrote_over_it_is_drawn_again(stage: Stage) -> None:
    """It died after it had written an older state, and its job is done here."""
    request_id = await opened(stage)
    event = RequestOpened(request_id=request_id)
    await stage.delivery(event)
    card = stage.slack.messages("access-requests")[0]
    other = Surfaces(lambda: stage.desk, stage.client)
    await other.show(f"thread:{request_id}", card.channel, text_card("an older state"))
    await stage.delivery(event)
    assert "asks for" in stage.slack.text_of(stage.slack.messages("access-requests")[0])


async def test_whoever_could_not_be_written_to_is_tried_again(stage: Stage) -> None:
    request_id = await opened(stage)
    stage.slack.fail_next("conversations.open", error="restricted_action")
    await stage.delivery(RequestOpened(request_id=request_id))
    while not stage.slack.messages(TOM):
        assert len([call for call in stage.slack.calls if call.method == "conversations.open"]) < 5
        await stage.delivery(RequestOpened(request_id=request_id))


async def test_a_new_day_or_company_is_drawn_anew(stage: Stage) -> None:
    """Who is asked goes by both, with nothing about the request changed."""
    request_id = await opened(stage)
    event, desks = RequestOpened(request_id=request_id), [stage.desk]
    delivery = Delivery(lambda: desks[-1], stage.client)
    first = await delivery(event)
    assert await delivery(event) is first
    stage.clock.advance(timedelta(days=1))
    assert (second := await delivery(event)) is not first
    desks.append(replace(stage.desk, company=stage.desk.company.model_copy()))
    assert await delivery(event) is not second


async def test_deliveries_side_by_side_post_once(stage: Stage) -> None:
    request_id = await opened(stage, WAREHOUSE_ADMIN)
    event = RequestOpened(request_id=request_id)
    await asyncio.gather(
        *(stage.delivery(event) for _ in range(4)), Delivery(lambda: stage.desk, stage.client)(event)
    )
    assert len(stage.slack.messages("access-requests")) == 1
    assert len(stage.slack.messages("security-reviews")) == 1
    assert len(stage.slack.messages(TOM)) == 1


@pytest.mark.parametrize("lost", [1, 2, 4, 5])
async def test_a_lost_answer_leaves_one_message(stage: Stage, lost: int) -> None:
    """The message is stored, the answer is not heard, once within the short tries and once beyond them."""
    request_id = await opened(stage)
    stage.slack.fail_next("chat.postMessage", http=503, times=lost, after_apply=True)
    for _ in range(4):
        try:
            await stage.delivery(RequestOpened(request_id=request_id))
        except SlackApiError:
            continue
    texts = [stage.slack.text_of(m) for m in all_of(stage)]
    assert len(texts) == len(set(texts)) == 3


async def test_a_process_that_died_between_posting_and_noting_it_is_found_out(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = stage.slack.channel_id("access-requests")
    shown = await stage.delivery.surfaces.show("s:1", here, text_card("hello"))
    async with stage.desk.store.transaction() as tx:
        row = await tx.session.get_one(PostRow, "s:1")
        row.ts, row.posting, row.posting_since = "", "another process", tx.now
        tx.session.add(row)
    assert await Surfaces(lambda: stage.desk, stage.client).show("s:1", here, text_card("hello")) == shown
    assert len(stage.slack.messages("access-requests")) == 1


async def test_while_another_process_is_posting_the_job_comes_back_later(stage: Stage) -> None:
    here = stage.slack.channel_id("access-requests")
    async with stage.desk.store.transaction() as tx:
        tx.session.add(PostRow(surface="s:2", channel=here, posting="another process", posting_since=tx.now))
    stage.clock.advance(timedelta(seconds=6))
    with pytest.raises(BeingPosted) as later:
        await stage.delivery.surfaces.show("s:2", here, text_card("hello"))
    # Not at the third try's thirty seconds: the other may be dead, and four from now it counts as that.
    assert later.value.within == posts.ANOTHER_IS_AT_IT - timedelta(seconds=6)
    stage.clock.advance(later.value.within)
    await stage.delivery.surfaces.show("s:2", here, text_card("hello"))
    assert len(stage.slack.messages("access-requests")) == 1


async def test_events_in_any_order_end_in_the_same_place(stage: Stage) -> None:
    request_id = await opened(stage)
    item = (await request_picture(stage.desk, request_id)).items[0]
    await approve(stage.desk, item_id=item.id, by="lena.osei")
    await stage.delivery(ItemChanged(request_id=request_id, item_id=item.id))
    await stage.delivery(RequestOpened(request_id=request_id))
    card = stage.slack.messages("access-requests")[0]
    assert stage.slack.buttons(card) == []
    assert "approved by <@ULENAOSEI>" in stage.slack.text_of(card)
    assert not any("decision is needed" in stage.slack.text_of(m) for m in all_of(stage))


async def test_an_older_state_written_last_is_written_over(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process approves, and draws that, while this one is about to write what it read before."""
    request_id = await opened(stage)
    await stage.delivery(RequestOpened(request_id=request_id))
    old = await request_picture(stage.desk, request_id)
    seen: list[int] = []

    async def late(desk: object, wanted: str) -> object:
        seen.append(1)
        if len(seen) > 1:
            return await request_picture(stage.desk, wanted)
        await approve(stage.desk, item_id=old.items[0].id, by="lena.osei")
        fresh = await request_picture(stage.desk, wanted)
        await stage.delivery._draw(fresh, again=False)
        return old

    monkeypatch.setattr("approvals.queries.requests.request_picture", late)
    await Delivery(lambda: stage.desk, stage.client).refresh(request_id)
    assert stage.slack.buttons(stage.slack.messages("access-requests")[0]) == []
    assert len(seen) == 2


async def test_a_deleted_card_comes_back(stage: Stage) -> None:
    request_id = await opened(stage)
    await stage.delivery(RequestOpened(request_id=request_id))
    card = stage.slack.messages("access-requests")[0]
    await stage.client.chat_delete(channel=card.channel, ts=card.ts)
    item = (await request_picture(stage.desk, request_id)).items[0]
    await approve(stage.desk, item_id=item.id, by="lena.osei")
    await stage.delivery(ItemChanged(request_id=request_id, item_id=item.id))
    assert any("approved by" in stage.slack.text_of(m) for m in stage.slack.messages("access-requests"))


async def test_being_told_to_slow_down_is_waited_out(stage: Stage) -> None:
    request_id = await opened(stage, DASHBOARDS)
    stage.slack.fail_next("chat.postMessage", ratelimited=0)
    await stage.delivery(RequestOpened(request_id=request_id))
    assert len(stage.slack.messages("access-requests")) == 1


async def test_slack_being_down_is_raised_so_that_the_job_comes_back(stage: Stage) -> None:
    request_id = await opened(stage)
    stage.slack.down()
    with pytest.raises(SlackApiError):
        await stage.delivery(RequestOpened(request_id=request_id))
    stage.slack.up()
    await stage.delivery(RequestOpened(request_id=request_id))
    assert len(stage.slack.messages("access-requests")) == 1


async def test_a_public_channel_is_joined_and_a_private_one_asked_for(stage: Stage) -> None:
    slack = stage.slack
    space = slack.platform.space
    space.channel("access-requests").members.remove(space.bot_user_id)
    request_id = await opened(stage)
    await stage.delivery(RequestOpened(request_id=request_id))
    assert [c.method for c in slack.calls].count("conversations.join") == 1
    assert len([m for m in slack.messages("access-requests") if m.by_bot and m.blocks]) == 1


async def test_a_reminder_for_access_that_has_ended_is_not_sent(stage: Stage) -> None:
    request_id = await opened(stage, DASHBOARDS)
    await stage.delivery(RequestOpened(request_id=request_id))
    grant = (await request_picture(stage.desk, request_id)).items[0].grant
    assert grant is not None
    before = len(stage.slack.messages(TOM))
    await stage.delivery(GrantEndsSoon(request_id=request_id, grant_id=grant.id))
    assert len(stage.slack.messages(TOM)) == before


async def test_adopting_a_message_leaves_what_is_there(stage: Stage) -> None:
    here = stage.slack.channel_id("access-requests")
    shown = await stage.delivery.surfaces.show("s:3", here, text_card("hello"))
    await stage.delivery.surfaces.adopt("s:3", Placed("C0", "1.0"))
    assert await stage.delivery.surfaces.placed("s:3") == shown
