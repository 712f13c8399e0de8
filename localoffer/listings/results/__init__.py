"""The page of results: what was found, why, and how to narrow, widen and follow it."""
