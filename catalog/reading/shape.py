"""A file held against its JSON Schema, and what the validator found put into sentences.

The validator says what rule was broken; people want to know what to write instead. Each keyword the shipped
schemas use has its sentence here, with the noun (`title`) and the advice (`expects`) from the schema itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from functools import cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from catalog.durations import parse_duration
from catalog.problems import Problem
from catalog.reading.located import Located
from catalog.reading.patterns import TooManyWays, refuse_slow
from catalog.reading.wording import a, closest, either, shown
from catalog.schema import SchemaName, unfolded

_KINDS = {
    "object": "a mapping of keys to values",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"\d{2}:\d{2}", re.ASCII)


def check_shape(document: Located, name: SchemaName) -> Iterator[Problem]:
    """Every way in which the document differs from the schema of that name."""
    for error in _validator(name).iter_errors(document.data):
        where = document.at(tuple(error.absolute_path))
        if error.validator == "additionalProperties" and error.validator_value is False:
            yield from _unknown_keys(where, error)
        elif error.validator == "required":
            yield from _missing_key(where, error)
        else:
            yield where.problem(_sentence(error))


@cache
def _validator(name: SchemaName) -> Draft202012Validator:
    return Draft202012Validator(unfolded(name), format_checker=_formats())


def _unknown_keys(where: Located, error: ValidationError) -> Iterator[Problem]:
    known = _known_keys(error)
    given: dict[str, Any] = cast("dict[str, Any]", error.instance)
    for key in given:
        if key in known:
            continue
        meant = closest(key, known)
        hint = f"did you mean `{meant}`?" if meant else f"what may stand here is {either(known)}"
        at_key = where.at((key,))
        yield Problem(
            where.file, where.problem("").path, at_key.line, f"`{shown(key)[1:-1]}` is not known here; {hint}"
        )


def _missing_key(where: Located, error: ValidationError) -> Iterator[Problem]:
    # The validator raises one error for each missing key but names it in prose only.
    wanted = cast("list[str]", error.validator_value)
    key = next(key for key in wanted if error.message.startswith(repr(key)))
    known, given = _known_keys(error), cast("dict[str, Any]", error.instance)
    misspelt = any(closest(name, known) == key for name in given if name not in known)
    if not misspelt:  # that sentence already says what was meant
        yield where.problem(f"`{key}` is missing; add it")


def _known_keys(error: ValidationError) -> list[str]:
    return list(cast("dict[str, Any]", error.schema)["properties"])


def _sentence(error: ValidationError) -> str:
    value, rule = cast("Any", error.instance), cast("Any", error.validator_value)
    rules = cast("dict[str, Any]", error.schema)
    noun = str(rules.get("title", "value"))
    expects = str(rules.get("expects", ""))
    match error.validator:
        case "type":
            return _wrong_type(value, str(rule))
        case "enum":
            return f"{shown(value)} is not {a(noun)}; use {either([str(choice) for choice in rule])}"
        case "minItems":
            return f"the {noun} is empty; write at least one"
        case "uniqueItems":
            return f"{shown(_repeated(value))} is listed twice; keep one"
        case "maxLength":
            return f"is {len(value)} characters long; {rule} are the most"
        case "minLength":
            return f"is empty; {expects}"
        case "oneOf":
            return expects
        case "format" if isinstance(error.cause, TooManyWays):
            return f"{shown(value)} {error.cause}"
        case _:
            return f"{shown(value)} is not {a(noun)}; {expects}"


def _wrong_type(value: Any, wanted: str) -> str:
    kind = _KINDS[wanted]
    if value is None:
        return f"is empty; write {kind}, or leave the key out"
    if wanted == "string" and isinstance(value, bool | int | float):
        return f"{shown(value)} is read as {'true or false' if isinstance(value, bool) else 'a number'}; put it in quotes to make it text"
    if wanted == "array" and isinstance(value, str):
        return f"is {shown(value)} and must be a list; write it in brackets: [{shown(value).strip(chr(34))}]"
    if wanted == "boolean":
        return f"{shown(value)} is neither true nor false; write true or false, without quotes"
    if isinstance(value, dict | list):
        return (
            f"is {'a mapping of keys to values' if isinstance(value, dict) else 'a list'} and must be {kind}"
        )
    return f"is {shown(value)} and must be {kind}"


def _repeated(values: list[Any]) -> Any:
    return next(value for at, value in enumerate(values) if value in values[:at])


@cache
def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    checks = {
        "duration": parse_duration,
        "date": parse_date,
        "time-of-day": parse_clock,
        "timezone": parse_zone,
        "regex": parse_regex,
    }
    for name, parse in checks.items():
        checker.checks(name, raises=ValueError)(_accepts(parse))
    return checker


def _accepts(parse: Any) -> Any:
    def check(value: object) -> bool:
        if isinstance(value, str):
            parse(value)
        return True

    return check


def parse_date(text: str) -> date:
    """A day written year-month-day. Raises ValueError for any other of ISO 8601's many forms."""
    if not _DATE.fullmatch(text):
        raise ValueError(f"{text!r} is not a date such as 2026-08-01")
    return date.fromisoformat(text)


def parse_clock(text: str) -> time:
    """A time of day written hours:minutes. Raises ValueError."""
    if not _CLOCK.fullmatch(text):
        raise ValueError(f"{text!r} is not a time such as 08:00")
    return time.fromisoformat(text)


def parse_zone(text: str) -> ZoneInfo:
    """The IANA time zone of that name. Raises ValueError when there is none."""
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{text!r} is not a time zone") from error


def parse_regex(text: str) -> re.Pattern[str]:
    """The compiled expression. Raises ValueError when it is none, or TooManyWays when it would take for ever."""
    try:
        compiled = re.compile(text)
        refuse_slow(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"{text!r} is not a regular expression: {error}") from error
    return compiled
