"""Who may ask about whom, and when a reason is due. Pure.

Everybody may ask about themselves. Those above somebody may see what they hold and wait for. The helpdesk, the IAM
admins and Security may ask about everybody, each time with a reason that is logged and that the person is told.
"""

from __future__ import annotations

from enum import StrEnum

from catalog.model import Company, PersonId


class Topic(StrEnum):
    """What somebody is asked about."""

    SIGN_INS = "sign_ins"
    """Why they cannot get in; more personal than what they hold, so those above them may not ask."""
    ACCESS = "access"
    ENDED = "ended"
    """What they held and hold no more."""
    REQUESTS = "requests"
    DENIALS = "denials"


def serves_everybody(company: Company, person: PersonId) -> bool:
    """Whether somebody is asked about others as part of their work: helpdesk, IAM admins, Security."""
    groups = company.groups
    return person in {*groups.helpdesk, *groups.iam_admins, *groups.security}


def is_above(company: Company, person: PersonId, other: PersonId) -> bool:
    """Whether somebody leads the other one, directly or further up."""
    return other in company.people and person in company.managers_above(other)


def may_ask(company: Company, asker: PersonId, about: PersonId, topic: Topic) -> bool:
    """Whether the asker may be told; a reason may be due first."""
    if asker == about or serves_everybody(company, asker):
        return True
    return topic is not Topic.SIGN_INS and is_above(company, asker, about)


def owes_a_reason(company: Company, asker: PersonId, about: PersonId, topic: Topic) -> bool:
    """Whether the asker has to say why: about others always, but for what those above somebody may see anyway."""
    if asker == about:
        return False
    return topic is Topic.SIGN_INS or not is_above(company, asker, about)
