"""Made-up agencies, users and children, for the development profile and the tests only."""
