"""What pages say to readers of a translation that they should not trust without a doubt."""

from __future__ import annotations

from localoffer.languages import gettext
from localoffer.web.translated import Trust


def trust_notes(trust: Trust) -> list[str]:
    """Return what a page says above a translation, nothing where there is nothing to say."""
    behind = gettext(
        "The English has changed since this was put into your language. If they differ, trust the English."
    )
    machine = gettext("A computer put this into your language, and nobody has checked it. Ask us if it is not clear.")
    return [said for said, holds in ((behind, trust.is_behind), (machine, trust.is_machine_made)) if holds]
