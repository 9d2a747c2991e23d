"""Signs that somebody else may be using, or trying, an account: plain rules over the events of a person or an address."""
