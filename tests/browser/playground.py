"""The playground as a person uses it: become somebody, say something, look, click.

Only the page's stable hooks and what people can read are used; Playwright waits for them by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class Playground:
    """One open page of a running demo."""

    page: Page
    url: str

    def open(self) -> None:
        """Loads the page and waits until it can be written in."""
        self.page.goto(self.url)
        expect(self.page.locator("[data-composer=main] textarea")).to_be_visible()

    # Where one is

    def become(self, name: str) -> None:
        """Looks through somebody else's eyes."""
        self.page.locator("[data-persona-switch]").click()
        entry = self.page.get_by_role("menuitemradio", name=name)
        identity = entry.get_attribute("data-persona") or ""
        entry.click()
        expect(self.page.locator("body")).to_have_attribute("data-persona", identity)

    def visit(self, room: str) -> None:
        """Opens a channel, or the conversation with somebody, by the name in the sidebar, and waits for its messages."""
        drawer = self.page.locator("[data-drawer-toggle]")
        if drawer.is_visible():
            drawer.click()
        row = self.page.locator("#sidebar [data-channel]", has_text=re.compile(rf"^\s*{re.escape(room)}"))
        identity = row.get_attribute("data-channel")
        row.click()
        log = self.page.locator(f"#main [role=log][data-channel='{identity}']")
        expect(log).to_have_attribute("aria-busy", "false")

    def home(self) -> Locator:
        """The bot's Home tab, opened."""
        self.visit("Usher")
        self.page.locator("[data-tab=home]").click()
        return self.page.locator("[data-surface=home]")

    # What is there

    def messages(self, containing: str = "", pane: str = "main") -> Locator:
        """The messages of a pane, oldest first, that have these words."""
        rows = self.page.locator(f"[data-pane={pane}] article[data-ts]")
        return rows.filter(has_text=containing) if containing else rows

    def newest(self, containing: str = "", pane: str = "main") -> Locator:
        """The newest of them."""
        return self.messages(containing, pane).last

    def dialog(self) -> Locator:
        """The open modal."""
        return self.page.locator("[data-view][role=dialog]")

    # What one does

    def say(self, text: str, pane: str = "main") -> None:
        """Types it and presses Enter."""
        field = self.page.locator(f"[data-composer={pane}] textarea")
        field.fill(text)
        field.press("Enter")

    def press(self, label: str, on: Locator) -> None:
        """Clicks a button by its label."""
        on.get_by_role("button", name=label, exact=True).click()

    def open_thread(self, root: Locator) -> None:
        """Opens the thread below a message, and waits for its first message in the thread's pane."""
        ts = root.get_attribute("data-ts")
        root.locator("[data-open-thread]").click()
        expect(self.page.locator(f"[data-pane=thread] article[data-ts='{ts}']")).to_be_visible()

    def jump(self, duration: str) -> None:
        """Moves the clock, with one of the buttons it offers, and waits until the page knows."""
        self.page.locator("[data-clock]").click()
        button = self.page.locator(f"[data-advance={duration}]")
        with self.page.expect_response("**/playground/clock") as moved:
            button.click()
        assert moved.value.ok, moved.value.text()
        expect(button).to_have_count(0)
