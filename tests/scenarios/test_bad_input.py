"""What nobody should send, and people do: each gets one clear sentence, privately, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.hosting import Hosted
from bot.slack_local.model import Message, SlackUser
from tests.ports import free_port
from tests.scenarios.office import Office, workplace
from tests.scenarios.processes import ended, serve, settings
from tests.scenarios.test_the_story import SENTENCE

STRANGER = SlackUser(
    id="USTRANGER1", name="stranger", real_name="Sam Stranger", email="sam@elsewhere.example"
)
GUEST = SlackUser(
    id="UGUEST0001",
    name="guest",
    real_name="Gil Guest",
    email="mira.castelhano@quillmere.example",
    is_restricted=True,
)


def join(office: Office, user: SlackUser) -> None:
    """Somebody new in the workspace, in the requests channel too."""
    space = office.slack.platform.space
    space.users[user.id] = user
    space.channel("access-requests").members.append(user.id)


async def answer_to(office: Office, user: str, text: str) -> str:
    """What Usher says to that person's message, in words."""

    def answered() -> Message | None:
        said = office.slack.messages(user)
        return said[-1] if said and said[-1].user != user else None

    office.slack.person(user).says(text)
    found = await office.slack.until(answered, timeout=30)
    assert found is not None
    return office.slack.text_of(found)


@pytest.mark.parametrize("text", ["ab" * 5_000, "access to everything " * 476], ids=["one word", "words"])
async def test_a_message_of_ten_thousand_characters_is_answered(office: Office, text: str) -> None:
    assert len(text) <= 10_000
    said = await answer_to(office, office.user("mira.castelhano"), text)
    assert said
    assert "went wrong" not in said


async def test_a_longer_message_is_answered_with_what_would_be_right(office: Office) -> None:
    said = await answer_to(office, office.user("mira.castelhano"), "please " * 4_000)
    assert "tell me in a few sentences what you need" in said


async def test_a_long_message_with_the_wish_in_it_can_be_sent_and_filed(office: Office) -> None:
    """The card, the request and the thread all stay within what Slack takes."""
    status = await office.asks("mira.castelhano", f"{SENTENCE}. " + "It is for the board deck. " * 300)
    await office.becomes(status, "Waiting for")
    thread = await office.card("asks for")
    await office.person("ilka.tornberg").clicks(thread, "Approve")
    await office.becomes(status, "ive until")


SCRIPTS = {
    "mira.castelhano": "🙏🏽👩‍💻📊",
    "kofi.brentum": "read access to the sales reports 📊 for EMEA Q3 🙏🏽 two weeks, board deck 👩‍💻",
    "ilka.tornberg": "أحتاج إلى حق القراءة لتقارير المبيعات لمدة أسبوعين",
    "takumi.oreda": "אני צריך גישה לדוחות המכירות",
    "hana.sekyra": "\u202esdrawkcab\u202c access to the sales reports",
    "cody.wynward": "<@U0NOBODY> &amp; <https://evil.example|click> *bold* `code` <!channel> access to the sales reports",
}
"""Emoji alone, emoji and words, two scripts that are written from right to left, words turned round, and markup."""


async def test_whatever_script_it_is_in_there_is_one_answer(office: Office) -> None:
    for who, text in SCRIPTS.items():
        said = await answer_to(office, office.user(who), text)
        assert said, text
        assert "went wrong" not in said, text
        assert "<!channel>" not in said, text
        await office.slack.settled()
        assert len([m for m in office.slack.messages(office.user(who)) if m.by_bot]) == 1, text


@pytest.mark.parametrize(
    ("user", "words"),
    [(STRANGER, "nobody’s in the company's list of people"), (GUEST, "You are a guest in this workspace")],
    ids=["unlinked", "guest"],
)
async def test_somebody_usher_cannot_act_for_is_told_so_privately_and_nothing_happens(
    office: Office, user: SlackUser, words: str
) -> None:
    join(office, user)
    assert words in await answer_to(office, user.id, SENTENCE)

    await office.asks("mira.castelhano", SENTENCE)
    thread = await office.card("asks for")
    await office.slack.person(user.id).clicks(thread, "Approve")
    note = await office.slack.note(user.id, words, timeout=30)
    assert note.ephemeral_to == user.id
    assert "Approve" in office.slack.buttons(office.slack.latest(thread))
    assert len(office.slack.messages("access-requests")) == 1


async def test_a_person_who_has_left_is_told_so_and_nothing_happens(office: Office) -> None:
    """Gareth's last day was in October; his Slack account is still there."""
    said = await answer_to(office, office.user("gareth.ollerton"), SENTENCE)
    assert said == "Gareth Ollerton does not work here at present, so nothing can be done in their name."
    await office.slack.settled()
    assert office.slack.messages("access-requests") == []


async def test_nobody_gets_access_through_a_colleague_who_has_left(office: Office) -> None:
    said = await answer_to(
        office,
        office.user("mira.castelhano"),
        "Gareth Ollerton needs read access to the Q3 sales reports for EMEA",
    )
    assert "went wrong" not in said
    assert office.slack.messages("access-requests") == []


# The command that runs it


async def tried(place: Office, port: int, **changes: str) -> tuple[int | None, str, str]:
    """`usher serve` with these settings changed, until it ends by itself: exit code, standard output and error."""
    quiet = {"USHER_LOG_LEVEL": "error", "SLACK_SIGNING_SECRET": place.slack.signing_secret}
    process = await serve(place, port, settings(place) | quiet | changes)
    async with ended(process):
        out, err = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, out.decode(), err.decode()


@asynccontextmanager
async def listening(place: Office) -> AsyncIterator[int]:
    """Somebody else on a port."""
    hosted = Hosted(place.slack.app)
    await hosted.start()
    yield hosted.port
    await hosted.stop()


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    """Slack and the systems; who gets as far as the database names one."""
    async with workplace() as around:
        around.database = f"sqlite:///{tmp_path / 'usher.db'}"
        yield around


async def test_a_bot_token_that_slack_does_not_take(place: Office) -> None:
    assert await tried(place, free_port(), SLACK_BOT_TOKEN="xoxb-made-up") == (
        1,
        "",
        "usher: Slack does not take SLACK_BOT_TOKEN (invalid_auth);"
        " install the app again and copy its Bot User OAuth Token.\n",
    )


async def test_a_port_that_is_in_use(place: Office, database: str) -> None:
    place.database = database
    async with listening(place) as port:
        assert await tried(place, port) == (1, "", f"usher: Port {port} is in use; choose another one.\n")


async def test_an_address_that_is_not_slacks(place: Office) -> None:
    code, out, err = await tried(place, free_port(), SLACK_API_URL=place.slack.url)
    assert (code, out) == (1, "")
    assert err == f"usher: What answers at {place.slack.url}/ is not Slack (HTTP 405); check SLACK_API_URL.\n"


async def test_a_database_that_is_away(place: Office) -> None:
    code, out, err = await tried(
        place, free_port(), USHER_DATABASE_URL="postgresql://usher:hush@127.0.0.1:1/usher"
    )
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert err.startswith("usher: The database postgresql://usher:***@127.0.0.1:1/usher cannot be used: ")


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"USHER_DATABASE_URL": "sqlite:////no/such/folder/usher.db"}, 1, "make the folder /no/such/folder first"),
        ({"USHER_LLM": "openai:m", "OPENAI_API_KEY": ""}, 2, "OPENAI_API_KEY is not set"),
        ({"USHER_RISK_REGISTRY": "/etc/passwd"}, 2, "USHER_RISK_REGISTRY is /etc/passwd, which is no folder"),
        ({"USHER_SCIM_TOKEN_NOSUCH": "t"}, 2, "USHER_SCIM_TOKEN_NOSUCH names no system of the catalog"),
        ({"SLACK_APP_TOKEN": "xoxb-1", "SLACK_BOT_TOKEN": "xapp-1"}, 2, "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)  # fmt: skip
async def test_what_is_wrong_on_this_machine_is_said_before_slack_is_asked(
    place: Office, changes: dict[str, str], code: int, words: str
) -> None:
    ended_with, out, err = await tried(place, free_port(), **{"SLACK_BOT_TOKEN": "xoxb-made-up"} | changes)
    assert (ended_with, out) == (code, "")
    assert err.count("\n") == 1
    assert words in err


async def test_no_token_at_all(place: Office) -> None:
    code, out, err = await tried(place, free_port(), SLACK_BOT_TOKEN="")
    assert (code, out) == (2, "")
    assert (
        err == "usher: SLACK_BOT_TOKEN is not set; copy the Bot User OAuth Token of your Slack app into it.\n"
    )
