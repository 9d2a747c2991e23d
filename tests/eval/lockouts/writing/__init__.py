"""Writes the invented companies' sign-in events and the labels of their lock-out stories."""
