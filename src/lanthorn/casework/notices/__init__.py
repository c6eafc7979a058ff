"""What waits for a user's attention, told without personal data."""
