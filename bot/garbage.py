"""How often Python looks for garbage in a service: seldom, and not among what stays.

Loading makes some 300,000 objects that stay. Looked through after every 700 new ones, again and again, they took an
eighth of the time of a start; later each look through all of them would hold up whoever clicked just then.
"""

from __future__ import annotations

import gc

SELDOM = 10_000
"""After how many new objects the newest are looked through; the older ones every tenth and hundredth time, as ever."""


def look_seldom() -> None:
    """For a process that is about to load a lot."""
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])


def all_loaded() -> None:
    """What is there now is not looked through any more."""
    gc.freeze()
