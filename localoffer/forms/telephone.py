"""Telephone numbers as people type and paste them: tidied, and told from what nobody could dial.

The rules are those of the United Kingdom; of other countries' numbers only the length is known.
"""

from __future__ import annotations

import re
import unicodedata

_FEWEST_ABROAD, _MOST_ABROAD = 10, 15
_BETWEEN_DIGITS = frozenset(" -()./+\u00a0\u2011")
# what stands behind the 0, or behind +44: a mobile number has ten digits, another nine or ten
_AT_HOME = re.compile(r"7\d{9}|[1-35689]\d{8,9}")
_MOBILE = "7"
_INVISIBLE = frozenset({"Cf", "Cc"})


def tidied(typed: str) -> str:
    """Return a number with the digits 0 to 9, plain spaces and hyphens, and without the marks that nobody sees.

    Address books put such marks around a number, so that it keeps its order among words from right to left.
    """
    return "".join(map(_plain, typed)).strip()


def is_phone(typed: str) -> bool:
    """Return whether this could be dialled: neither a digit too few nor too many, with spaces and the like between."""
    if any(not one.isdecimal() and one not in _BETWEEN_DIGITS for one in typed):
        return False
    dialled = _dialled(typed)
    at_home = _at_home(dialled)
    if at_home is not None:
        return _AT_HOME.fullmatch(at_home) is not None
    is_abroad = dialled.startswith("+") and not dialled.startswith("+0")
    return is_abroad and _FEWEST_ABROAD <= len(dialled) - 1 <= _MOST_ABROAD


def may_get_texts(typed: str) -> bool:
    """Return whether a text message may reach this number: that of a mobile, or of another country."""
    at_home = _at_home(_dialled(typed))
    return at_home is None or at_home.startswith(_MOBILE)


def has_words(typed: str) -> bool:
    """Return whether words stand beside a number, such as a name or an extension."""
    return any(one.isalpha() for one in typed) and any(one.isdecimal() for one in typed)


def _plain(one: str) -> str:
    if one.isdecimal():
        return str(int(one))
    if one.isspace():
        return " "
    kind = unicodedata.category(one)
    if kind == "Pd":
        return "-"
    return "" if kind in _INVISIBLE else one


def _dialled(typed: str) -> str:
    """Return the digits, after a + where the number begins with the code of a country."""
    digits = "".join(str(int(one)) for one in typed if one.isdecimal())
    if typed.lstrip(" (").startswith("+"):
        return f"+{digits}"
    return f"+{digits[2:]}" if digits.startswith("00") else digits


def _at_home(dialled: str) -> str | None:
    """Return what stands behind the 0 or the 44 of a number of the United Kingdom; None for any other."""
    for country in ("+44", "44"):
        if dialled.startswith(country):
            # many write +44 (0)7700
            return dialled.removeprefix(country).removeprefix("0")
    return dialled[1:] if dialled.startswith("0") else None
