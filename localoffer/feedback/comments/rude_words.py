"""Words for which a person should look at a comment before others do. They only set it aside; they never drop it.

Beginnings of words, so that their forms are met too; the languages are those of the site.
"""

from __future__ import annotations

BEGINNINGS = (
    # English
    *("arsehole", "asshole", "bastard", "bitch", "bollock", "cretin", "cunt", "dickhead", "fuck", "knobhead"),
    *("moron", "prick", "retard", "scum", "shit", "slag", "slut", "spastic", "tosser", "twat", "wanker", "whore"),
    # Polish
    *("chuj", "debil", "dupek", "jeba", "kretyn", "kurw", "pieprz", "pierdol", "skurw", "spierdal", "szmat"),
    # Urdu, in its own letters and in Latin ones
    *("حرامزاد", "حرامی", "کتیا", "کمین", "گشتی", "harami", "haramzad", "kutiya"),
)
