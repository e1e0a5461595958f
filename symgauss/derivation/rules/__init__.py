"""The rules, one file a family.  :func:`symgauss.derivation.rules.table.all_rules` lists them."""
