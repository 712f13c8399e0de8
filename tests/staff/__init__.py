"""Sign-in of staff, their sessions, and the guard of everything under ``/admin``."""
