"""Signing in: second factors, session limits, each agency's own provider, and the demonstration users."""
