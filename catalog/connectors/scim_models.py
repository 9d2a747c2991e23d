"""The part of a SCIM user that provisioning writes and reads.

The full model of RFC 7643 refuses e-mail addresses that plenty of companies use inside (`dana@corp.local`),
in what we send and in what comes back; an account must not be out of reach for that.
"""

from __future__ import annotations

from typing import Annotated, Any

from scim2_models import URN, ComplexAttribute, Name, Required, Resource, Uniqueness


class MailAddress(ComplexAttribute):
    """One address of an account, as it is."""

    value: str | None = None
    type: str | None = None
    primary: bool | None = None


class User(Resource[Any]):
    """An account (RFC 7643, 4.1)."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    display_name: str | None = None
    name: Name | None = None
    emails: list[MailAddress] | None = None
    active: bool | None = None
