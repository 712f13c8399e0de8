"""Taking listings over from the feed of another directory."""
