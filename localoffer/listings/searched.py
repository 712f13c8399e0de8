"""Said after each search that somebody was answered: whoever counts searches listens, and listings need not know who.

Receivers are given the application, and by name ``engine`` and ``found`` (what was searched in, what was found),
``language`` (of the page) and ``near`` (the code of the district of a postcode, empty without one). They must be quick:
the reader waits for them.
"""

from __future__ import annotations

from blinker import Namespace

searched = Namespace().signal("searched")
