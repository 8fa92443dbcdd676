"""A study: frame, sample, codebook, codings, estimates."""
