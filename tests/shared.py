"""The data that lies beside the repository: companies and labels of others, attack texts, recorded shapes.

A machine without it skips what needs it and says so; with CI in the environment that is a failure, because a suite
that quietly read less would prove less.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"
"""In a folder `shared` beside the repository's own."""


def needs(*names: str) -> pytest.MarkDecorator:
    """Marks tests that read these files or folders, named by their paths within that folder."""
    return pytest.mark.shared_data(*names)


def needed(name: str) -> Path:
    """Where it is; without it the test is skipped, and fails where CI has to run it."""
    path = SHARED / name
    if path.exists():
        return path
    if os.environ.get("CI"):
        pytest.fail(f"CI has to read {name}, but it is not there: put it at {path}", pytrace=False)
    pytest.skip(f"{name} is not in the folder {SHARED.name} beside the repository")
