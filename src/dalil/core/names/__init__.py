"""A name is a chain of kin. Kept as written, folded on copies, compared part by part."""
