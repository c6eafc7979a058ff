"""A child's case, who is in its circle, and emergency access to it."""
