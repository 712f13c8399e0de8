"""Unreachable objects are looked for rarely: looking for them was a third of the time that the tests took.

A process that runs the tests holds half a million objects that live until it ends, its modules and the tests
themselves, and each application that a test makes had Python walk through all of them again.
"""

from __future__ import annotations

import gc

_MADE_BEFORE_A_LOOK = (100_000, 20, 10)


def put_off() -> None:
    """Look for none while the tests are collected: what is made then lives on."""
    gc.disable()


def set_apart() -> None:
    """Look for them from now on, but not among what lives as long as the process, and not after every few objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_MADE_BEFORE_A_LOOK)
    gc.enable()
