"""What may be: rules in Cedar that people can read, and the one question put to them."""
