"""The models a company has trained, which of them is in force, and who decided so."""
