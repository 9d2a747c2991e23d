"""The story the product is for, played in a browser: one sentence, one click, access that ends by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.playground import Playground

pytestmark = pytest.mark.browser

SENTENCE = "I need read access to the Q3 sales reports for EMEA, two weeks, board deck"


def test_one_sentence_becomes_access_that_a_manager_allows_and_time_takes_back(
    playground: Playground,
) -> None:
    playground.become("Mira Castelhano")
    playground.say(SENTENCE)
    card = playground.newest("Is this what you need?")
    for words in ("Snowflake · Sales reports · Viewer", "quarter Q3, region EMEA", "2 weeks", "board deck"):
        expect(card).to_contain_text(words)
    expect(card).to_contain_text("@Ilka Tornberg, your manager")
    playground.press("Send request", card)
    status = playground.newest("Your request: Snowflake · Sales reports")
    expect(status).to_contain_text("Waiting for @Ilka Tornberg (manager)")

    playground.become("Ilka Tornberg")
    playground.visit("access-requests")
    root = playground.newest("@Mira Castelhano asks for Snowflake · Sales reports")
    playground.open_thread(root)
    in_thread = playground.messages("asks for", pane="thread").first
    playground.press("Approve", in_thread)
    expect(in_thread).to_contain_text("Manager: approved by @Ilka Tornberg")
    expect(in_thread.get_by_role("button", name="Approve")).to_have_count(0)
    expect(playground.newest("is live until 7 Dec 2026", pane="thread")).to_be_visible()

    playground.become("Mira Castelhano")
    expect(status).to_contain_text("Live until 7 Dec 2026")
    expect(status.get_by_role("button", name="I'm done")).to_be_visible()
    # The same message all the way, edited: the requester never has to look for news.
    expect(playground.messages("Your request: Snowflake · Sales reports")).to_have_count(1)

    playground.jump("P14D")
    playground.jump("PT8H")
    expect(status).to_contain_text("Expired today at")
    playground.jump("P1D")
    expect(status).to_contain_text("Expired yesterday at")
    expect(status.get_by_role("button", name="I'm done")).to_have_count(0)

    playground.become("Ilka Tornberg")
    expect(playground.newest("has ended: expired", pane="thread")).to_be_visible()
