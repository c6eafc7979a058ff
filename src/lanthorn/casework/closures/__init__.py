"""Closing a case once somebody else agrees, and re-opening it as a new episode."""
