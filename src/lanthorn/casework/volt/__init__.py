"""Victims, offenders, locations and themes: the problem seen whole, as far as whoever looks may see it."""
