"""How a run is shown: a bar while it goes, and its figures as a table in Markdown when it has ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.report import say, table
from benchmarks.torture.plan import Plan
from benchmarks.torture.run import Outcome, Watcher


@contextmanager
def progress(plan: Plan) -> Iterator[Watcher]:
    """Give what shows how far a run has come."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TextColumn("{task.fields[said]}"))
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("Storm", total=plan.seconds, said="")

        def watch(*, seconds: float, acknowledged: int, killed: int, waiting: int | None = None) -> None:
            said = f"{acknowledged:,} acknowledged, {killed} killed"
            if waiting is None:
                bar.update(task, completed=seconds, said=said)
            else:
                bar.update(task, description="Calm", completed=plan.seconds, said=f"{said}, {waiting:,} mails wait")

        yield watch


def print_outcome(outcome: Outcome, *, database: str) -> None:
    """Print what was done and what came of it."""
    title = f"Torture, {outcome.seconds:,.0f} s on {database}, {outcome.plan.clients} clients, seed {outcome.plan.seed}"
    table(title, ("what", "how many"), [*_done(outcome), *_came_of_it(outcome)])
    say("")
    for fault in outcome.verdict.faults:
        say(f"FAULT: {fault}.")
    if not outcome.verdict.faults:
        say("Every acknowledged form is one referral that opens, and every message went out.")


def _done(outcome: Outcome) -> list[list[str]]:
    killed = [["killed with -9", _number(outcome.killed.total())]]
    killed += [[f"of these {what}", _number(count)] for what, count in outcome.killed.most_common()]
    met = [[what, _number(count)] for what, count in sorted(outcome.met.items()) if count]
    mail = {what: count for what, count in outcome.received.did.items() if " ms " not in what}
    server = [[f"the mail server {what}, mails", _number(count)] for what, count in mail.items()]
    return [*killed, *met, *server, ["the mail server was down", f"{outcome.received.share_down:.0%} of the storm"]]


def _came_of_it(outcome: Outcome) -> list[list[str]]:
    verdict = outcome.verdict
    return [
        ["forms acknowledged", _number(verdict.acknowledged)],
        ["referrals", _number(verdict.referrals)],
        ["lost", _number(verdict.lost)],
        ["duplicated", _number(verdict.duplicated)],
        ["messages in the outbox", _number(verdict.messages)],
        ["undelivered", _number(verdict.undelivered)],
        ["mails sent more than once", _number(verdict.sent_again)],
        ["audit entries, whole chain valid", _number(verdict.audit_entries)],
        ["slowest form, retries and all", f"{outcome.slowest:.1f} s"],
        ["until the outbox was empty", f"{outcome.drained_in:,.0f} s"],
    ]


def _number(count: int) -> str:
    return f"{count:,}"
