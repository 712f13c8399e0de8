"""The Nu HTML checker, the strictest there is: one run of Java over a folder of pages."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

_JAR = Path(__file__).resolve().parents[2] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


NEEDS_JAVA = pytest.mark.skipif(
    shutil.which("java") is None, reason="the Nu HTML checker needs Java, and this machine has none"
)


def findings(folder: Path) -> list[str]:
    """Return what the checker says of the pages of a folder, warnings too: the file, the sentence, and where."""
    assert _JAR.exists(), "the Nu HTML checker is not installed: run the tests with `make test`, which brings it"
    run = subprocess.run(
        ["java", "-Xmx512m", "-jar", str(_JAR), "--format", "json", "--exit-zero-always", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(run.stderr)["messages"]
    return [f"{Path(one['url']).name}: {one['message']} {one.get('extract', '')!r}" for one in told]
