"""The data map of what families ask of the team: to be rung, or for a copy on paper."""

from __future__ import annotations

from localoffer.privacy.data_map.kinds import Group

CONTACTING: tuple[Group, ...] = ()
