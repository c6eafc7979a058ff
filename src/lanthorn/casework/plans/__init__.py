"""The plan: actions with an owner and a due day, chased once and passed on, and a caseload that moves in one go."""
