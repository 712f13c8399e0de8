"""The public addresses of a referral, in the order of the journey. Each page stands in a module of its own."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue

from localoffer.referrals import opinion_views
from localoffer.referrals.asking import checking, confirming, leaving, starting, stepping
from localoffer.referrals.asking.journey import CHECK
from localoffer.referrals.before_support import views as before_support_views
from localoffer.referrals.deciding import views as decision_views
from localoffer.referrals.drafting import another_child, coming_back, saving
from localoffer.referrals.following import claiming, writing
from localoffer.referrals.following import views as status_views
from localoffer.referrals.paper import form
from localoffer.web import csrf

FORM, STATUS = "/life-skills", "/status"

blueprint = Blueprint("referrals", __name__, url_prefix="/refer")
blueprint.get(FORM)(starting.start)
blueprint.post(FORM)(starting.begin)
blueprint.get(f"{FORM}/leave-quickly")(leaving.leave_quickly)
blueprint.route(f"{FORM}/<step>", methods=["GET", "POST"])(stepping.step)
blueprint.get(f"{FORM}/{CHECK}")(checking.check)
blueprint.post(f"{FORM}/{CHECK}")(checking.send)
blueprint.get(f"{FORM}/sent")(confirming.sent)
blueprint.get(f"{FORM}/sent/record")(confirming.record)
blueprint.post(f"{FORM}/another-child")(another_child.another)
blueprint.route(f"{FORM}/save", methods=["GET", "POST"])(saving.save)
blueprint.route(f"{FORM}/saved", methods=["GET", "POST"])(saving.saved)
blueprint.post(f"{FORM}/saved/new-code")(saving.new_code)
blueprint.route(f"{FORM}/come-back", methods=["GET", "POST"])(coming_back.come_back)
blueprint.route(f"{FORM}/return/<token>", methods=["GET", "POST"])(coming_back.return_link)
blueprint.route(f"{FORM}/leave", methods=["GET", "POST"])(leaving.leave)
blueprint.get(f"{FORM}/stay-safe")(leaving.stay_safe)

blueprint.get(f"{FORM}/paper-form.pdf")(form.paper)
blueprint.get(f"{FORM}/for-the-family")(claiming.family_notice)
blueprint.route(f"{FORM}/opinion", methods=["GET", "POST"])(opinion_views.opinion)
blueprint.get(STATUS)(status_views.status)
blueprint.post(STATUS)(status_views.open_status)
blueprint.post(f"{STATUS}/close", endpoint="status_close")(status_views.close)
blueprint.post(f"{STATUS}/go-on", endpoint="status_go_on")(status_views.go_on)
blueprint.route(f"{STATUS}/tell", methods=["GET", "POST"], endpoint="status_tell")(writing.tell)
blueprint.route(f"{STATUS}/how-it-is-going", methods=["GET", "POST"], endpoint="status_going")(writing.going)
blueprint.route(f"{STATUS}/take-back", methods=["GET", "POST"], endpoint="status_withdraw")(writing.withdraw)
blueprint.get(f"{STATUS}/letters/<int:number>", endpoint="status_letter")(decision_views.letter)
blueprint.get(f"{STATUS}/claim/<token>")(claiming.claim)
blueprint.post(f"{STATUS}/claim/<token>")(claiming.give_code)
blueprint.get(f"{STATUS}/before-support", endpoint="before_support")(before_support_views.overview)
blueprint.route(f"{STATUS}/before-support/<slug>", methods=["GET", "POST"], endpoint="before_support_page")(
    before_support_views.page
)

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
    opinion_views.opinion,
    status_views.open_status,
    status_views.close,
    status_views.go_on,
    writing.tell,
    writing.going,
    writing.withdraw,
    claiming.give_code,
    before_support_views.page,
)
for _view in _LOSES_NOTHING:
    csrf.exempt(_view)
