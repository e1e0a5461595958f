"""A person's document: its steps, what holds of them, and what to say about the rest."""
