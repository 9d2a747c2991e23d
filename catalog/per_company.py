"""Answers that cost a walk over a whole company are worked out once for it, and forgotten with it.

A company is a frozen value and a reload makes a new one, so the object itself is the key: neither a stale answer
after a reload nor a growing store.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

from catalog.model import Company

Answer = TypeVar("Answer")


class once_per_company(Generic[Answer]):  # noqa: N801 - reads as the decorator it is
    """Remembers what a function of one company returned, for as long as that company lives."""

    def __init__(self, work_out: Callable[[Company], Answer]) -> None:
        self._work_out = work_out
        self._answers: dict[int, tuple[weakref.ref[Company], Answer]] = {}
        self.__doc__ = work_out.__doc__

    def __call__(self, company: Company) -> Answer:
        """The answer for this company."""
        key = id(company)
        known = self._answers.get(key)
        if known is not None and known[0]() is company:
            return known[1]
        answer = self._work_out(company)
        # The address may be used again once the company is gone; its end takes the answer along.
        self._answers[key] = (weakref.ref(company, lambda gone: self._forget(key, gone)), answer)
        return answer

    def _forget(self, key: int, gone: weakref.ref[Company]) -> None:
        known = self._answers.get(key)
        if known is not None and known[0] is gone:
            del self._answers[key]
