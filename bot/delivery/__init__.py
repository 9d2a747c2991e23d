"""From what happened to what people see: each event drawn into its messages, once, however often it comes."""

from __future__ import annotations

from bot.delivery.delivery import Delivery

__all__ = ["Delivery"]
