"""Screening: indicators present, absent or unknown, a category by the protocol, and a second, blind scorer."""
