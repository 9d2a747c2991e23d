"""Where the browser of the browser tests comes from: a Chromium of the machine, driven by Playwright.

Nothing is downloaded. A machine without Chromium skips these tests and says so; with CI in the environment that
is a failure, because there they have to run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

VARIABLE = "USHER_TEST_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = f"no Chromium on this machine: install Debian's chromium, or name another one in {VARIABLE}"
# Chromium's sandbox does not start as root, which is who a container's tests often run as.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")


def found() -> str | None:
    """The executable: the one the environment names, else the first on the path. None when there is none."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None)


def needed() -> str:
    """The executable; without one the test is skipped, and fails where CI has to run it.

    The rest of the suite is for machines without Chromium as well; what they leave out is said at the end of the run.
    """
    executable = found()
    if executable is not None:
        return executable
    if os.environ.get("CI"):
        pytest.fail(f"CI has to play the playground, but there is {MISSING}", pytrace=False)
    pytest.skip(MISSING)


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium, closed at the end."""
    executable = needed()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        try:
            yield chromium
        finally:
            chromium.close()
