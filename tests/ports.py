"""Ports for the servers that tests start."""

from __future__ import annotations

import random
import socket

GIVEN_BY_NAME = range(15_000, 32_000)
"""Below those that a system gives to whoever names none: a connection of another test would have taken one of these
while the server that is to have it is still starting."""


def free_port() -> int:
    """A port that nobody listened on just now. Raises OSError where there is none."""
    for port in random.SystemRandom().sample(GIVEN_BY_NAME, 200):  # one that no test has seeded
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("of 200 ports that were tried, each is in use")
