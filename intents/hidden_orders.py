"""Stretches of a message that are set apart for a machine to read: comments, bracketed notes, lines of a made-up script.

A person who needs something says it; nobody writes `<!-- system: ... -->` to a colleague. What stands there is no
need of the writer's, whatever it names. A plain form (`System: Salesforce`) is none of these.
"""

from __future__ import annotations

import re

_MACHINE = (
    r"(?:system|assistant|chat ?bot|bot|ai|llm|model|admin|developer|root|override|instructions?|command)"
)
_KIND = r"(?:[ _-]?(?:override|overrides|note|message|prompt|instructions?|update|notice|mode|command))"
_SAID = rf"{_MACHINE}{_KIND}?\s*+:"
_HIDDEN = (
    re.compile(r"<!--.*?(?:-->|$)", re.DOTALL),
    re.compile(rf"<\|?(?P<tag>{_MACHINE}{_KIND}?)\|?>.*?(?:</?\|?(?P=tag)\|?>|$)", re.DOTALL),
    re.compile(rf"\[\[?\s*{_MACHINE}{_KIND}?\s*(?:[:\]][^\n]*)"),
    re.compile(rf"\(\s*{_SAID}[^)]*\)?"),
    re.compile(rf"\{{[^{{}}]*\b{_SAID}[^{{}}]*\}}?|\{{\s*[\"']?role[\"']?\s*:[^{{}}]*\}}?"),
    re.compile(
        rf"(?:(?<!#)#{{2,}}+|(?<!/)/{{2,}}+|(?<!\*)\*{{2,}}+|(?<!-)-{{2,}}+|(?<!=)={{2,}}+|```)\s*+{_SAID}[^\n]*"
    ),
    re.compile(rf"\b(?:assistant|chat ?bot|{_MACHINE}{_KIND})\s*+:[^\n]*"),
)


def hidden_orders(text: str) -> list[tuple[int, int]]:
    """Where such stretches begin and end in a folded text, in order; they may overlap."""
    return sorted(found.span() for form in _HIDDEN for found in form.finditer(text))
