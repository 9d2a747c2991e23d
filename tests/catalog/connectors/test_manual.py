"""A task says who should do what, in one sentence."""

from __future__ import annotations

from catalog.connectors.manual import ManualConnector
from catalog.connectors.port import Settled
from tests.catalog.connectors.orders import order, person, system


async def test_the_task_says_what_to_give_to_whom() -> None:
    receipt = await ManualConnector().provision(order(scope={"region": "EMEA", "quarter": "Q3"}))

    assert receipt.settled is Settled.TASK
    assert receipt.note == (
        "Give Dana Whitfield (dana@harborline.example) Snowflake · Sales reports · Viewer, scope quarter=Q3, region=EMEA."
    )


async def test_the_task_says_what_to_take_away_from_whom() -> None:
    receipt = await ManualConnector().revoke(order())

    assert receipt.settled is Settled.TASK
    assert receipt.note == (
        "Take Snowflake · Sales reports · Viewer away from Dana Whitfield (dana@harborline.example)."
    )


async def test_the_resources_owner_comes_before_the_systems() -> None:
    by_system = await ManualConnector().provision(order())
    by_resource = await ManualConnector().provision(order(where=system(resource_owner="jon.bell")))

    assert (by_system.assignee, by_resource.assignee) == ("mara.lind", "jon.bell")


async def test_an_owner_is_not_asked_to_give_access_to_themselves_when_there_is_another() -> None:
    jon = person("jon.bell", "Jon Bell", "jon@harborline.example")

    assert (
        await ManualConnector().provision(order(jon, where=system(resource_owner="jon.bell")))
    ).assignee == "mara.lind"


async def test_the_queue_of_the_catalog_is_kept_for_the_log() -> None:
    receipt = await ManualConnector().provision(
        order(where=system(connector="manual", queue="treasury-admin"))
    )

    assert receipt.reference == "treasury-admin"


async def test_nobody_but_a_person_knows_who_holds_it() -> None:
    assert await ManualConnector().holds(order()) is None
