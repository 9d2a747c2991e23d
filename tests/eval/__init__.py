"""How well messages are understood, measured: `python -m tests.eval`."""
