"""Who has access: invited, confirmed each quarter, changed and ended by a contact point or an administrator."""
