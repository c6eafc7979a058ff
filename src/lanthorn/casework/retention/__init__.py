"""How long records are kept, what holds them, and their disposal by two people who did not ask for it."""
