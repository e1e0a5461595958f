"""Operations on Gaussians, one file each: rules run on the model give a derivation."""
