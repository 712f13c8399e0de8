"""What is agreed with a family, the team's notes, and looking closely at one referral."""
