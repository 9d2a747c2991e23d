"""What Slack's client does before anything is sent: typing, picking, checking."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hosting import Hosted, PortTaken
from bot.slack_local import LocalSlack, NotThere, SlackUser
from bot.slack_local.inputs import problems, state_values
from bot.slack_local.limits import completed
from bot.slack_local.model import Channel, Message
from bot.slack_local.picking import clickable, filled
from bot.slack_local.reading import text_of
from bot.slack_local.typed_text import mentions, rich_text, sent_text
from bot.slack_local.workspace import Workspace
from tests.bot.slack_local.conftest import (
    ANA,
    BEN,
    USERS,
    HandClock,
    button,
    card,
    local_slack,
    section,
    text_input,
)

CHANNELS = [Channel("C1", "access-requests", 0, [])]


def typed(text: str) -> str:
    return sent_text(text, users=USERS, channels=CHANNELS)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("I need <b> & more", "I need &lt;b&gt; &amp; more"),
        ("ask @ben, please", "ask <@U0BEN>, please"),
        ("ask @Ben Okoro please", "ask <@U0BEN> please"),
        ("mail ben@ana.example", "mail ben@ana.example"),
        ("see #access-requests", "see <#C1|access-requests>"),
        ("see https://example.com/a?b=1&c=2.", "see <https://example.com/a?b=1&amp;c=2>."),
        ("<@U0BEN> is ready", "<@U0BEN> is ready"),
        ("שלום 👋", "שלום 👋"),
    ],
)
def test_what_is_typed_is_sent_as_slack_sends_it(text: str, sent: str) -> None:
    assert typed(text) == sent


def test_a_person_named_like_a_regular_expression_does_no_harm() -> None:
    users = [SlackUser("U1", "a.b+", "A (B)")]
    assert sent_text("hi @a.b+ and @axb+", users=users, channels=[]) == "hi <@U1> and @axb+"


@given(st.text(max_size=60))
def test_the_rich_text_of_a_message_reads_as_what_was_typed_but_for_names_and_links(text: str) -> None:
    if "@" in text or "#" in text or "http" in text:
        return
    spans = rich_text(typed(text))[0]["elements"][0]["elements"]
    assert "".join(span["text"] for span in spans) == text


def test_mentions_are_found() -> None:
    assert mentions("<@U0BEN> and <@U0ANA>, not @cyd") == {BEN, ANA}


def test_the_state_of_a_form_is_what_it_starts_with_until_something_is_typed() -> None:
    blocks = completed([
        text_input("a", "A", initial_value="x"),
        text_input("b", "B"),
        {"type": "actions", "block_id": "c", "elements": [button("x", "y"), {"type": "multi_users_select", "action_id": "who"}]},
    ])  # fmt: skip
    assert state_values(blocks, {"b": {"text": {"type": "plain_text_input", "value": "typed"}}}) == {
        "a": {"text": {"type": "plain_text_input", "value": "x"}},
        "b": {"text": {"type": "plain_text_input", "value": "typed"}},
        "c": {"who": {"type": "multi_users_select", "selected_users": []}},
    }


@pytest.mark.parametrize(
    ("element", "value", "says"),
    [
        ({"type": "plain_text_input"}, "", "Please complete this required field."),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Please enter at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "Please enter at most 3 characters."),
        ({"type": "plain_text_input"}, "abc", None),
        ({"type": "email_text_input"}, "ana@", "Please enter a valid email address."),
        ({"type": "email_text_input"}, "ana@example.com", None),
        ({"type": "url_text_input"}, "example", "Please enter a valid URL."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "1.5", "Please enter a number that is at least 2."),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "1.5", None),
    ],
)  # fmt: skip
def test_slacks_client_checks_inputs_itself(element: dict[str, Any], value: str, says: str | None) -> None:
    block = {"type": "input", "block_id": "b", "element": element | {"action_id": "a"}}
    found = problems([block], {"b": {"a": {"type": element["type"], "value": value}}})
    assert found == ({"b": says} if says else {})
    assert problems([block | {"optional": True}], {}) == {}


def shown(*blocks: dict[str, Any]) -> Message:
    return Message("1.0", "C1", ANA, text="for notices", blocks=completed(blocks))


def test_a_message_reads_top_to_bottom() -> None:
    message = shown(
        {"type": "header", "text": {"type": "plain_text", "text": "Request"}},
        section("*Sales reports*", accessory=button("Open", "open")),
        {
            "type": "section",
            "fields": [{"type": "mrkdwn", "text": "Risk"}, {"type": "mrkdwn", "text": "Low"}],
        },
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "by Ana"}]},
    )
    assert text_of(message) == "Request\n*Sales reports*\nOpen\nRisk\nLow\nby Ana"
    assert text_of(Message("1.0", "C1", ANA, text="only text")) == "only text"


def test_a_button_that_is_not_there_or_there_twice_is_named() -> None:
    message = shown(
        *card("?", button("Approve", "a"), button("Deny", "b")), section("!", accessory=button("Deny", "c"))
    )
    assert clickable(message, text="Approve")["action_id"] == "a"
    with pytest.raises(NotThere, match="no button 'Maybe'; there is Approve, Deny, Deny"):
        clickable(message, text="Maybe")
    with pytest.raises(NotThere, match="2 buttons fit 'Deny'"):
        clickable(message, text="Deny")
    assert clickable(message, text="Deny", action_id="c")["action_id"] == "c"


def test_options_are_picked_by_label_or_value() -> None:
    options = [
        {"text": {"type": "plain_text", "text": name}, "value": name[0]} for name in ("Europe", "Asia")
    ]
    element = {"type": "multi_static_select", "option_groups": [{"label": {}, "options": options}]}
    assert filled(element, ["Europe", "A"])["selected_options"] == options
    with pytest.raises(NotThere, match="'Africa' is not offered; there is Europe, Asia"):
        filled(element, "Africa")
    assert filled({"type": "multi_users_select"}, ANA)["selected_users"] == [ANA]
    assert filled({"type": "datepicker"}, "2026-11-05")["selected_date"] == "2026-11-05"


async def test_a_choice_the_menu_does_not_offer_cannot_be_sent(slack: LocalSlack, client: Any) -> None:
    options = [{"text": {"type": "plain_text", "text": "Europe"}, "value": "e"}]
    menu = {"type": "static_select", "action_id": "region", "options": options}
    await client.chat_postMessage(
        channel=ANA, text="?", blocks=[{"type": "actions", "block_id": "b", "elements": [menu]}]
    )
    [message] = slack.messages(ANA)
    made_up = {"text": {"type": "plain_text", "text": "Mars"}, "value": "m"}
    with pytest.raises(NotThere, match="That choice is gone"):
        await slack.person(ANA).chooses(message, made_up, action_id="region")


def test_timestamps_never_repeat_and_always_grow() -> None:
    clock = HandClock()
    space = Workspace(team_name="T", bot_name="B", users=[], channels=[], now=clock)
    stamps = [space.next_ts() for _ in range(3)]
    clock.seconds -= 500
    stamps.append(space.next_ts())
    assert stamps == sorted(set(stamps))
    assert all(len(stamp.partition(".")[2]) == 6 for stamp in stamps)


def test_a_channel_with_somebody_unknown_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="#lost lists U404, who is not in the workspace"):
        local_slack(channels=[("lost", ["U404"])])


async def test_a_port_in_use_is_said_plainly(slack: LocalSlack) -> None:
    port = int(slack.url.rpartition(":")[2])
    with pytest.raises(PortTaken, match=rf"^Port {port} is in use; choose another one\.$"):
        await Hosted(slack.app, port=port).start()
