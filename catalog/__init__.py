"""What exists in one organisation, how it is described and loaded, and the connectors to its systems."""
