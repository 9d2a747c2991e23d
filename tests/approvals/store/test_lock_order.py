"""The watch over the order of locks sees what is out of order, and lets pass what is not.

SQLite has one writer at a time, and no order to keep.
"""

from __future__ import annotations

import pytest

from approvals.desk import Desk
from approvals.store.helpdesk_tables import TicketRow
from tests.approvals.asking import ask, only_item


@pytest.mark.postgresql
async def test_a_lock_out_of_order_is_an_error_and_two_requests_need_the_person(desk: Desk) -> None:
    first, second = await ask(desk), await ask(desk, person="max.vogel")
    item = await only_item(desk, first)
    async with desk.store.transaction() as tx:
        await tx.lock_person("tom.reyes")
        await tx.lock_item(item.id)
        await tx.lock_request(second)
        await tx.lock_item(item.id)

    for begin, then in (
        (lambda tx: tx.lock_request(first), lambda tx: tx.lock_person("tom.reyes")),
        (lambda tx: tx.lock_request(first), lambda tx: tx.lock_request(second)),
        (
            lambda tx: tx.session.get(TicketRow, "tick_1", with_for_update=True),
            lambda tx: tx.lock_request(first),
        ),
    ):
        async with desk.store.transaction() as tx:
            await begin(tx)
            with pytest.raises(AssertionError, match="is locked after"):
                await then(tx)
