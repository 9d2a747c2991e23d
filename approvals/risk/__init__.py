"""How much could go wrong: a score from 0 to 100 with the exact contribution of every factor."""
