"""Slack's rules, each at its edge: the last thing that passes and the first that does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack_local import SlackError
from bot.slack_local.limits import check_blocks, check_metadata, check_view
from tests.bot.slack_local.conftest import button, card, modal, section, text_input


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(text: str = "One", value: str = "1", **more: Any) -> dict[str, Any]:
    return {"text": plain(text), "value": value, **more}


def select(*options: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "pick", "options": list(options), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def overflow(count: int) -> dict[str, Any]:
    return {"type": "overflow", "action_id": "more", "options": [option(value=str(n)) for n in range(count)]}


def details(blocks: list[Any]) -> list[str]:
    try:
        check_blocks(blocks)
    except SlackError as refusal:
        return [refusal.code, *refusal.messages]
    return []


EDGES: list[tuple[str, list[Any], list[Any], str]] = [
    ("50 blocks", [{"type": "divider"}] * 50, [{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ("section text", [section("x" * 3000)], [section("x" * 3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ("empty text", [section("x")], [section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ("section without text", [section("x")], [{"type": "section"}], "must define either `text` or `fields` [json-pointer:/blocks/0/type]"),
    ("section fields", [{"type": "section", "fields": [plain("x")] * 10}], [{"type": "section", "fields": [plain("x")] * 11}], "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    ("field text", [{"type": "section", "fields": [plain("x" * 2000)]}], [{"type": "section", "fields": [plain("x" * 2001)]}], "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"),
    ("header", [{"type": "header", "text": plain("x" * 150)}], [{"type": "header", "text": plain("x" * 151)}], "must be less than 151 characters [json-pointer:/blocks/0/text/text]"),
    ("header is plain", [{"type": "header", "text": plain("x")}], [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
    ("context", [{"type": "context", "elements": [plain("x")] * 10}], [{"type": "context", "elements": [plain("x")] * 11}], "no more than 10 items allowed [json-pointer:/blocks/0/elements]"),
    ("actions", [actions(*(button("x", f"a{n}") for n in range(25)))], [actions(*(button("x", f"a{n}") for n in range(26)))], "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
    ("empty actions", [actions(button("x", "a"))], [actions()], "must provide at least 1 items [json-pointer:/blocks/0/elements]"),
    ("button text", [actions(button("x" * 75, "a"))], [actions(button("x" * 76, "a"))], "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"),
    ("button value", [actions(button("x", "a", "v" * 2000))], [actions(button("x", "a", "v" * 2001))], "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"),
    ("button style", [actions(button("x", "a") | {"style": "danger"})], [actions(button("x", "a") | {"style": "red"})], "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"),
    ("action id", [actions(button("x", "a" * 255))], [actions(button("x", "a" * 256))], "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"),
    ("block id", [section("x", block_id="b" * 255)], [section("x", block_id="b" * 256)], "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
    ("unique action ids", [actions(button("x", "a"), button("y", "b"))], [actions(button("x", "a"), button("y", "a"))], '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]'),
    ("unique block ids", [section("x", block_id="a"), section("y", block_id="b")], [section("x", block_id="a"), section("y", block_id="a")], '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]'),
    ("one action id in two blocks", [actions(button("x", "a")), actions(button("y", "a"))], [{"type": "sections"}], "unsupported type: sections [json-pointer:/blocks/0/type]"),
    ("options", [actions(select(*(option(value=str(n)) for n in range(100))))], [actions(select(*(option(value=str(n)) for n in range(101))))], "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]"),
    ("option text", [actions(select(option("x" * 75)))], [actions(select(option("x" * 76)))], "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]"),
    ("option value", [actions(select(option(value="v" * 150)))], [actions(select(option(value="v" * 151)))], "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]"),
    ("no options", [actions(select(option()))], [actions(select())], "must provide at least 1 items [json-pointer:/blocks/0/elements/0/options]"),
    ("initial option", [actions(select(option(), initial_option=option()))], [actions(select(option(), initial_option=option(value="2")))], "must match one of the options [json-pointer:/blocks/0/elements/0/initial_option]"),
    ("overflow", [actions(overflow(5))], [actions(overflow(6))], "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]"),
    ("small overflow", [actions(overflow(2))], [actions(overflow(1))], "must provide at least 2 items [json-pointer:/blocks/0/elements/0/options]"),
    ("unknown key", [section("x")], [section("x", color="red")], "invalid additional property: color [json-pointer:/blocks/0]"),
    ("missing key", [actions(button("x", "a"))], [actions({"type": "button", "action_id": "a"})], "missing required field: text [json-pointer:/blocks/0/elements/0]"),
    ("input elements stay in inputs", [text_input("a", "A")], [actions({"type": "plain_text_input", "action_id": "a"})], "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]"),
    ("label", [text_input("a", "A" * 2000)], [text_input("a", "A" * 2001)], "must be less than 2001 characters [json-pointer:/blocks/0/label/text]"),
    ("max_length", [text_input("a", "A", max_length=3000)], [text_input("a", "A", max_length=3001)], "must be between 1 and 3000 [json-pointer:/blocks/0/element/max_length]"),
    ("confirm", [actions(button("x", "a") | {"confirm": {"title": plain("t"), "text": plain("t"), "confirm": plain("y"), "deny": plain("n")}})], [actions(button("x", "a") | {"confirm": {"title": plain("t"), "text": plain("t"), "confirm": plain("y" * 31), "deny": plain("n")}})], "must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]"),
    ("markdown", [{"type": "markdown", "text": "x" * 12000}], [{"type": "markdown", "text": "x" * 12001}], "must be less than 12001 characters [json-pointer:/blocks/0/text]"),
    ("image", [{"type": "image", "alt_text": "a", "image_url": "https://example.com/a.png"}], [{"type": "image", "alt_text": "a"}], "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fits", "breaks", "says"), [edge[1:] for edge in EDGES], ids=[edge[0] for edge in EDGES]
)
def test_the_last_that_fits_passes_and_the_next_is_refused_in_slacks_words(
    fits: list[Any], breaks: list[Any], says: str
) -> None:
    assert details(fits) == []
    assert details(breaks) == ["invalid_blocks", says]


def test_every_problem_is_told_at_once() -> None:
    assert len(details([section(""), {"type": "nope"}, actions()])) == 1 + 3


@pytest.mark.parametrize("blocks", ["[]", {"type": "section"}, ["section"], [None]])
def test_blocks_that_are_no_list_of_objects_are_a_format_error(blocks: Any) -> None:
    with pytest.raises(SlackError, match="invalid_blocks_format"):
        check_blocks(blocks)


def view_details(view: Any, **more: Any) -> list[str]:
    try:
        check_view(view, **more)
    except SlackError as refusal:
        return [refusal.code, *refusal.messages]
    return []


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (modal(section("x"), title="x" * 25), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (modal(section("x"), submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
        (modal(section("x"), close=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/close/text]"),
        (modal(section("x"), private_metadata="x" * 3001), "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
        (modal(section("x"), callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
        (modal(*[section("x")] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
        (modal(text_input("a", "A"), submit=None), "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]"),
        ({"type": "modal", "title": plain("x")}, "missing required field: blocks [json-pointer:/view]"),
        ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
        (modal(section("x"), colour="red"), "invalid additional property: colour [json-pointer:/view]"),
        (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown [json-pointer:/view/blocks/0/type]"),
        ({"type": "popup", "blocks": []}, "unsupported type: popup [json-pointer:/view/type]"),
        (None, "must provide an object [json-pointer:/view]"),
    ],
)  # fmt: skip
def test_a_view_that_breaks_a_rule_is_refused_in_slacks_words(view: Any, says: str) -> None:
    assert view_details(view) == ["invalid_arguments", says]


def test_a_modal_at_every_limit_passes() -> None:
    view = modal(
        *[section("x")] * 100,
        title="t" * 24,
        submit=plain("s" * 24),
        close=plain("c" * 24),
        private_metadata="m" * 3000,
    )
    assert view_details(view, surface="modal") == []
    assert view_details(view, surface="home") == [
        "invalid_arguments",
        "unsupported type: modal [json-pointer:/view/type]",
    ]


def test_a_view_of_more_than_250_kilobytes_is_too_large() -> None:
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(modal(*[section("é" * 3000)] * 50))


def test_metadata_needs_a_type_and_a_payload_and_has_a_size() -> None:
    assert check_metadata({"event_type": "request", "event_payload": {"id": "1"}})
    with pytest.raises(SlackError, match="invalid_metadata_format"):
        check_metadata({"event_type": "request"})
    with pytest.raises(SlackError, match="metadata_too_large"):
        check_metadata({"event_type": "request", "event_payload": {"id": "x" * 8000}})


def test_slack_fills_in_the_ids_and_the_defaults() -> None:
    [one, two] = check_blocks(
        [section("x"), {"type": "actions", "elements": [{"type": "button", "text": plain("y")}]}]
    )
    assert one["block_id"] != two["block_id"]
    assert one["text"]["verbatim"] is False
    assert two["elements"][0]["action_id"]
    assert two["elements"][0]["text"]["emoji"] is True


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([
        "type", "text", "elements", "element", "accessory", "options", "option_groups", "block_id", "action_id",
        "fields", "label", "value", "initial_option", "confirm",
    ]) | st.text(max_size=3), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip
_TYPED = st.builds(
    lambda kind, rest: {**rest, "type": kind},
    st.sampled_from(
        ["section", "actions", "input", "context", "header", "image", "rich_text", "button", "static_select"]
    ),
    st.dictionaries(
        st.sampled_from(["text", "elements", "element", "accessory", "fields", "label", "block_id"]), _JSON
    ),
)


@given(st.lists(_TYPED, max_size=4) | _JSON)
def test_whatever_is_sent_it_is_taken_or_refused_with_slacks_errors(blocks: Any) -> None:
    code = ""
    try:
        taken = check_blocks(blocks)
    except SlackError as refusal:
        taken, code = [], refusal.code
    assert code in ("", "invalid_blocks", "invalid_blocks_format")
    assert all(block["block_id"] for block in taken)


def test_a_card_as_the_product_sends_it_passes() -> None:
    assert (
        details(card("Ana wants *Sales reports*", button("Approve", "approve"), button("Deny", "deny"))) == []
    )
