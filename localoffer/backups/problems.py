"""What keeps a backup from being made, read or believed; each message is a sentence for whoever runs the site."""

from __future__ import annotations


class NotPossible(Exception):
    """Something that the work needs is not there: a tool, a key, a right, a folder."""


class NotProven(Exception):
    """A backup does not give back what was put into it."""
