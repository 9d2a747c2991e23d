"""The rest of what people meet in the playground: modals, private notes, the Home tab, other screens and scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.playground import Playground

pytestmark = pytest.mark.browser


def ask(playground: Playground, who: str, sentence: str, what: str, reason: str = "") -> Locator:
    """Somebody asks for something and sends it; the card in the requests channel, as that person sees it."""
    playground.become(who)
    playground.say(sentence)
    card = playground.newest("Is this what you need?")
    expect(card).to_contain_text(what)
    playground.press("Send request", card)
    if reason:
        dialog = playground.dialog()
        dialog.locator("[data-action-id=form_why]").fill(reason)
        playground.press("Send request", dialog)
    expect(playground.newest("Your request:")).to_contain_text("Waiting for")
    playground.visit("access-requests")
    return playground.newest(f"@{who} asks for {what}")


def test_a_denial_without_a_reason_is_refused_next_to_the_field(playground: Playground) -> None:
    root = ask(
        playground,
        "Rafael Quimby",
        "Let me look at the trade fair leads in HubSpot for three weeks",
        "HubSpot · Leads · Viewer",
        "the fair is next week",
    )
    playground.become("Ilka Tornberg")
    playground.visit("access-requests")
    playground.press("Deny", root)
    dialog = playground.dialog()
    playground.press("Deny", dialog)
    error = dialog.locator("[data-field-error=reason]")
    expect(error).not_to_be_empty()
    field = dialog.locator("[data-action-id=reason]")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")

    field.fill("The fair was <cancelled>; ask me again in spring.")
    playground.press("Deny", dialog)
    expect(dialog).to_have_count(0)
    expect(root).to_contain_text("denied by @Ilka Tornberg")
    expect(root.get_by_role("button", name="Approve")).to_have_count(0)

    playground.become("Rafael Quimby")
    playground.visit("Usher")
    expect(playground.newest("Your request:")).to_contain_text(
        "The fair was <cancelled>; ask me again in spring."
    )


def test_a_stranger_who_clicks_is_told_privately_who_may_decide(playground: Playground) -> None:
    root = ask(
        playground,
        "Takumi Oreda",
        "Read access to production logs for a week, looking into slow orders",
        "AWS · Production · Observer",
    )
    playground.become("Sadia Rahmani")
    playground.visit("access-requests")
    playground.open_thread(root)
    playground.press("Approve", playground.messages("asks for", pane="thread").first)
    note = playground.page.locator("article[data-ephemeral=true]")
    expect(note).to_contain_text("Only visible to you")
    expect(note).to_contain_text("Kofi Brentum")
    expect(root.get_by_role("button", name="Approve")).to_be_visible()

    playground.become("Kofi Brentum")
    playground.visit("access-requests")
    playground.open_thread(root)
    expect(playground.messages("your decision is needed", pane="thread")).to_have_count(1)
    expect(note).to_have_count(0)


def test_the_home_tab_shows_what_waits_and_decides_it_in_place(playground: Playground) -> None:
    ask(
        playground,
        "Mira Castelhano",
        "I need the lab door to the measurement room for 3 days, a clinic is visiting",
        "Door badges · Optics lab · Lab access",
    )
    playground.become("Ilka Tornberg")
    home = playground.home()
    expect(home).to_contain_text("Waiting for you")
    expect(home).to_contain_text("Door badges · Optics lab · Lab access (zone measurement) · 3 days")
    for words in ("My access", "Tailscale · Office network · Staff profile", "My requests"):
        expect(home).to_contain_text(words)
    playground.press("Approve", home)
    expect(home).not_to_contain_text("Waiting for you")

    playground.become("Sadia Rahmani")
    home = playground.home()
    expect(home).to_contain_text("To do by hand")
    playground.press("Done", home)
    expect(home).not_to_contain_text("To do by hand")

    playground.become("Mira Castelhano")
    playground.visit("Usher")
    expect(playground.newest("Your request:")).to_contain_text("Live until")


def test_the_form_searches_the_catalog_and_says_what_is_missing(playground: Playground) -> None:
    page = playground.page
    playground.become("Joanna Skrzyp")
    home = playground.home()
    playground.press("Request access", home)
    dialog = playground.dialog()
    dialog.locator("[data-action-id=form_entitlement]").click()
    page.locator("[data-options-search]").fill("sales rep")
    page.locator("[role=option]", has_text="Snowflake · Sales reports · Viewer").click()
    expect(dialog).to_contain_text(re.compile("region", re.IGNORECASE))
    dialog.locator("[data-view-submit]").click()
    expect(dialog.locator("[data-field-error]").first).to_be_visible()
    dialog.locator("[data-view-close]").click()
    expect(dialog).to_have_count(0)


def test_whatever_is_typed_gets_an_answer_and_is_shown_as_it_was_typed(playground: Playground) -> None:
    playground.become("Sadia Rahmani")
    playground.visit("Usher")
    for text in ("😀😀😀", "أحتاج إلى الوصول", "<script>alert(1)</script> & *what*", "x" * 10_000):
        before = playground.messages().count()
        playground.say(text)
        rows = playground.messages()
        expect(rows).to_have_count(before + 2)
        expect(rows.nth(before)).to_contain_text(text)
        expect(rows.nth(before + 1)).to_have_attribute("aria-label", re.compile("^Usher"))
    assert playground.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_nothing_is_wider_than_the_screen(playground: Playground) -> None:
    page = playground.page
    root = ask(
        playground,
        "Takumi Oreda",
        "I need admin on the production databases for 4 hours to repair stuck orders",
        "AWS · Production databases · Database administrator",
    )
    page.set_viewport_size({"width": 390, "height": 844})
    playground.become("Kofi Brentum")
    playground.visit("access-requests")
    expect(root.get_by_role("button", name="Approve")).to_be_visible()
    playground.open_thread(root)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    playground.page.locator("[data-close-thread]").click()
    expect(root).to_be_visible()
