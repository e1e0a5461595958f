"""What is found in documents, written down: for people, for scripts, for code-scanning pages."""
