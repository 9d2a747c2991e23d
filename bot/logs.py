"""Logging: structlog on standard error, readable on a terminal, JSON lines elsewhere.

Standard output belongs to what commands print. What people write and tokens never reach the log: entries
carry ids and sizes. Tracebacks come without local variables: those hold tokens and whole companies, and
structlog's own way of drawing them kept the event loop busy for ten seconds.
"""

from __future__ import annotations

import logging
import sys

import structlog


class _NoNews(logging.Filter):
    """Drops what Bolt says at every start because SLACK_BOT_TOKEN is set: the client it is given has that token."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is worth reading."""
        return not str(record.msg).startswith("As you gave `client` as well")


def set_up_logging(level: str) -> None:
    """Sets the format and the level for everything this process logs."""
    number = logging.getLevelNamesMapping()[level.upper()]
    terminal = sys.stderr.isatty()
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(number),
        cache_logger_on_first_use=False,
    )
    renderer: list[structlog.typing.Processor] = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if terminal
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
        )
    )
    handler.addFilter(_NoNews())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(number)
    for noisy in (
        "slack_bolt",
        "slack_sdk",
        "httpx",
        "httpx2",
        "httpcore",
        "alembic",
        "dbos",
        "uvicorn",
        "werkzeug",
    ):
        logging.getLogger(noisy).setLevel(max(number, logging.WARNING))
