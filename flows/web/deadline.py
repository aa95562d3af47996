"""A time by which a request has to be over, however slowly its server speaks.

The time-outs of an HTTP client count from one piece to the next: a server that sends a byte now and
then would never end. Here every wait on the connection is cut to the time that is left.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

SocketOptions = Iterable[Any]


class Deadline:
    """Some seconds, from when it was made or begun anew."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.restart()

    def restart(self) -> None:
        """Count from now."""
        self._at = time.monotonic() + self.seconds

    @property
    def passed(self) -> bool:
        """Whether they are over."""
        return time.monotonic() >= self._at

    def within(self, timeout: float | None) -> float:
        """A time-out in seconds, cut to what is left; raises `httpcore.ReadTimeout` for nothing."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if timeout is None else min(left, timeout)


def timed(transport: httpx.HTTPTransport, deadline: Deadline) -> httpx.HTTPTransport:
    """The same transport, whose connections wait no longer than `deadline`."""
    # httpx has no parameter for what httpcore, below it, takes as one.
    transport._pool._network_backend = _Timed(deadline)
    return transport


class _Timed(httpcore.NetworkBackend):
    def __init__(self, deadline: Deadline) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.within(timeout)
        inner = self._inner.connect_tcp(host, port, left, local_address, socket_options)
        return _TimedStream(inner, self._deadline)


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.within(timeout)
        inner = self._inner.start_tls(ssl_context, server_hostname, left)
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
