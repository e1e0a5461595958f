"""Manners of writing: what people leave out or abbreviate, and the syntax that they mean."""
