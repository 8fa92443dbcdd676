"""Who does the work: jailed processes on this machine, or a cluster. Decides nothing."""
