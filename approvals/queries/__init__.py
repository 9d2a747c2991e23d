"""Everything that is read of requests, grants and tasks, as pictures ready to be drawn."""
