"""What the law lets people ask of the council about their data, and what the site does by itself: keep, and erase."""
