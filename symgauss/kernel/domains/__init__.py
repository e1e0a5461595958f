"""Domains: where terms take values.

Every domain has the same operations (:class:`symgauss.kernel.domains.domain.Domain`), so that one
evaluator serves them all: the prime field, real balls, degrees of rational functions, and dual
numbers over any of them.
"""
