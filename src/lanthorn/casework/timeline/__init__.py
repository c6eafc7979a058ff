"""The timeline of a child's case: the facts of every app, in the order of their dates."""
