"""Torture: families send forms while the site's processes are killed and the mail server misbehaves.

Everything is real and goes through HTTP and SMTP. At the end each acknowledged form must be one referral that opens
with the key, with its audit entry, and every message must have gone out.
"""
