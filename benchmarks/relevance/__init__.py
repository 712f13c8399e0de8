"""The judged queries, and what they have not judged yet."""
