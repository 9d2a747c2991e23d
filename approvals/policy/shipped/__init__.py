"""The policies that ship, one file for each kind of rule (a package, so that they are installed with the code)."""
