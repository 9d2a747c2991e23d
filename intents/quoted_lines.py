"""Lines of a message that are somebody else's: quotations, forwarded mails, what a machine has logged.

People paste them to show what they mean; what is wished for in them was wished by others.
"""

from __future__ import annotations

import re

_MAIL_HEADER = re.compile(
    r"^\s*(?:from|to|cc|sent|date|subject|van|aan|onderwerp|von|an|betreff|de|objet)\s*:\s", re.I
)
_MAIL_RULE = re.compile(r"^\s*(?:-{2,}|_{3,}|={3,})\s*$")
_FORWARD = re.compile(r"^\s*+-{3,}+.*(?:forwarded|original|weitergeleitet|doorgestuurd)", re.I)
_LOG_LINE = re.compile(r"^\s*(?:>|\||\[?\d{4}-\d\d-\d\d[t ]\d\d:\d\d)")


def quoted_lines(text: str) -> list[tuple[int, int]]:
    """Where such lines begin and end in a folded text, in order: `>`, log lines, and what follows mail headers."""
    spans, at, in_mail = [], 0, False
    lines = text.split("\n")
    headers = [bool(_MAIL_HEADER.match(line)) for line in lines]
    for number, line in enumerate(lines):
        following = number + 1 < len(lines) and headers[number + 1]
        forwarded = _FORWARD.match(line) is not None and line.rstrip().endswith("---")
        if forwarded or (headers[number] and (following or (number and headers[number - 1]))):
            in_mail = True
        elif in_mail and _MAIL_RULE.match(line):
            in_mail = False
        if in_mail or _LOG_LINE.match(line):
            spans.append((at, at + len(line) + 1))
        at += len(line) + 1
    return spans
