"""What can keep a service from starting, each with its exit code: one sentence, no traceback."""

from __future__ import annotations

import gc
from collections.abc import Callable

import click

from approvals.policy.problems import PolicyInvalid
from approvals.store.engine import BadDatabaseUrl
from bot.cli import INTERRUPTED, fail
from bot.database import DatabaseUnusable
from bot.hosting import PortTaken
from bot.serve import SlackRefused
from bot.settings import BadSetting
from intents.engines.errors import EngineSettingError


def run_or_fail(run: Callable[[], None]) -> None:
    """Runs a service; whatever is wrong with its surroundings is said in a sentence."""
    try:
        run()
    except (BadSetting, BadDatabaseUrl, EngineSettingError) as wrong:
        fail(str(wrong), code=2)
    except PolicyInvalid as invalid:
        for problem in invalid.problems:
            click.echo(str(problem), err=True)
        fail("The policies above cannot be used; mend them and start again.")
    except (DatabaseUnusable, SlackRefused) as unusable:
        fail(str(unusable))
    except PortTaken as taken:
        fail(taken.sentence)
    except KeyboardInterrupt:
        fail("Stopped before it was ready.", code=INTERRUPTED)
    finally:
        # The process ends now. Python would look through all the libraries' objects for garbage first: half a second.
        gc.freeze()
