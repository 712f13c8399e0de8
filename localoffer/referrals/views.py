"""The public addresses of a referral, in the order of the journey. Each page stands in a module of its own."""

from __future__ import annotations

from flask import Blueprint

from localoffer.referrals import checking, confirming, leaving, starting, stepping
from localoffer.referrals.journey import CHECK
from localoffer.web import csrf

FORM = "/life-skills"

blueprint = Blueprint("referrals", __name__, url_prefix="/refer")
blueprint.get(FORM)(starting.start)
blueprint.post(FORM)(starting.begin)
blueprint.get(f"{FORM}/leave-quickly")(leaving.leave_quickly)
blueprint.route(f"{FORM}/<step>", methods=["GET", "POST"])(stepping.step)
blueprint.get(f"{FORM}/{CHECK}")(checking.check)
blueprint.post(f"{FORM}/{CHECK}")(checking.send)
blueprint.get(f"{FORM}/sent")(confirming.sent)
blueprint.route(f"{FORM}/leave", methods=["GET", "POST"])(leaving.leave)
blueprint.get(f"{FORM}/stay-safe")(leaving.stay_safe)

# the check of every request answers with an error page; those of these views lose nothing
for _view in (starting.begin, stepping.step, checking.send):
    csrf.exempt(_view)
