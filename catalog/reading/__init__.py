"""How a company folder is read: bytes to text, text to located data, located data to checked values.

Only `catalog.load` uses these modules; everybody else takes the `Company` it hands out.
"""
