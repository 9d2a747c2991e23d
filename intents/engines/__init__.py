"""The ways of reading a message: built in, and by language model."""
