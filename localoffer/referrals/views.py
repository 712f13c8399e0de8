"""The public addresses of a referral, in the order of the journey. Each page stands in a module of its own."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue

from localoffer.referrals import (
    another_child,
    checking,
    coming_back,
    confirming,
    leaving,
    saving,
    starting,
    stepping,
)
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
blueprint.post(f"{FORM}/another-child")(another_child.another)
blueprint.route(f"{FORM}/save", methods=["GET", "POST"])(saving.save)
blueprint.route(f"{FORM}/saved", methods=["GET", "POST"])(saving.saved)
blueprint.post(f"{FORM}/saved/new-code")(saving.new_code)
blueprint.route(f"{FORM}/come-back", methods=["GET", "POST"])(coming_back.come_back)
blueprint.route(f"{FORM}/return/<token>", methods=["GET", "POST"])(coming_back.return_link)
blueprint.route(f"{FORM}/leave", methods=["GET", "POST"])(leaving.leave)
blueprint.get(f"{FORM}/stay-safe")(leaving.stay_safe)

# the check of every request answers with an error page; those of these views lose nothing
_LOSES_NOTHING: tuple[Callable[..., ResponseReturnValue], ...] = (
    starting.begin,
    stepping.step,
    checking.send,
    another_child.another,
    saving.save,
    saving.saved,
    saving.new_code,
    coming_back.come_back,
    coming_back.return_link,
)
for _view in _LOSES_NOTHING:
    csrf.exempt(_view)
