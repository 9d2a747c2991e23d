"""How deep the suite looks.

`make test` is run again and again by whoever works on Usher, so that it plays fewer examples of each property,
fewer lives of requests and a share of the attack texts. `USHER_TEST_DEPTH=all`, which `.ci/run` sets, plays all.
"""

from __future__ import annotations

import os

ALL = os.environ.get("USHER_TEST_DEPTH") == "all"
FEWEST = 15
"""Of each property, however many there are to be."""
SHARE = 4
BUSY = 30.0
"""Seconds that a local Slack waits where the real one waits three: no test fails because a machine is busy."""
BOLT_WAITS = property(lambda listener: BUSY, lambda listener, seconds: None)
"""As long for Bolt's listeners, as their `ack_timeout`: after three seconds of its own Bolt answers 404."""


def examples(every: int) -> int:
    """How many examples of a property are tried, of those that are worth trying."""
    return every if ALL else max(min(FEWEST, every), every // SHARE)
