"""Drawing instances: sizes for the dimensions and values for the symbols.

What a property says is drawn, and nothing more: a positive definite matrix as ``L L^T``, an
orthogonal one by the Cayley transform, a positive scalar as a square.
"""
