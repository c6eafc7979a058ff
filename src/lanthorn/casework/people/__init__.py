"""Children and other persons, their names, addresses, phones and identifiers; matching, merging and splitting."""
