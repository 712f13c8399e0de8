"""What somebody signed in with, roughly: enough to know one's own telephone again, too little to tell people apart."""

from __future__ import annotations

# in this order: most browsers also say that they are one of those further down
_FAMILIES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def describe(user_agent: str) -> str:
    """Return the family of a browser and what it runs on (``Firefox, Windows``) without versions; empty if unknown."""
    known = (_first(_FAMILIES, user_agent), _first(_SYSTEMS, user_agent))
    return ", ".join(name for name in known if name)


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in names if sign in user_agent), "")
