"""Where a ticket goes that people have: the helpdesk's channel, while there is one, and else each of its people."""

from __future__ import annotations

import pytest

from tests.bot.listeners.stage import LENA, TOM, Stage
from tests.bot.listeners.talking import asks
from tests.bot.listeners.test_answering import CARA, SANA

CHANNEL = "general"
HELP_WANTED = "Help wanted"


@pytest.fixture
def their_channel(stage: Stage) -> None:
    company = stage.desk.company
    named = company.channels.model_copy(update={"helpdesk": CHANNEL})
    stage.desk.__dict__["company"] = company.model_copy(update={"channels": named})


async def needs_help(stage: Stage, user: str) -> None:
    answer = await asks(stage, user, "Why was I locked out?")
    await stage.slack.person(user).clicks(answer, "Talk to the helpdesk")
    await stage.work_off()


def tickets(stage: Stage, where: str) -> int:
    return sum(HELP_WANTED in stage.slack.text_of(one) for one in stage.slack.messages(where))


@pytest.mark.usefixtures("their_channel")
async def test_the_channel_has_it_and_nobody_is_written_to(stage: Stage) -> None:
    await needs_help(stage, TOM)
    assert (tickets(stage, CHANNEL), tickets(stage, CARA)) == (1, 0)


@pytest.mark.usefixtures("their_channel")
async def test_once_usher_was_put_out_of_the_channel_the_people_have_it_until_it_is_back(
    stage: Stage,
) -> None:
    space = stage.slack.platform.space
    channel = space.channel(CHANNEL)
    await needs_help(stage, LENA)
    channel.is_private = True
    channel.members.remove(space.bot_user_id)
    await needs_help(stage, TOM)
    assert (tickets(stage, CHANNEL), tickets(stage, CARA)) == (1, 1)
    assert "has it, with everything I found" in stage.slack.text_of(stage.slack.messages(TOM)[-1])
    assert stage.jobs.waiting == []
    channel.members.append(space.bot_user_id)
    await needs_help(stage, SANA)
    assert (tickets(stage, CHANNEL), tickets(stage, CARA)) == (2, 1)
