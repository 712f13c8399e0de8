"""Said after each search that somebody was answered: whoever counts searches listens, and listings need not know who.

Receivers are given the application, and by name ``found`` (what was found), ``words`` (those of the search, empty ones
for those that neither a listing nor a synonym has), ``language`` (of the page) and ``near`` (the code of the district
of a postcode, empty without one). They must be quick: the reader waits for them.
"""

from __future__ import annotations

from blinker import Namespace

searched = Namespace().signal("searched")
