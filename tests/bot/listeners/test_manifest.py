"""The manifest asks for what the code uses: names agree, and every scope is one that a call needs."""

from __future__ import annotations

from bot.listeners.commands import COMMAND
from bot.listeners.suggestions import SUGGESTIONS
from bot.slack_local.web_api import METHODS
from bot.views import action_ids
from tests.bot.listeners.stage import MANIFEST

FEATURES = MANIFEST["features"]
RECEIVED = {
    "app_mentions:read",
    "commands",
    "users:read.email",
    "groups:read",
    "groups:history",
    "channels:history",
    "metadata.message:read",
}
"""Scopes for what Slack sends, for e-mail addresses and metadata in answers, and for the other kinds of channel of
methods that are called."""


def test_names_in_the_manifest_are_the_ones_the_code_listens_for() -> None:
    assert [one["command"] for one in FEATURES["slash_commands"]] == [COMMAND]
    assert {one["callback_id"] for one in FEATURES["shortcuts"]} == {
        action_ids.SHORTCUT_GLOBAL,
        action_ids.SHORTCUT_MESSAGE,
    }
    offered = tuple((one["title"], one["message"]) for one in FEATURES["agent_view"]["suggested_prompts"])
    assert offered == SUGGESTIONS


def test_every_scope_has_a_use_and_texts_have_slacks_lengths() -> None:
    scopes = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    needed = {scope for _, any_of in METHODS.values() for scope in any_of.split()}
    assert scopes - RECEIVED <= needed
    about = MANIFEST["display_information"]
    assert 174 <= len(about["long_description"]) <= 4_000
    assert len(about["description"]) <= 140
