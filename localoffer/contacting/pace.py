"""How often requests come from one address: above what people do they are set aside, far above it they have to wait.

Each process counts for itself, in memory alone; of the sender it holds a keyed hash.
"""

from __future__ import annotations

from enum import Enum

from flask import Flask, current_app, request
from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from localoffer.staff.throttle import hash_address

# a school or a library may share one address
USUAL = RateLimitItemPerHour(20, namespace="usual")
MOST = RateLimitItemPerHour(60, namespace="most")
MOST_FROM_EVERYWHERE = RateLimitItemPerHour(600)
_EXTENSION = "localoffer_contacting_pace"


class Pace(Enum):
    """How fast the requests of one sender come."""

    USUAL = "usual"
    BUSY = "busy"
    FLOOD = "flood"


def init_app(app: Flask) -> None:
    """Give the application its counts."""
    app.extensions[_EXTENSION] = FixedWindowRateLimiter(MemoryStorage())


def measure() -> Pace:
    """Count this request, and return how fast its sender goes."""
    limiter: FixedWindowRateLimiter = current_app.extensions[_EXTENSION]
    sender = hash_address(request.remote_addr or "").hex()
    if not (limiter.hit(MOST, sender) and limiter.hit(MOST_FROM_EVERYWHERE)):
        return Pace.FLOOD
    return Pace.USUAL if limiter.hit(USUAL, sender) else Pace.BUSY
