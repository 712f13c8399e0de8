"""Holding one referral for the law, and letting it go again. In English only."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer.crypto import KeyRing
from localoffer.db import now, session
from localoffer.languages import format_date, gettext
from localoffer.privacy import holding
from localoffer.privacy.admin_forms import REASONS, HoldForm
from localoffer.privacy.vocabulary import Because
from localoffer.referrals import queries
from localoffer.staff.guard import current_actor, needs


def register(blueprint: Blueprint) -> None:
    """Put the page and its two buttons under the guarded blueprint."""
    blueprint.add_url_rule("/hold/<reference>", "holding", show)
    blueprint.add_url_rule("/hold/<reference>", "hold", hold, methods=["POST"])
    blueprint.add_url_rule("/hold/<reference>/release", "release", release, methods=["POST"])


@needs("privacy.answer")
def show(reference: str) -> ResponseReturnValue:
    """Show whether a referral is held; nothing of what is in it."""
    return _page(reference, HoldForm(formdata=None))


@needs("privacy.answer")
def hold(reference: str) -> ResponseReturnValue:
    """Keep a referral from being erased while the law needs it."""
    form = HoldForm()
    if not form.validate():
        return _page(reference, form, status=400)
    referral, why = queries.get(session(), reference=reference, locked=True), Because(form.because.data)
    holding.hold(session(), referral, why=why, keys=_keys(), actor=current_actor(), at=now())
    flash(gettext("This referral is held: nothing of it is erased."))
    return redirect(url_for("admin.privacy.holding", reference=referral.reference), code=303)


@needs("privacy.answer")
def release(reference: str) -> ResponseReturnValue:
    """Hold a referral no longer."""
    referral = queries.get(session(), reference=reference, locked=True)
    holding.release(session(), referral, keys=_keys(), actor=current_actor())
    flash(gettext("This referral is no longer held: it is erased when its time is over."))
    return redirect(url_for("admin.privacy.holding", reference=referral.reference), code=303)


def _page(reference: str, form: HoldForm, *, status: int = 200) -> ResponseReturnValue:
    referral = queries.get(session(), reference=reference)
    why = holding.because(session(), referral)
    page = render_template(
        "privacy/admin/hold.html",
        reference=referral.reference,
        held_since=format_date(referral.held_since) if referral.held_since else "",
        because=REASONS[why] if why else "",
        form=form,
    )
    return page, status


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
