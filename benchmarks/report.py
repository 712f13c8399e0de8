"""Tables and progress on the terminal: tables to standard output, so that they can be kept; progress to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_out = Console(width=120, highlight=False)
_progress = Console(stderr=True)


def say(text: str) -> None:
    """Print a sentence about what follows."""
    _out.print(text, markup=False)


def doing(text: str) -> None:
    """Say on the error stream what is being done now."""
    _progress.print(f"[dim]{text}[/dim]")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table in Markdown, so that it can be copied into a document as it is."""
    body = [list(columns), *[list(row) for row in rows]]
    widths = [max(len(row[at]) for row in body) for at in range(len(columns))]
    words = [all(row[at][:1].isalpha() for row in body) for at in range(len(columns))]
    rules = ["-" * width if is_word else "-" * (width - 1) + ":" for width, is_word in zip(widths, words, strict=True)]
    _out.print(f"\n{title}\n", markup=False)
    for cells in (body[0], rules, *body[1:]):
        padded = [
            cell.ljust(width) if is_word else cell.rjust(width)
            for cell, width, is_word in zip(cells, widths, words, strict=True)
        ]
        _out.print(f"| {' | '.join(padded)} |", markup=False, soft_wrap=True)


def bar(text: str, total: int) -> tuple[Progress, Callable[[], None]]:
    """Return a progress bar to be entered with ``with``, and what to call after each of ``total`` steps."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    made = Progress(*columns, console=_progress, transient=True)
    task = made.add_task(text, total=total)
    return made, lambda: made.advance(task)


def milliseconds(seconds: float) -> str:
    """Return a time in milliseconds with as many digits as mean something."""
    value = seconds * 1000
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:,.0f}"


def ratio(value: float) -> str:
    """Return a ratio with as many digits as mean something."""
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def megabytes(size: float) -> str:
    """Return a number of bytes as megabytes."""
    return f"{size / 1_000_000:,.1f}"
