"""Laws that a document states, in formulas and in words, and where it states them."""
