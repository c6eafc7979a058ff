"""Children to consider: what the declared rules bring to attention, and what a person decides about each child."""
