"""What the words of a document say of names and equations: kinds, conditions, cases, doubts."""
