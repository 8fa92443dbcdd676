"""Leaving the building: bundles, proofs and the checker that imports nothing of ours."""
