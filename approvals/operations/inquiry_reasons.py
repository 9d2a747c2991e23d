"""What makes an inquiry about somebody else answerable: a reason, in the log and told to the one it is about."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.jobs.port import Job, JobName
from approvals.log.entry import Entry
from approvals.store.helpdesk_tables import InquiryRow
from approvals.store.store import Transaction

LONGEST_REASON = 1_000
"""Characters; the person concerned reads it in one glance."""
_FEWEST_LETTERS = 3
NOT_ABOUT_OTHERS = "I answer that about yourself only; the helpdesk may ask about others, and says why."


def reason_in(text: str) -> str:
    """The reason in what somebody typed, on one line; empty when it is none."""
    said = " ".join(text.split())[:LONGEST_REASON]
    return said if sum(character.isalpha() for character in said) >= _FEWEST_LETTERS else ""


def open_inquiry(tx: Transaction, desk: Desk, row: InquiryRow, reason: str) -> None:
    """From here on it may be answered: logged, and a job tells the person concerned."""
    row.reason, row.open_since = reason, tx.now
    tx.session.add(row)
    tx.log(
        Entry(
            kind="inquiry.opened",
            actor=row.asker,
            person=row.about,
            catalog_version=desk.company.version,
            data={"topic": row.topic, "question": row.words, "reason": reason, "inquiry": row.id},
        )
    )
    tx.enqueue(Job(name=JobName.TELL_INQUIRY, key=f"tell_inquiry:{row.id}", payload={"inquiry": row.id}))
