"""The queue of referrals: what it is narrowed to, who works on what, and how each person likes to see it."""
