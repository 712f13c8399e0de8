"""What is told of a referral, to whom, and by which safe way."""
