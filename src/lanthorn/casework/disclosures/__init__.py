"""The disclosure register: what was given to whom outside the case circle, why, and who approved it."""
