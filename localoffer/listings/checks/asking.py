"""Asking a web address whether it still works: nothing of the page is read, and each redirect is looked at first."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from threading import Timer
from typing import NamedTuple
from urllib.parse import urljoin

from localoffer.listings.checks.public_hosts import NotAllowed, Resolve, Target, target_of
from localoffer.listings.checks.vocabulary import WebFault

_PATIENCE = 10
# a site that sends a letter now and then would be listened to for ever
_LONGEST = 30.0
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
# a site that keeps machines out says nothing about its page
_KEEPS_MACHINES_OUT = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.TOO_MANY_REQUESTS}
)


class Answer(NamedTuple):
    """What a machine answered: the status and, of a redirect, where to."""

    status: int
    location: str = ""


Fetch = Callable[[Target, str], Answer]
"""Asks one machine, with the name of who asks; raises ``OSError`` or ``HTTPException`` where that does not work."""


def fault_of(address: str, *, agent: str, resolve: Resolve, fetch: Fetch) -> WebFault | None:
    """Return what is wrong with an address; None where a page answers, or no machine may look."""
    for _ in range(_MOST_REDIRECTS + 1):
        try:
            answer = fetch(target_of(address, resolve), agent)
        except NotAllowed:
            return WebFault.NOT_ALLOWED
        except ssl.SSLError:
            return WebFault.CERTIFICATE
        except socket.gaierror:
            return WebFault.NO_HOST
        except (OSError, http.client.HTTPException):
            return WebFault.NO_ANSWER
        if answer.status not in _REDIRECTS or not answer.location:
            return _fault_of_status(answer.status)
        try:
            address = urljoin(address, answer.location)
        except ValueError:
            return WebFault.NO_ANSWER
    return WebFault.REDIRECTS


def fetch(target: Target, agent: str) -> Answer:
    """Ask the machine that an address was resolved to, by its number, and hang up after the head of its answer.

    Raises:
        OSError, HTTPException: when no page answers, or not within half a minute.
    """
    connection = _Pinned(target)
    end_of_patience = Timer(_LONGEST, connection.hang_up)
    end_of_patience.daemon = True
    end_of_patience.start()
    try:
        connection.request("GET", target.path, headers={"User-Agent": agent, "Accept": "text/html, */*;q=0.5"})
        answer = connection.getresponse()
        return Answer(answer.status, answer.getheader("Location") or "")
    except UnicodeError as error:
        raise OSError("an address that cannot be sent") from error
    except (OSError, http.client.HTTPException) as error:
        if connection.was_hung_up:
            raise TimeoutError("it took too long") from error
        raise
    finally:
        end_of_patience.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection that goes to the number that was looked at, whatever its name means by now."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=_PATIENCE)
        self._target = target
        self.was_hung_up = False

    def connect(self) -> None:
        self.sock = socket.create_connection((self._target.ip, self._target.port), _PATIENCE)
        if self._target.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self._target.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def hang_up(self) -> None:
        """End what goes on in another thread: whoever reads there meets the end of the answer."""
        self.was_hung_up = True
        if self.sock is not None:
            with suppress(OSError):
                # that of a plain socket: over TLS the other thread is not done with its own part
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def _fault_of_status(status: int) -> WebFault | None:
    if status in _GONE:
        return WebFault.GONE
    is_fine = status < HTTPStatus.BAD_REQUEST or status in _KEEPS_MACHINES_OUT
    return None if is_fine else WebFault.BROKEN
