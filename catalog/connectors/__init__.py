"""The ways into real systems: each makes a system agree with what was granted."""
