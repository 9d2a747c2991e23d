"""When every interface is asked."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
