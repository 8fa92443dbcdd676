"""What Dalil decides. No clock, disk, network or randomness here: values go in, values come out."""
