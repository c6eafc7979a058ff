"""Reviews: what changed, the child's voice, and when the next one is."""
