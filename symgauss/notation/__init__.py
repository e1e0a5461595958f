"""How terms are written: names, precedence, and printers for LaTeX, Typst and the terminal."""
