"""How often the form may be sent: far above what people do, so that a school or a library may share one address.

Each process counts for itself, in memory alone; nothing of it is stored. Of the sender it holds a keyed hash.
"""

from __future__ import annotations

from flask import Flask, current_app, request
from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from localoffer.staff.throttle import hash_address

FROM_ONE_ADDRESS = RateLimitItemPerHour(30)
FROM_EVERYWHERE = RateLimitItemPerHour(600)
_EXTENSION = "localoffer_feedback_pace"


def init_app(app: Flask) -> None:
    """Give the application its counts."""
    app.extensions[_EXTENSION] = FixedWindowRateLimiter(MemoryStorage())


def is_too_fast(what: str = "form") -> bool:
    """Count this request, and return whether it is one too many of ``what``."""
    limiter: FixedWindowRateLimiter = current_app.extensions[_EXTENSION]
    sender = hash_address(request.remote_addr or "").hex()
    return not (limiter.hit(FROM_ONE_ADDRESS, what, sender) and limiter.hit(FROM_EVERYWHERE, what))
