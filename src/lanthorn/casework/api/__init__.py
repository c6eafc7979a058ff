"""The interface for machines: the profile's record tables, and a case's summary; through the pages' own access."""
