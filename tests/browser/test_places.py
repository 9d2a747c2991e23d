"""Where one is and what one has typed outlast Back, Forward and a reload; a modal is where it was asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE_MS, listen
from tests.browser.playground import Playground

pytestmark = pytest.mark.browser


@pytest.fixture
def beside(playground: Playground) -> Iterator[Playground]:
    """A second tab of the same browser."""
    page = playground.page.context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    complaints = listen(page)
    opened = Playground(page, playground.url)
    opened.open()
    yield opened
    assert complaints == []


def room(page: Page, name: str) -> None:
    """That conversation is open."""
    expect(page.locator("#main .pane-title")).to_have_text(name)


def form(playground: Playground, who: str) -> None:
    """Somebody opens the form that asks for access."""
    playground.become(who)
    playground.press("Request access", playground.home())
    expect(playground.dialog()).to_be_visible()


def test_back_and_forward_move_between_the_places_one_was_at(playground: Playground) -> None:
    page = playground.page
    playground.become("Kofi Brentum")
    playground.visit("general")
    playground.say("Lunch at one?")
    playground.newest("Lunch at one?").locator("[data-reply]").click(force=True)
    thread = page.locator("[data-pane=thread]")
    expect(thread).to_be_visible()
    playground.home()
    playground.become("Sadia Rahmani")

    page.go_back()
    expect(page.locator("[data-persona-switch]")).to_contain_text("Kofi Brentum")
    expect(page.locator("[data-surface=home]")).to_be_visible()
    page.go_back()
    room(page, "Usher")
    expect(page.locator("[data-surface=home]")).to_be_hidden()
    page.go_back()
    room(page, "general")
    expect(thread).to_contain_text("Lunch at one?")
    page.go_back()
    expect(thread).to_be_hidden()
    page.go_forward()
    expect(thread).to_be_visible()

    page.reload()
    room(page, "general")
    expect(thread).to_contain_text("Lunch at one?")
    expect(page.locator("[data-persona-switch]")).to_contain_text("Kofi Brentum")


def test_back_takes_a_modal_off_and_stays_where_it_was(playground: Playground) -> None:
    page = playground.page
    form(playground, "Joanna Skrzyp")
    here = page.url
    page.go_back()
    expect(playground.dialog()).to_have_count(0)
    expect(page.locator("[data-surface=home]")).to_be_visible()
    assert page.url == here
    page.go_back()
    expect(page.locator("[data-surface=home]")).to_be_hidden()


def test_a_thread_that_is_not_there_any_more_is_not_shown(playground: Playground) -> None:
    page = playground.page
    page.goto(f"{page.url}&thread=1000000000.000100")
    page.reload()
    expect(page.locator("[data-composer=main]")).to_be_visible()
    expect(page.locator("[data-pane=thread]")).to_be_hidden()
    assert "thread" not in page.url


def test_what_is_typed_is_still_there_after_a_reload(playground: Playground) -> None:
    page = playground.page
    field = page.locator("[data-composer=main] textarea")
    playground.become("Kofi Brentum")
    playground.visit("general")
    field.fill("Who is in")
    playground.visit("access-requests")
    expect(field).to_have_value("")
    field.fill("For the record")
    page.reload()
    expect(field).to_have_value("For the record")
    playground.visit("general")
    expect(field).to_have_value("Who is in")
    playground.become("Sadia Rahmani")
    playground.visit("general")
    expect(field).to_have_value("")

    playground.become("Kofi Brentum")
    playground.say("Who is in on Friday?")
    page.reload()
    expect(playground.newest("on Friday?")).to_be_visible()
    expect(field).to_have_value("")


def test_what_is_entered_in_a_modal_is_still_there_after_a_reload(playground: Playground) -> None:
    page = playground.page
    form(playground, "Joanna Skrzyp")
    dialog = playground.dialog()
    why = dialog.locator("[data-action-id=form_why]")
    why.fill("The auditors come on Monday")
    page.reload()
    expect(why).to_have_value("The auditors come on Monday")
    dialog.locator("[data-view-close]").click()
    expect(dialog).to_have_count(0)
    page.reload()
    expect(page.locator("[data-surface=home]")).to_be_visible()
    expect(dialog).to_have_count(0)
    kept = page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('usher.draft view'))")
    assert kept == []


def test_a_modal_opens_in_the_tab_of_the_click_and_in_no_other(
    playground: Playground, beside: Playground
) -> None:
    form(beside, "Joanna Skrzyp")
    playground.page.bring_to_front()
    form(playground, "Joanna Skrzyp")
    beside.dialog().locator("[data-action-id=form_why]").fill("Written beside")
    playground.dialog().locator("[data-view-close]").click()
    expect(playground.dialog()).to_have_count(0)
    beside.page.bring_to_front()
    beside.page.reload()
    expect(beside.dialog().locator("[data-action-id=form_why]")).to_have_value("Written beside")
    expect(playground.dialog()).to_have_count(0)
