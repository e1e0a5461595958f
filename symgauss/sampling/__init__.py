"""Monte Carlo checks: what a derivation claims against draws from its model.

Nothing of the derived result goes into the draws: random variables are sampled from the statements
of the model, parents first, and the claims of the results are averages over these draws.
"""

from symgauss.sampling.checking import sample_check
from symgauss.sampling.results import SampleCheck

__all__ = ["SampleCheck", "sample_check"]
