"""Taking a drafted rule in: a person with the right role does it, in their name, and the log keeps what and why."""

from __future__ import annotations

import hashlib

from approvals.errors import NotAllowed
from approvals.log.entry import Entry
from approvals.policy.drafts import Draft, accepted
from approvals.store.store import Store
from catalog.model import Company, Person, PersonId

ACCEPTED = "policy.accepted"


async def accept_draft(store: Store, company: Company, draft: Draft, *, by: PersonId) -> str:
    """Moves the draft's file to `policies/` and logs it; returns the new path, relative to the company folder.

    The rule still only observes, and only from the next start on. Raises NotAllowed, PolicyInvalid, OSError,
    FileExistsError; then file and log are as they were.
    """
    person = may_accept(company, by, store)
    book = accepted(draft, company)
    path = f"policies/{draft.id}.cedar"
    source, target = company.folder / draft.path, company.folder / path
    moved = False

    async def move() -> None:
        nonlocal moved
        target.parent.mkdir(exist_ok=True)
        # What was read and checked is what is accepted, whatever the file holds by now; nothing there is replaced.
        with target.open("x", encoding="utf-8") as out:
            moved = True
            out.write(draft.text)

    try:
        async with store.transaction() as tx:
            tx.log(
                Entry(
                    kind=ACCEPTED,
                    actor=person.id,
                    catalog_version=company.version,
                    policy_version=book.version,
                    data={
                        "rule": draft.id,
                        "file": path,
                        "text_sha256": hashlib.sha256(draft.text.encode()).hexdigest(),
                        "words": draft.words,
                        "drafted_by": draft.by,
                        "says": book.rules[draft.id].says,
                        "mode": "observe",
                    },
                )
            )
            tx.before_commit(move)
    except BaseException:
        if moved:
            target.unlink()
        raise
    source.unlink()
    return path


def may_accept(company: Company, by: PersonId, store: Store) -> Person:
    """The person, if they may take rules in: IAM admins and Security, who work here today. Raises NotAllowed."""
    person = company.people.get(by)
    if person is None:
        raise NotAllowed(
            f"{by} is nobody in people.csv; name an IAM admin or somebody of Security with --by."
        )
    groups = company.groups
    if by not in (*groups.iam_admins, *groups.security):
        named = [one for one in (*groups.iam_admins, *groups.security) if one in company.people]
        asked = f"ask {named[0]}" if named else "name such people in company.yaml, groups"
        raise NotAllowed(
            f"{person.name} is neither an IAM admin nor of Security, so cannot accept a rule; {asked}."
        )
    if not person.active(store.clock.now().astimezone(company.zone).date()):
        raise NotAllowed(
            f"{person.name} does not work here at present, so nothing can be accepted in their name."
        )
    return person
