"""Finding a referral while somebody is on the telephone: by its reference, or by last name and date of birth.

What is typed goes by POST alone, so that no name stands in an address, and who was found is written down.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from localoffer.db import session
from localoffer.languages import gettext
from localoffer.referrals.admin import here, presenters
from localoffer.referrals.admin.finding_forms import FindForm
from localoffer.referrals.asking import at_hand
from localoffer.referrals.models import Referral
from localoffer.referrals.queueing import finding
from localoffer.staff.guard import needs


@needs("referrals.read")
def ask() -> ResponseReturnValue:
    """Ask for what to find a referral by."""
    return _page(FindForm(formdata=None))


@needs("referrals.read")
def find() -> ResponseReturnValue:
    """Lead to the referral of a reference, or show those of a last name and date of birth and write that down."""
    form = FindForm()
    if not form.validate():
        return _page(form), 400
    born = form.born.data
    if form.reference.data or born is None:
        return _by_reference(form)
    found = finding.by_child(session(), last_name=form.last_name.data, born=born, keys=at_hand.keys())
    page = _page(form, found)
    here.record_list_look(found, where="found")
    return page


def _by_reference(form: FindForm) -> ResponseReturnValue:
    reference = finding.reference(session(), form.reference.data)
    if reference is None:
        form.problem(form.reference, gettext("No referral has this reference. Check it, or find it by name."))
        return _page(form), 400
    return redirect(url_for("admin.referrals.show", reference=reference), code=303)


def _page(form: FindForm, found: Sequence[Referral] | None = None) -> str:
    """Return the page; ``found`` is None while nothing was looked for."""
    names, keys, today = here.names(), at_hand.keys(), at_hand.today()
    staff = here.assigned(found or (), {})
    rows = [presenters.found_row(one, keys=keys, names=names, staff=staff, today=today) for one in found or ()]
    return render_template("referrals/admin/find.html", form=form, rows=rows, was_looked_for=found is not None)
