from __future__ import annotations

import pytest
from export.modules import module

SIGNATURES = {
    "normal-kl": ("kl", "mu_1 sigma_1 mu_2 sigma_2"),
    "mvn-kl": ("kl", "mu_1 Sigma_1 mu_2 Sigma_2"),
    "mvn-conditional": ("moments", "x_2 mu_1 mu_2 Sigma_11 Sigma_22 Sigma_12"),
    "mvn-density": ("log_density", "x mu Sigma"),
    "ddpm-posterior": ("moments", "x_t x_0 beta_t alpha_bar_t_minus_1"),
    "kalman-filter": ("kalman_filter", "y_t m_t_minus_1 P_t_minus_1 A Q H R"),
}


@pytest.mark.parametrize("slug", SIGNATURES)
def test_the_main_function_has_the_arguments_of_the_mathematics(slug: str) -> None:
    main = module(slug).main
    name, arguments = SIGNATURES[slug]
    assert main.name == name
    assert [argument.name for argument in main.program.arguments] == arguments.split()
