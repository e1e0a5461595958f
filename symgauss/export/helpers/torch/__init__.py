"""What generated PyTorch code may use.  Items have leading batch axes, which broadcast."""
