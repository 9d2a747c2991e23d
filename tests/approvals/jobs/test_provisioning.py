"""Putting grants in place and taking them away: nothing stays in a system that Usher calls failed."""

from __future__ import annotations

from typing import Any

import pytest

from approvals.desk import Desk
from approvals.jobs import provisioning
from approvals.jobs.handlers import last_words
from approvals.jobs.port import JobName
from approvals.jobs.retry import TryAgain
from approvals.model import EndReason, GrantStatus
from approvals.operations.approve import approve
from approvals.operations.finish_task import finish_task
from approvals.operations.give_back import give_back
from approvals.queries.tasks import tasks_of
from approvals.store.tables import GrantRow
from catalog.connectors.choose import Connectors
from catalog.connectors.patience import Patience
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.scim import ScimConnector
from catalog.connectors.settings import ConnectorSettings, Endpoint
from catalog.model import Provisioning, System
from tests.approvals.asking import ask, grant_of, only_item
from tests.approvals.company import DASHBOARDS, LAB_BADGE
from tests.approvals.conftest import NotedJobs
from tests.approvals.reloading import with_company
from tests.approvals.systems import Ledger
from tests.scim_peer import ScimPeer, scim_peer

__all__ = ["scim_peer"]

BUSY = "Warehouse is too busy for this right now."
REFUSED = "Warehouse did not accept the change."
GROUP = "warehouse-dashboards-view"


def provisioned(desk: Desk, system: str, **options: object) -> Desk:
    """The desk after the catalog says something else about how that system is provisioned."""

    def edited(one: System) -> System:
        changed = {"provisioning": Provisioning.model_validate(options)}
        return one.model_copy(update=changed) if one.id == system else one

    return with_company(desk, systems=tuple(edited(one) for one in desk.company.systems))


def moved(desk: Desk, person: str, email: str) -> Desk:
    """The desk after somebody got another address."""
    changed = desk.company.people[person].model_copy(update={"email": email})
    return with_company(desk, people={**desk.company.people, person: changed})


def connectors(peer: ScimPeer) -> Connectors:
    return Connectors(ConnectorSettings({"USHER_SCIM_URL": peer.url, "USHER_SCIM_TOKEN": peer.token}))


async def test_a_first_try_that_may_have_worked_is_taken_back(desk: Desk, jobs: NotedJobs) -> None:
    ledger = Ledger()
    ledger.failure = ConnectorFailed(REFUSED, retryable=False, touched=True)
    ledger.applies_before_failing = True
    request_id = await ask(desk, DASHBOARDS)
    grant = await grant_of(desk, request_id)

    await provisioning.provision(desk, ledger, grant_id=grant.id)

    assert (await grant_of(desk, request_id)).status is GrantStatus.REVOKING
    assert len(jobs.named(JobName.REVOKE)) == 1
    ledger.failure = None
    await provisioning.revoke(desk, ledger, grant_id=grant.id)
    after = await grant_of(desk, request_id)
    assert ledger.held == set()
    assert (after.status, after.end_reason) == (GrantStatus.FAILED, EndReason.STOPPED)
    assert after.trouble == REFUSED


async def test_a_lost_answer_and_a_refusal_within_one_order_leave_nothing_in_the_system(
    desk: Desk, jobs: NotedJobs, scim_peer: ScimPeer
) -> None:
    async def token_is_taken_back(seconds: float) -> None:
        scim_peer.fail_next(50, status=401)

    endpoint = Endpoint(url=scim_peer.url, secret=scim_peer.token, url_setting="URL", secret_setting="TOKEN")
    connector = ScimConnector(endpoint, patience=Patience(sleep=token_is_taken_back))
    request_id = await ask(desk, DASHBOARDS)
    grant = await grant_of(desk, request_id)
    scim_peer.drop_next(method="PATCH")

    await provisioning.provision(desk, lambda system: connector, grant_id=grant.id)

    assert scim_peer.members_of(GROUP) == {"tom.reyes@northlight.example"}
    assert len(jobs.named(JobName.REVOKE)) == 1
    scim_peer.recover()
    await provisioning.revoke(desk, lambda system: connector, grant_id=grant.id)
    assert scim_peer.members_of(GROUP) == set()
    assert (await grant_of(desk, request_id)).status is GrantStatus.FAILED


async def test_a_job_given_up_after_a_try_of_unknown_outcome_takes_the_access_back(
    desk: Desk, jobs: NotedJobs
) -> None:
    class Broken(Ledger):
        async def provision(self, order: Any) -> Any:
            await super().provision(order)
            raise ZeroDivisionError

    ledger = Broken()
    request_id = await ask(desk, DASHBOARDS)
    grant = await grant_of(desk, request_id)
    with pytest.raises(ZeroDivisionError):
        await provisioning.provision(desk, ledger, grant_id=grant.id)

    await last_words(lambda: desk)[JobName.PROVISION]({"grant": grant.id}, "Something went wrong.")

    assert (await grant_of(desk, request_id)).status is GrantStatus.REVOKING
    assert len(jobs.named(JobName.REVOKE)) == 1


async def test_a_job_given_up_before_any_try_has_nothing_to_undo(desk: Desk, jobs: NotedJobs) -> None:
    request_id = await ask(desk, DASHBOARDS)
    grant = await grant_of(desk, request_id)

    await last_words(lambda: desk)[JobName.PROVISION]({"grant": grant.id}, "Something went wrong.")

    assert (await grant_of(desk, request_id)).status is GrantStatus.FAILED
    assert not jobs.named(JobName.REVOKE)


async def test_every_try_goes_to_the_place_and_the_account_of_the_first(desk: Desk) -> None:
    """The first may have worked with its answer lost: what takes the access away has to go there."""
    ledger = Ledger()
    request_id = await ask(desk, DASHBOARDS)
    grant = await grant_of(desk, request_id)
    ledger.failure, ledger.applies_before_failing = ConnectorFailed(BUSY, retryable=True), True
    with pytest.raises(TryAgain):
        await provisioning.provision(desk, ledger, grant_id=grant.id)
    later = provisioned(desk, "warehouse", connector="scim", group_prefix="elsewhere-")
    later = moved(later, "tom.reyes", "tom.new@northlight.example")
    ledger.failure = ConnectorFailed(REFUSED, retryable=False)
    await provisioning.provision(later, ledger, grant_id=grant.id)
    ledger.failure = None
    await provisioning.revoke(later, ledger, grant_id=grant.id)

    assert len(ledger.orders) == 3
    assert all(order == ledger.orders[0] for order in ledger.orders)
    assert ledger.orders[0].person.email == "tom.reyes@northlight.example"


async def test_access_is_taken_from_the_account_it_was_given_to(desk: Desk, scim_peer: ScimPeer) -> None:
    """Neither its name nor its externalId leads to it any more."""
    account = scim_peer.add_user("tom.reyes@northlight.example", external_id="idp-1")
    request_id = await ask(desk, DASHBOARDS)
    grant = await grant_of(desk, request_id)
    connector_of = connectors(scim_peer).for_system
    await provisioning.provision(desk, connector_of, grant_id=grant.id)
    async with desk.store.transaction() as tx:
        row = await tx.session.get_one(GrantRow, grant.id)
        assert row.order["account"] == account
        person = row.order["person"] | {"email": "tom.before@northlight.example"}
        row.order = row.order | {"person": person}
        tx.session.add(row)
    await give_back(desk, grant_id=grant.id, by="tom.reyes")

    await provisioning.revoke(desk, connector_of, grant_id=grant.id)

    assert scim_peer.members_of(GROUP) == set()
    assert (await grant_of(desk, request_id)).status is GrantStatus.ENDED


async def test_a_removal_nobody_can_be_sure_of_becomes_a_task(desk: Desk, scim_peer: ScimPeer) -> None:
    scim_peer.add_user("tom.reyes@northlight.example", external_id="idp-1")
    request_id = await ask(desk, DASHBOARDS)
    grant = await grant_of(desk, request_id)
    connector_of = connectors(scim_peer).for_system
    await provisioning.provision(desk, connector_of, grant_id=grant.id)
    async with desk.store.transaction() as tx:  # as it was before accounts were kept, and the account renamed
        row = await tx.session.get_one(GrantRow, grant.id)
        person = row.order["person"] | {"email": "tom.before@northlight.example"}
        row.order = {"person": person, "system": row.order["system"]}
        tx.session.add(row)
    await give_back(desk, grant_id=grant.id, by="tom.reyes")

    await provisioning.revoke(desk, connector_of, grant_id=grant.id)

    assert (await grant_of(desk, request_id)).status is GrantStatus.REVOKING
    (task,) = await tasks_of(desk, desk.company.places[DASHBOARDS].owner)
    assert "has no account for tom.before@northlight.example any more" in task.note
    assert scim_peer.members() == {GROUP: {"tom.reyes@northlight.example"}}


async def test_an_entitlement_for_hands_is_set_up_and_removed_by_hand_in_a_system_that_has_a_connector(
    desk: Desk, scim_peer: ScimPeer
) -> None:
    desk = provisioned(desk, "building", connector="scim")
    connector_of = connectors(scim_peer).for_system
    request_id = await ask(desk, LAB_BADGE, person="max.vogel")
    await approve(desk, item_id=(await only_item(desk, request_id)).id, by="wade.frost")
    grant = await grant_of(desk, request_id)

    await provisioning.provision(desk, connector_of, grant_id=grant.id)

    assert (await grant_of(desk, request_id)).status is GrantStatus.PROVISIONING
    (task,) = await tasks_of(desk, "ida.berg")
    assert task.note == "Give Max Vogel (max.vogel@northlight.example) Building · Lab · Badge."
    await finish_task(desk, task_id=task.id, by="ida.berg")
    await give_back(desk, grant_id=grant.id, by="max.vogel")
    await provisioning.revoke(desk, connector_of, grant_id=grant.id)
    (task,) = await tasks_of(desk, "ida.berg")
    assert task.note.startswith("Take Building · Lab · Badge away")
    assert scim_peer.requests == []


async def test_what_a_connector_put_in_place_is_taken_away_by_it(desk: Desk, scim_peer: ScimPeer) -> None:
    """From before `automation: manual` was heeded: the order says SCIM, and the entitlement says by hand."""
    desk = provisioned(desk, "building", connector="scim")
    connector_of = connectors(scim_peer).for_system
    request_id = await ask(desk, LAB_BADGE, person="max.vogel")
    await approve(desk, item_id=(await only_item(desk, request_id)).id, by="wade.frost")
    grant = await grant_of(desk, request_id)
    place = desk.company.places[LAB_BADGE]
    async with desk.store.transaction() as tx:
        row = await tx.session.get_one(GrantRow, grant.id)
        person = desk.company.people["max.vogel"].model_dump(mode="json")
        row.order = {"person": person, "system": place.system.model_dump(mode="json")}
        tx.session.add(row)
    await provisioning.provision(desk, connector_of, grant_id=grant.id)
    assert scim_peer.members_of("building-lab-badge") == {"max.vogel@northlight.example"}
    await give_back(desk, grant_id=grant.id, by="max.vogel")

    await provisioning.revoke(desk, connector_of, grant_id=grant.id)

    assert scim_peer.members_of("building-lab-badge") == set()
    assert (await grant_of(desk, request_id)).status is GrantStatus.ENDED
