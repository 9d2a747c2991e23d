"""Everything that changes a request or a grant, one write a module, named as a verb."""
