"""The model trained on past decisions: how likely a careful reviewer would deny this, and which attribute says so."""
