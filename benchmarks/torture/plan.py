"""What a run does to the site, and how often."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """How long families send, how many of them at once, and what goes wrong meanwhile.

    The shares are chances between 0 and 1, of each form: ``twice`` that the button is pressed twice at once, ``again``
    that it is pressed once more after the confirmation, ``deaf`` that the browser hangs up before it hears the answer,
    ``looks`` that the confirmation is opened and its reference compared.
    """

    seconds: float = 600.0
    clients: int = 8
    kills: int = 200
    mail_workers: int = 2
    seed: int = 4
    twice: float = 0.2
    again: float = 0.1
    deaf: float = 0.1
    looks: float = 0.2
    skip_leases: bool = False
    """Whether what a killed worker had in hand is set free at the end, instead of waiting three minutes for it."""

    @classmethod
    def lasting(cls, seconds: float, *, seed: int = 4) -> Plan:
        """Return the long run's plan for another length: a kill every three seconds."""
        return cls(seconds=seconds, kills=max(1, round(seconds / 3)), seed=seed)
