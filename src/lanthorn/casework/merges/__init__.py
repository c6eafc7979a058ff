"""Two records found to be one person: seen side by side, joined with a reason, and separated again."""
