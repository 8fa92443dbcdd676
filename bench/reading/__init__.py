"""Reading, measured: every row of the table of aims, beside rivals on the same crops in the same run."""
