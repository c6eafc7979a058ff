"""Who may do what: agencies, users, roles, the register of every page, and what each user may see of a record."""
