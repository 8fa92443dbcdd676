"""Copies of one exposure, measured: edits of real and drawn photographs, and who finds them."""
