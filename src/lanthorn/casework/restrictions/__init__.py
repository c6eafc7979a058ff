"""Restricting a child's cases: only those named see them, and to everybody else they do not exist."""
