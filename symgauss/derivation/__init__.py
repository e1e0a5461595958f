"""Rules, judged steps, derivations, and the builder that puts them together."""
