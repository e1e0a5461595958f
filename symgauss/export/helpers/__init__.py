"""Functions that generated files carry with them, one folder a target, copied where they are used.

The files are read as text and are never imported by what writes a program, so that a target's
package need not be installed.  Names with one underscore in front are helpers; each uses helpers
of its own folder and the imports of its target, nothing else.
"""
