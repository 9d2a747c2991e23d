"""The rules that find why somebody cannot get in: a module for each family, written as a runbook reads.

Each rule takes a `Case`, one person's events at one provider, and returns a `Finding` or None.
"""
