"""What generated NumPy code may use.  Items have leading batch axes, which broadcast."""
