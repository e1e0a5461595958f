"""The kernel: judges steps, and imports nothing but the standard library and python-flint.

Reading order: ``sizes`` and ``terms`` (the language), ``shapes``, ``context`` (what may be relied
on), ``domains`` and ``drawing`` (where terms take values), ``evaluate``, ``exact`` and ``numeric``
(two ways to compare), ``judge``; then ``serialise`` and ``certificate``.
"""
