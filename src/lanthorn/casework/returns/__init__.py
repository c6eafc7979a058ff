"""Returns: what each agency is asked before the pack date, and gives, item by item, with who may read it."""
