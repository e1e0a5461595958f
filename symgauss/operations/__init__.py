"""Operations on Gaussians, one file each.  Each runs rules on the model and returns a derivation."""
