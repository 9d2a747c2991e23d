"""What happened at sign-in: the events of each provider in one shape, the cause of a lock-out, and its explanation."""
