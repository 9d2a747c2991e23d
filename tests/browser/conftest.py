"""One running demo for these tests, and a page in it that is opened anew for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import chromium
from tests.browser.demo_process import running_demo
from tests.browser.playground import Playground

PATIENCE_MS = 30_000
"""How long Playwright waits for something to appear; long, because the machine may be busy with other tests."""


@pytest.fixture(scope="package")
def demo() -> Iterator[str]:
    """The address of `usher demo`, running as a process of its own, for as long as these tests take."""
    chromium.needed()  # nothing is started where nothing can look at it
    with running_demo() as url:
        yield url


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # Not for the whole session: Playwright keeps an event loop running, which asynchronous tests do not bear.
    with chromium.browser() as running:
        yield running


@pytest.fixture
def playground(browser: Browser, demo: str) -> Iterator[Playground]:
    """The page in a fresh profile; at the end nothing may have gone wrong in it."""
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="Europe/Lisbon"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    complaints = listen(page)
    opened = Playground(page, demo)
    opened.open()
    yield opened
    context.close()
    assert complaints == []


def listen(page: Page) -> list[str]:
    """What the page complains about from now on: exceptions, and errors and warnings on its console."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "console",
        lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None,
    )
    return heard
