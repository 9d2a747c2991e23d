"""Takes the pictures of the README and the docs again, from a demo started for it: `python -m tests.browser.pictures`.

They are the real page after real clicks, so they are true as long as they are retaken when the page changes.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from catalog.demo import DEMO_DAY, demo_folder
from catalog.load import load_company
from tests import chromium
from tests.browser.demo_process import running_demo
from tests.browser.playground import Playground
from tests.intruder import break_in

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
MOST_BYTES = 280_000
"""A README is read over slow lines as well."""
PATIENCE_MS = 30_000


class TooLarge(RuntimeError):
    """A picture that should be cropped or simplified."""


class Album:
    """The pictures of one run, each saved under its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, name: str, page: Page) -> None:
        """The whole screen with nothing hovered and nothing focused; animations are at their end."""
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement?.blur()")
        self.still(name, page)

    def still(self, name: str, page: Page) -> None:
        """The whole screen with the focus and the pointer where they are."""
        path = self.folder / f"{name}.png"
        page.screenshot(path=path, animations="disabled", caret="hide")
        if path.stat().st_size > MOST_BYTES:
            raise TooLarge(f"{path.name} has {path.stat().st_size:,} bytes; {MOST_BYTES:,} is the most.")
        print(f"{path.name}  {path.stat().st_size // 1000} kB")


def opened(browser: Browser, url: str, size: ViewportSize, *, dark: bool = False) -> Playground:
    """A page in a profile of its own."""
    context = browser.new_context(
        viewport=size, locale="en-GB", timezone_id="Europe/Lisbon", color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    playground = Playground(page, url)
    playground.open()
    return playground


def proposal(wide: Playground, album: Album) -> None:
    """Mira says what she needs, and gets a card to confirm."""
    album.take("welcome", wide.page)
    wide.say("I need read access to the Q3 sales reports for EMEA, two weeks, board deck")
    card = wide.newest("Is this what you need?")
    expect(card.get_by_role("button", name="Send request")).to_be_visible()
    album.take("proposal", wide.page)
    wide.press("Send request", card)
    expect(wide.newest("Your request:")).to_contain_text("Waiting for")


def approval(wide: Playground, album: Album) -> None:
    """Ilka decides: the thread, the denial that wants a reason, and the outcome."""
    wide.become("Ilka Tornberg")
    wide.visit("access-requests")
    root = wide.newest("@Mira Castelhano asks for")
    wide.open_thread(root)
    expect(wide.newest("your decision is needed", pane="thread")).to_be_visible()
    album.take("approval-thread", wide.page)
    wide.press("Deny", root)
    wide.press("Deny", wide.dialog())
    expect(wide.dialog().locator("[data-field-error]")).to_be_visible()
    wide.page.mouse.move(0, 0)
    album.still("denial", wide.page)
    wide.dialog().locator("[data-view-close]").click()
    expect(wide.dialog()).to_have_count(0)
    wide.press("Approve", root)
    expect(wide.newest("is live", pane="thread")).to_be_visible()
    album.take("approved", wide.page)


def home(wide: Playground, album: Album) -> None:
    """Ilka's Home tab, with more requests that wait for her, the riskiest first."""
    wide.become("Mira Castelhano")
    wide.visit("Usher")
    wide.say("I need read access to the Q2 sales reports for EMEA for a month to plan the quarter")
    card = wide.newest("Is this what you need?")
    wide.press("Send request", card)
    expect(wide.newest("Your request:")).to_contain_text("Waiting for")
    wide.say("I need the lab door to the measurement room for 3 days, a clinic is visiting")
    card = wide.newest("Door badges")
    wide.press("Send request", card)
    expect(wide.newest("Your request: Door badges")).to_contain_text("Waiting for")
    wide.become("Ilka Tornberg")
    expect(wide.home()).to_contain_text("Waiting for you")
    album.take("home", wide.page)


def high_risk(wide: Playground, album: Album) -> None:
    """Takumi asks for something critical, for days: a stand-in for his manager, and two of Security in their channel."""
    wide.become("Takumi Oreda")
    wide.say("I need admin on the production databases for 3 days to repair stuck orders")
    card = wide.newest("Is this what you need?")
    wide.press("Send request", card)
    sent = wide.newest("Your request:")
    reason = wide.dialog().locator("[data-action-id=form_why]")
    expect(sent.or_(reason)).to_be_visible()
    if reason.is_visible():
        reason.fill("repair stuck orders")
        wide.press("Send request", wide.dialog())
    expect(sent).to_contain_text("Waiting for")
    wide.become("Kofi Brentum")
    wide.visit("access-requests")
    root = wide.newest("@Takumi Oreda asks for")
    wide.open_thread(root)
    wide.press("Approve", root)
    expect(root).to_contain_text("approved by @Kofi Brentum")
    wide.become("Joanna Skrzyp")
    wide.visit("security-reviews")
    root = wide.newest("@Takumi Oreda asks for")
    expect(root).to_contain_text("approved by @Kofi Brentum")
    wide.open_thread(root)
    expect(wide.newest("your decision is needed", pane="thread")).to_be_visible()
    wide.press("Approve", root)
    expect(root).to_contain_text("1 of 2 have said yes")
    album.take("high-risk", wide.page)


def appeal(wide: Playground, album: Album) -> None:
    """A denial that Mira appeals, as whoever looks again finds it: both sides, and two things to say."""
    wide.become("Mira Castelhano")
    wide.visit("Usher")
    wide.say("I need the lab door to the coating room for 2 days, to show a customer round")
    card = wide.newest("Door badges")
    wide.press("Send request", card)
    expect(wide.newest("Your request: Door badges")).to_contain_text("Waiting for")
    wide.become("Ilka Tornberg")
    wide.visit("access-requests")
    root = wide.newest("@Mira Castelhano asks for")
    wide.press("Deny", root)
    wide.dialog().locator("[data-action-id=reason]").fill("Customers are shown the showroom, not the lab.")
    wide.press("Deny", wide.dialog())
    expect(root).to_contain_text("denied by")
    wide.become("Mira Castelhano")
    wide.visit("Usher")
    wide.press("Appeal", wide.newest("Your request: Door badges"))
    wide.dialog().locator("[data-action-id=reason]").fill(
        "They buy the coating line, and it stands nowhere else. The lab knows and will be there."
    )
    wide.press("Appeal", wide.dialog())
    expect(wide.newest("Your request: Door badges")).to_contain_text("is to look at it again")
    wide.become("Ilka Tornberg")
    wide.visit("access-requests")
    wide.open_thread(root)
    expect(wide.newest("appeals", pane="thread")).to_be_visible()
    album.take("appeal", wide.page)


def warning_sign(wide: Playground, album: Album, database: str) -> None:
    """Somebody gets in as Mira, and Security reads it."""
    with ThreadPoolExecutor(1) as aside:  # Playwright has an event loop in this thread
        aside.submit(asyncio.run, break_in(database, load_company(demo_folder()), now=DEMO_DAY)).result()
    wide.become("Joanna Skrzyp")
    wide.visit("security-reviews")
    sign = wide.newest("Got in after password spraying")
    expect(sign.get_by_role("button", name="False alarm")).to_be_visible()
    album.take("warning-sign", wide.page)


def phone(small: Playground, album: Album) -> None:
    """The approver on the way: one card, two buttons."""
    small.become("Ilka Tornberg")
    small.visit("access-requests")
    root = small.newest("zone measurement")
    small.open_thread(root)
    expect(small.newest("your decision is needed", pane="thread")).to_be_visible()
    album.take("phone", small.page)


def dark(night: Playground, album: Album) -> None:
    """The same page at night."""
    night.become("Joanna Skrzyp")
    night.visit("security-reviews")
    root: Locator = night.newest("@Takumi Oreda asks for")
    night.open_thread(root)
    album.take("dark", night.page)


def lock_out(wide: Playground, album: Album) -> None:
    """Mira cannot sign in; Sadia at the helpdesk has to say why she asks before she sees less of it."""
    wide.become("Mira Castelhano")
    wide.visit("Usher")
    wide.say("Why was I locked out?")
    expect(wide.newest("How sure")).to_contain_text("Talk to the helpdesk")
    album.take("lock-out", wide.page)
    wide.become("Sadia Rahmani")
    wide.visit("Usher")
    wide.say("Why is Mira Castelhano locked out?")
    card = wide.newest("Why do you ask about Mira Castelhano")
    wide.press("Give the reason", card)
    wide.dialog().locator("textarea").fill("She called the desk from the train")
    wide.page.mouse.move(0, 0)
    album.still("lock-out-reason", wide.page)
    wide.press("Show me", wide.dialog())
    expect(wide.newest("Why Mira Castelhano cannot get in")).to_contain_text("Open a ticket")
    album.take("lock-out-helpdesk", wide.page)


SCENES: tuple[Callable[[Playground, Album], None], ...] = (
    proposal,
    approval,
    home,
    high_risk,
    appeal,
    lock_out,
)


def main(folder: Path) -> None:
    """Plays all scenes in one demo and saves every picture. Raises TooLarge."""
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MS)
    album = Album(folder)
    with (
        TemporaryDirectory() as temporary,
        running_demo(Path(temporary)) as url,
        chromium.browser() as browser,
    ):
        wide = opened(browser, url, WIDE)
        for scene in SCENES:
            scene(wide, album)
        (database,) = Path(temporary).glob("usher-demo-*/usher.db")
        warning_sign(opened(browser, url, WIDE), album, f"sqlite:///{database}")
        phone(opened(browser, url, PHONE), album)
        dark(opened(browser, url, WIDE, dark=True), album)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
