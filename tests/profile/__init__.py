# ruff: noqa: A005 - the folder is named after the package it tests, and is never on the path itself
