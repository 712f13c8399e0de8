"""A referral that was sent, for the family and whoever asked for it: where it stands, and writing to the team."""
