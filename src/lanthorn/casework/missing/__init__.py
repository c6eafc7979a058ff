"""Episodes in which a child was missing, and the interview that is due when they return."""
