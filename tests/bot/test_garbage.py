from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from bot.garbage import SELDOM, all_loaded, look_seldom


@pytest.fixture
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("_as_before")
def test_the_newest_objects_are_looked_through_seldom_and_the_older_ones_as_ever() -> None:
    gc.set_threshold(700, 11, 12)
    look_seldom()
    assert gc.get_threshold() == (SELDOM, 11, 12)


def test_what_was_loaded_is_left_out() -> None:
    kept = [[] for _ in range(100)]
    before = gc.get_freeze_count()
    all_loaded()
    assert gc.get_freeze_count() >= before + len(kept)
