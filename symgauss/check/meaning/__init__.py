"""What names stand for at a place of a document, and what the kernel is asked of a step."""
