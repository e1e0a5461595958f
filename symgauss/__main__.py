"""``python -m symgauss``."""

from symgauss.cli import main

main()
