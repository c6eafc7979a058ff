"""The commands: each is a few lines that call one room and say what came of it."""

from lanthorn.cli.app import main

__all__ = ["main"]
