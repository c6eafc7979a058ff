"""Running the casework: back-up and restoring, changing keys, and what browsers report."""
