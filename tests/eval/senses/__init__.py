"""Tuning the small sentence model to requests for access, and what it gains."""
