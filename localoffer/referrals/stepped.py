"""Said each time a form comes a step further: whoever counts listens, and referrals need not know who.

Receivers are given the application and by name ``step``: the slug of a question that was answered for the first time,
``BEGUN`` or ``SENT``. They must be quick: the family waits for them.
"""

from __future__ import annotations

from blinker import Namespace

BEGUN, SENT = "begun", "sent"
stepped = Namespace().signal("stepped")
