"""How the weights of the label reader are made: data, strips, training, export, figures."""
