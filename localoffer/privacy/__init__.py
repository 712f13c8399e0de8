"""What becomes of what people told us: how long it is kept, how it is erased and handed over, and how to complain."""
