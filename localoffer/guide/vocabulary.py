"""The codes of the guide's pages."""

from __future__ import annotations

PARTS = "parts"
"""The section of pieces that other pages embed; they have no page of their own."""
