"""What generated Numba code may use, beside the arguments of NumPy.  Functions see one item."""
