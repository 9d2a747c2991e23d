"""The short lists of words by which people, entitlements and data are told apart; the formats name them."""

from __future__ import annotations

from enum import StrEnum


class Employment(StrEnum):
    """How somebody is engaged; contractors and interns live under stricter rules."""

    EMPLOYEE = "employee"
    CONTRACTOR = "contractor"
    INTERN = "intern"
    SERVICE = "service"


class RiskLevel(StrEnum):
    """The catalog's own judgement of an entitlement."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    CRITICAL = "critical"


class Automation(StrEnum):
    """How much may happen without a person: all of it, all but the decision, nothing."""

    AUTOMATIC = "automatic"
    ASSISTED = "assisted"
    MANUAL = "manual"


class DataClass(StrEnum):
    """How sensitive what lies behind a resource is."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"
