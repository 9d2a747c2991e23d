"""What is left to be done after a commit: queued in the transaction it follows from, run at least once."""
