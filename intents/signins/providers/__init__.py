"""Each provider's own words for what happened at sign-in, turned into the one typed event: a module a provider."""
