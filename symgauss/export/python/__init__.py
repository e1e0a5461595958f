"""Writing Python source: shared by all targets that are written in Python."""
