"""The page without a mouse: where the focus is, where it goes back to, and what Enter and Escape do."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.playground import Playground

pytestmark = pytest.mark.browser


SAYS_MORE = """async (thread) => {
    const place = new URLSearchParams(location.hash.slice(1));
    const body = { as: place.get("as"), channel: place.get("channel"), text: "No, Ilka has.", thread_ts: thread };
    await fetch("playground/message", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}"""
"""Says something in a thread without touching the page: news from elsewhere."""


def keys(page: Page, *names: str) -> None:
    """Presses them, wherever the focus is."""
    for name in names:
        page.keyboard.press(name)


def test_a_request_is_written_changed_and_cancelled_with_the_keyboard_alone(playground: Playground) -> None:
    page = playground.page
    playground.become("Mira Castelhano")
    playground.visit("Usher")
    field = page.locator("[data-composer=main] textarea")
    expect(field).to_be_focused()
    page.keyboard.type("I need the lab door to the measurement room for 3 days, a clinic is visiting")
    keys(page, "Enter")
    card = playground.newest("Door badges")
    change = card.get_by_role("button", name="Change", exact=True)
    expect(change).to_be_visible()
    expect(field).to_be_focused()

    change.focus()
    keys(page, "Enter")
    expect(playground.dialog()).to_be_visible()
    expect(playground.dialog().locator(":focus")).to_have_count(1)
    keys(page, "Escape")
    expect(playground.dialog()).to_have_count(0)
    expect(change).to_be_focused()

    card.get_by_role("button", name="Cancel", exact=True).focus()
    keys(page, "Enter")
    gone = playground.newest("Cancelled")
    expect(gone).to_be_visible()
    expect(gone).to_be_focused()


def test_a_thread_is_answered_and_left_with_the_keyboard_alone(playground: Playground) -> None:
    page = playground.page
    playground.become("Kofi Brentum")
    playground.visit("general")
    playground.say("Who has the key to the roof?")
    said = playground.newest("key to the roof")
    said.locator("[data-reply]").focus()
    keys(page, "Enter")
    answer = page.locator("[data-composer=thread] textarea")
    expect(answer).to_be_focused()
    page.keyboard.type("I have it.")
    keys(page, "Enter")
    expect(playground.newest("I have it.", pane="thread")).to_be_visible()
    replies = said.locator("[data-open-thread]")
    expect(replies).to_have_text(re.compile("^KB1 reply"))
    keys(page, "Escape")
    expect(page.locator("[data-pane=thread]")).to_be_hidden()
    expect(replies).to_be_focused()

    keys(page, "Enter")
    expect(answer).to_be_focused()
    replies.focus()
    with page.expect_response("**/playground/message"):
        page.evaluate(SAYS_MORE, said.get_attribute("data-ts"))
    expect(replies).to_have_text(re.compile("^KB2 replies"))
    expect(replies).to_be_focused()


def test_from_one_conversation_to_the_next_one_can_go_on_writing(playground: Playground) -> None:
    page = playground.page
    playground.become("Kofi Brentum")
    playground.visit("general")
    keys(page, "Alt+ArrowUp")
    expect(page.locator("#main .pane-title")).not_to_have_text("general")
    expect(page.locator("[data-composer=main] textarea")).to_be_focused()


def test_news_of_others_leaves_the_focus_where_it_is(playground: Playground) -> None:
    page = playground.page
    clock = page.locator("[data-clock]")
    clock.focus()
    with page.expect_response("**/playground/state*"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function("document.activeElement !== document.body")
    expect(clock).to_be_focused()


def test_what_is_new_is_read_out(playground: Playground) -> None:
    log = playground.page.locator("#main [role=log]")
    expect(log).to_have_attribute("aria-label", re.compile("^Messages in "))
    expect(playground.page.locator("#toasts")).to_have_attribute("aria-live", "polite")
    expect(playground.page.locator("#main [role=status]")).to_have_attribute("aria-live", "polite")


def test_on_a_phone_the_conversations_take_the_focus_and_give_it_back(playground: Playground) -> None:
    page = playground.page
    page.set_viewport_size({"width": 390, "height": 844})
    toggle = page.locator("[data-drawer-toggle]")
    toggle.focus()
    keys(page, "Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#sidebar [aria-current=page]")).to_be_focused()
    keys(page, "Escape")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(toggle).to_be_focused()
    expect(page.locator("#sidebar")).to_be_hidden()
