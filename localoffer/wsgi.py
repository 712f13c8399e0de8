"""What a WSGI server loads: ``localoffer.wsgi:application``. In production it refuses to start half-configured."""

from __future__ import annotations

import config
from localoffer import create_app, preflight
from localoffer.listings.search.following import follower

try:
    settings = config.load()
except config.SettingsError as error:
    preflight.refuse(error.problems)
if settings.is_production:
    preflight.require(settings)
application = create_app(settings)
# now, so that no family waits while the index is opened
follower(application).start()
