"""Types by inference over a whole document, and the reader of what nobody declares."""
