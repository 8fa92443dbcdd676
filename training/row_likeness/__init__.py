"""How the weights of ``vision/likeness`` are made."""
