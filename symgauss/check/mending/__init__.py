"""What is said of a step that does not hold: what to blame, how to mend it."""
