"""Writing C99: functions over batches, for float64 and float32, and calling them."""
