"""The team's screens."""
