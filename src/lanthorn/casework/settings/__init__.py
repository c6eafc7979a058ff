"""The settings: base, and one file for each way of running."""
