"""Lanthorn: from agencies' records to a published profile of child sexual exploitation in one area."""

__version__ = "0.1.0"
