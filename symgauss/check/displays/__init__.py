"""From a region of a document to chains of parts and relations, with the words around them."""
