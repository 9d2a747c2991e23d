"""Sign-in events on their way: read from their feeds, understood, given to a person, stored, and found again."""
