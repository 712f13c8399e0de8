"""The public addresses of a referral, in the order of the journey. Each page stands in a module of its own."""

from __future__ import annotations

from flask import Blueprint

from localoffer.referrals import checking, confirming, leaving, starting, stepping
from localoffer.referrals.journey import CHECK
from localoffer.web import csrf

blueprint = Blueprint("referrals", __name__, url_prefix="/refer/life-skills")
blueprint.get("")(starting.start)
blueprint.post("")(starting.begin)
blueprint.get("/leave-quickly")(leaving.leave_quickly)
blueprint.route("/<step>", methods=["GET", "POST"])(stepping.step)
blueprint.get(f"/{CHECK}")(checking.check)
blueprint.post(f"/{CHECK}")(checking.send)
blueprint.get("/sent")(confirming.sent)
blueprint.route("/leave", methods=["GET", "POST"])(leaving.leave)
blueprint.get("/stay-safe")(leaving.stay_safe)

# the check of every request answers with an error page; those of these views lose nothing
for _view in (starting.begin, stepping.step, checking.send):
    csrf.exempt(_view)
