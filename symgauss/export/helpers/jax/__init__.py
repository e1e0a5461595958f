"""What generated JAX code may use.  Items have leading batch axes, which broadcast."""
