"""ISO 8601 durations as the formats use them: whole days or hours, months and years as 30 and 365 days.

A grant's length is a span of elapsed time, so `P1M` has to mean one number; the figures are the ones
`usher understand` promises (a week P7D, a month P30D, a quarter P90D, a year P365D).
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

_ISO = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?",
    re.ASCII,
)
LONGEST = timedelta(days=36_500)
"""A century. Ends of grants are dates, and a calendar has a last day that a longer span would pass."""


def parse_duration(text: str) -> timedelta:
    """The span an ISO 8601 duration stands for.

    Raises ValueError when the text is none, is empty (`P`), is zero, or is longer than a century.
    """
    found = _ISO.fullmatch(text)
    parts = {unit: int(number[:20]) for unit, number in found.groupdict().items() if number} if found else {}
    if not parts or text.endswith("T"):
        raise ValueError(f"{text!r} is not an ISO 8601 duration such as P14D or PT8H")
    days = parts.pop("years", 0) * 365 + parts.pop("months", 0) * 30
    try:
        span = timedelta(days=days + parts.pop("days", 0), **parts)
    except OverflowError:
        span = timedelta.max
    if span > LONGEST:
        raise ValueError(f"{text!r} is longer than any grant can be")
    if not span:
        raise ValueError(f"{text!r} is no time at all")
    return span


def format_duration(span: timedelta, *, in_hours: bool = False) -> str:
    """The ISO 8601 form: whole days as `P14D`, anything shorter or uneven with hours (`PT8H`, `P1DT12H`).

    `in_hours` writes no days: `PT48H`, for what was said so.
    """
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = (0, hours) if in_hours else divmod(hours, 24)
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    return "P" + (f"{days}D" if days or not clock else "") + (f"T{clock}" if clock else "")


def _parse(value: object) -> object:
    return parse_duration(value) if isinstance(value, str) else value


def _write(span: timedelta) -> str:
    return format_duration(span)


Duration = Annotated[timedelta, BeforeValidator(_parse), PlainSerializer(_write, return_type=str)]
"""A positive span; read from and written as ISO 8601 in JSON, YAML and the database."""
