"""Confirming a decision with a one-time code: the secrets behind the codes, the codes, and what one confirms."""
