"""What was seen and done, by whom and why: written with the act itself, chained, and never changed afterwards."""
