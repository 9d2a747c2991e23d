"""The engine that ships: no network, no key, no model to download."""
