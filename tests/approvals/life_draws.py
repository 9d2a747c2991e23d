"""What Hypothesis draws for the life of requests: who does something, with what, for how long, and what is edited."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from tests.approvals.company import (
    DASHBOARDS,
    EXPORTS,
    JOURNAL,
    LAB_BADGE,
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    SALES,
    WAREHOUSE_ADMIN,
)
from tests.approvals.living import RULES

askers = st.sampled_from(["tom.reyes", "max.vogel", "lena.osei", "kim.sato", "fay.moss", "greta.lund"])
approving = ["lena.osei", "ivo.brandt", "omar.diaz", "cara.cruz", "wade.frost", "greta.lund", "nils.aker"]
anybody = st.sampled_from([*approving, "ida.berg", "fay.moss", "petra.holm", "tom.reyes", "una.soon"])
wanted = st.sampled_from(
    [SALES, WAREHOUSE_ADMIN, LAB_BADGE, DASHBOARDS, EXPORTS, PAYMENTS_CREATE, PAYMENTS_APPROVE, JOURNAL]
)
which = st.integers(0, 1000)
"""One of those there are; which ones is not known when it is drawn."""
spans = st.sampled_from(
    [timedelta(minutes=20), timedelta(hours=4), timedelta(days=1), timedelta(days=4), timedelta(days=15)]
)
lengths = st.sampled_from([None, timedelta(minutes=30), timedelta(days=2), timedelta(days=20)])
named = st.sampled_from([None, None, timedelta(hours=5), timedelta(days=3), timedelta(days=15)])
"""How far ahead the end is that somebody names, if any."""
early = st.sampled_from([timedelta(), timedelta(), timedelta(milliseconds=400)])
"""A queue counts in milliseconds: a job may come a moment before its time."""

Edit = tuple[Any, ...]
edits: st.SearchStrategy[Edit] = st.one_of(
    st.tuples(st.just("policy"), st.sampled_from(sorted(RULES))),
    st.tuples(st.sampled_from(["retired", "privileged"]), wanted),
    st.tuples(st.just("left"), anybody),
    # Somebody who owns nothing: a folder in which an owner is missing would not be loaded.
    st.tuples(st.just("vanished"), st.sampled_from(["lena.osei", "tom.reyes", "cara.cruz", "nils.aker"])),
    st.tuples(st.just("manager"), askers, st.sampled_from(["ivo.brandt", "omar.diaz", "petra.holm"])),
    st.tuples(st.just("away"), anybody, st.none() | anybody, st.integers(0, 20)),
)
"""What is written into the company's folder, or taken out of it again."""
