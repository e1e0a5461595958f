"""Whether one step holds or fails, by the kernel and by what the document leaves open."""
