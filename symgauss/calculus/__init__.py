"""Calculus on unevaluated SymPy expressions: what a textbook does by hand, in textbook order."""
