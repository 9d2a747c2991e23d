"""The `usher` command.

Each command imports what it needs when it runs: LangChain, DBOS and SQLModel take seconds, and
`usher --help` should not.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

import click
from click.exceptions import NoArgsIsHelpError

COMMANDS = {
    "demo": ("bot.cli.demo", "The demo company and a small Slack in your browser; no account, no key."),
    "serve": ("bot.cli.serve", "The bot against a Slack workspace."),
    "check": ("bot.cli.check", "Validate a company folder."),
    "understand": ("bot.cli.understand", "What the assistant makes of a message, as JSON."),
    "explain-lockout": ("bot.cli.explain_lockout", "Why somebody cannot sign in, as JSON."),
    "learn": ("bot.cli.learn", "Learn from the requests people confirmed and corrected."),
    "policy": ("bot.cli.policy", "The rules: why they answer so, try others on past requests, draft one."),
    "risk": ("bot.cli.risk", "Train, judge, promote and watch the model of past decisions."),
    "signins": ("bot.cli.signins", "Sign-in events: take in files, how the feeds are, warning signs."),
    "sla": ("bot.cli.sla", "How long stages waited for a decision, as JSON and a table."),
    "audit": ("bot.cli.audit", "Prove the decision log whole, or hand it to an auditor."),
}


INTERRUPTED = 130
"""The exit code after Ctrl-C, as a shell reports it."""
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""How the system refuses to write more, to a file or to the standard output that leads to one."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads one only to run it."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs the command; wrong usage is said in one sentence, like everything else that goes wrong."""
        if not kwargs.get("standalone_mode", True):
            return super().main(*args, **kwargs)
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except NoArgsIsHelpError as nothing:
            nothing.show()
            sys.exit(nothing.exit_code)
        except click.ClickException as wrong:
            fail(_sentence(wrong), code=wrong.exit_code)
        except click.Abort:
            fail("Stopped.", code=INTERRUPTED)
        except OSError as trouble:
            if trouble.errno not in NO_ROOM:
                raise
            _fail_for_room(trouble)
        sys.exit(code if isinstance(code, int) else 0)

    def list_commands(self, context: click.Context) -> list[str]:
        """The commands in the order people meet them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command, loaded now."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[name][0]).command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="usher", prog_name="usher")
def main() -> None:
    """Usher: access in Slack, from one sentence to a live, expiring, logged grant."""
    _log_to_standard_error()


def _log_to_standard_error() -> None:
    """Before any command: structlog would write to standard output, which carries results only.

    What goes well is not told unless asked for; `serve`, which runs for months, sets that up otherwise.
    """
    from bot.logs import set_up_logging
    from bot.settings import BadSetting, read_settings

    try:
        level = read_settings(os.environ).log_level
    except BadSetting:  # said by the commands that need the settings
        level = "warning"
    set_up_logging("warning" if level == "info" else level)


def _fail_for_room(trouble: OSError) -> NoReturn:
    """Says that a disk is full; what is left in the buffer would be tried, and complained about, once more at the end."""
    with suppress(OSError, ValueError):  # a test's standard output is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    why = (trouble.strerror or "no room").lower()
    fail(f"Not everything could be written ({why}); make room, or have the output written elsewhere.")


def _sentence(wrong: click.ClickException) -> str:
    """Click's own words as one sentence that says where to look."""
    said = " ".join(wrong.format_message().split()).rstrip(".?!").replace(". ", "; ")
    context = getattr(wrong, "ctx", None)
    return f"{said}; see `{context.command_path if context else 'usher'} --help`."


def fail(sentence: str, *, code: int = 1) -> NoReturn:
    """Ends the command with one sentence on standard error; code 2 is wrong usage or configuration."""
    click.echo(f"usher: {sentence}", err=True)
    sys.exit(code)
