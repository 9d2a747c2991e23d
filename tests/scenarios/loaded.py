"""Everything `usher serve` would load and work out about the demo company, in the server its processes are forked from.

Nothing here may begin a thread, for a fork takes only one along: numpy is told to do without before it is loaded.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import threading
from importlib import import_module

from catalog.connectors.scim_loading import before_scim
from tests.depth import BOLT_WAITS

before_scim()
for name in (
    "alembic.command",
    "bot.cli.serve",
    "bot.cli.troubles",
    "bot.serve",
    "bot.socket_mode",
    "catalog.connectors.scim",
    "dbos",
):
    import_module(name)

import_module("slack_bolt.listener.async_listener").AsyncCustomListener.ack_timeout = BOLT_WAITS

company = import_module("catalog.load").load_company(import_module("catalog.demo").demo_folder())
import_module("intents").warm_up(company)

if threading.active_count() != 1:
    raise RuntimeError(f"what was loaded began threads: {threading.enumerate()}")
