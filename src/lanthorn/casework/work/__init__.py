"""Where each user begins: what is due from me, my cases, search."""
