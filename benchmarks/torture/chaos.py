"""What goes wrong: processes are killed with -9 at random moments."""

from __future__ import annotations

import random
import time
from collections import Counter
from threading import Event, Thread

from benchmarks.torture.site import WEB, Site

_WHAT = {"a web process": 0.45, "the whole web server": 0.15, "a mail worker": 0.4}
_NOBODY_TO_KILL = 0.05


class Chaos:
    """Kills so many processes within so many seconds, at random, evenly over the time."""

    def __init__(self, site: Site, *, kills: int, seconds: float, seed: int) -> None:
        self.site = site
        self.chance = random.Random(seed)
        self.moments = sorted(self.chance.uniform(0, seconds) for _ in range(kills))
        self.killed: Counter[str] = Counter()
        self._over = Event()
        self._thread = Thread(target=self._kill, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Kill nobody any more."""
        self._over.set()
        self._thread.join()

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    def _kill(self) -> None:
        began = time.monotonic()
        for moment in self.moments:
            if self._over.wait(max(0.0, began + moment - time.monotonic())):
                return
            while not self._kill_one() and not self._over.wait(_NOBODY_TO_KILL):
                pass

    def _kill_one(self) -> bool:
        """Kill a process of a random sort; return whether there was one."""
        (what,) = self.chance.choices(list(_WHAT), list(_WHAT.values()))
        with self.site.lock:
            hit = {
                "a web process": self._web_process,
                "the whole web server": self._web_server,
                "a mail worker": self._mail_worker,
            }[what]()
        self.killed[what] += hit
        return hit

    def _web_process(self) -> bool:
        found = self.site.parts[WEB].children()
        if found:
            self.chance.choice(found).kill()
        return bool(found)

    def _web_server(self) -> bool:
        web = self.site.parts[WEB]
        if web.is_gone or not web.children():
            return False
        web.kill()
        return True

    def _mail_worker(self) -> bool:
        found = [part for name, part in self.site.parts.items() if name != WEB and not part.is_gone]
        if found:
            self.chance.choice(found).kill()
        return bool(found)
