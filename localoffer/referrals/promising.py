"""By which day the team has to have answered: working days, without weekends and bank holidays."""

from __future__ import annotations

from localoffer.working_days import answer_by, day_of

__all__ = ["answer_by", "day_of"]
