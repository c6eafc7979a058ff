"""A concern about a child, told by a practitioner and matched to a person at the front door."""
