"""How fast it is, measured: `python -m tests.bench` (docs/performance.md says what each figure means)."""
