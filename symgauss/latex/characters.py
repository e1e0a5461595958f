"""Mathematical characters beside ASCII: what each is short for in LaTeX."""

from __future__ import annotations

_LETTERS = (
    "αalpha βbeta γgamma δdelta εepsilon ζzeta ηeta θtheta κkappa λlambda μmu νnu ξxi πpi ρrho "
    "σsigma τtau φphi χchi ψpsi ωomega ΓGamma ΔDelta ΘTheta ΛLambda ΞXi ΠPi ΣSigma ΦPhi ΨPsi "
    "ΩOmega ϕphi ϵepsilon ℓell"
)
_SIGNS = (
    "×times ⋅cdot ·cdot ≤le ≥ge ≠neq ≈approx ∝propto ∈in ∼sim ∞infty ∑sum ∏prod ∫int ∂partial "
    "∇nabla ⊗otimes ⊙odot ⊤top …ldots ⋯cdots →to ⇒Rightarrow ⇔Leftrightarrow √sqrt"
)

#: The command that a character stands for.
COMMANDS = {item[0]: item[1:] for item in f"{_LETTERS} {_SIGNS}".split()}

#: Signs that look like an ASCII one.
SIGNS = {"\N{MINUS SIGN}": "-", "\N{ASTERISK OPERATOR}": "*", "\N{PRIME}": "'"}
