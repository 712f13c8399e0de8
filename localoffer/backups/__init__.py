"""Backups: made while the site runs, sealed, proved by restoring each one, kept for a time, and restored."""
