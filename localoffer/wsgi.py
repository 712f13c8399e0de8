"""What a WSGI server loads: ``localoffer.wsgi:application``. In production it refuses to start half-configured."""

from __future__ import annotations

import config
from localoffer import create_app, preflight

settings = config.load()
application = create_app(settings)
if settings.is_production:
    preflight.require(application)
