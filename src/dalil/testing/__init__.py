"""What our tests and our successors' use: drawn archives, a simulated world, a faulty disk, a clock."""
