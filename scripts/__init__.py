"""What is run by hand or by the Makefile; nothing of the application imports it."""
