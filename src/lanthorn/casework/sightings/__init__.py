"""Protected addresses that stood in an answer where they should not: noticed at once, told and looked into."""
