"""Reading YAML by the parser that libyaml brings, ten times as fast as the one in Python: every start reads it all."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str) -> Any:
    """Return what a text holds, of plain values alone.

    Raises:
        yaml.YAMLError: when it is not YAML.
    """
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - the loader is the safe one
