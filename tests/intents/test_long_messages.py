"""The longest message is read in a moment, whatever stands in it: no pattern may look at it again from each of its letters.

A process reads such messages with little processor time to spend. Patterns that go back over what they have read need
far more; the system then ends the process, and nothing here hangs.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys

from tests.depth import ALL, SHARE
from tests.intents.company import MONDAY

PROCESSOR_SECONDS = 45
"""All of it needs four; patterns that go back need minutes."""
READER = f"""
import asyncio, json, sys
from datetime import datetime
from bot.listeners.decision_words import decides, may_decide
from bot.listeners.outright import outright
from bot.listeners.small_talk import says_no, says_yes, small_talk
from intents.addresses import EMAIL
from intents.engines.builtin.engine import BuiltinEngine
from intents.refining import Standing, refine
from intents.understand import understand
from intents.understanding import Item
from tests.eval.sets import demo

company, now = demo().company, datetime.fromisoformat("{MONDAY.isoformat()}")
person = company.people["mira.castelhano"]
card = Standing(items=(Item(entitlement="snowflake/sales-reports:read"),), said="sales reports")
for said in json.load(sys.stdin):
    outright(said)
    small_talk(said), says_yes(said), says_no(said), may_decide(said), decides(said, company)
    asyncio.run(understand(said, person=person, company=company, now=now, engine=BuiltinEngine()))
    refine(said, card, person=person, company=company, now=now)
    EMAIL.sub("", said)
    print(said[:8].strip(), flush=True)
"""
FILLED = [
    "?", ".", "-", " ,", "until ", "not ", "without ", "and ", "as ", "for ", "1", "Aa ", "please ", "\n", "\r\n", "\n ", "for 4 ", "1,", "a.", ":", "#",
]  # fmt: skip


def test_the_longest_messages_of_the_same_few_letters_are_read() -> None:
    filled = FILLED if ALL else FILLED[:: SHARE // 2]
    messages = [f"{(words * 10_000)[:9_900]} Kofi Brentum needs the sales reports" for words in filled]
    messages += [(words * 10_000)[:9_999] for words in ("?", ".")]
    done = subprocess.run(
        [sys.executable, "-c", READER], input=json.dumps(messages), text=True, capture_output=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS)),
    )  # fmt: skip
    assert done.stdout.splitlines() == [one[:8].strip() for one in messages], done.stderr[-500:]
