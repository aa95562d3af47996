"""Requests to addresses that were looked at first: a publisher's name, or a redirect of its
server, never leads into the network that sanctograph runs in.

A name is resolved once, every address of it is judged, and the connection is made to one of those
addresses: asking again when connecting could give another answer. TLS is verified for the name.
"""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Callable, Sequence
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.request import getproxies, proxy_bypass

import httpx

from flows.web.deadline import Deadline, timed
from schemas.errors import SanctographError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str], Sequence[Address]]
PUBLIC = "public"
INSIDE = frozenset({"loopback", "private"})
"""What may be reached beside public addresses, where the user says so. Link-local addresses never:
in a data centre, one of them gives out the machine's credentials."""


class AddressRefused(SanctographError):
    """A request would have gone where it must not go."""


def resolved(host: str) -> list[Address]:
    """The addresses of a host, in the order that the system prefers.

    Raises `httpx.ConnectError` where there are none.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpx.ConnectError(f"its name {host} cannot be resolved: {error}") from error
    return [ip_address(name) for name in dict.fromkeys(str(one[4][0]) for one in found)]


_TRANSLATED = tuple(
    ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96")
)
"""IPv6 networks whose addresses a router may turn into any IPv4 address (RFC 6052, 8215, 2765)."""


def reach(address: Address) -> str:
    """How far an address leads: public, loopback, link-local, private or multicast.

    An IPv6 address that stands for an IPv4 address (mapped, 6to4, Teredo) is judged as that one.
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            return reach(inner)
    if address.is_loopback or address.is_unspecified:  # connecting to 0.0.0.0 reaches oneself
        return "loopback"
    if address.is_link_local:
        return "link-local"
    if address.is_multicast:
        return "multicast"
    if isinstance(address, IPv6Address) and (
        address.is_site_local or any(address in network for network in _TRANSLATED)
    ):
        return "private"
    return PUBLIC if address.is_global else "private"


class GuardedTransport(httpx.BaseTransport):
    """Carries one download: its first request and those that redirects make of it.

    With `own`, where the user means an address that may lead inside, what its host reaches (of
    `INSIDE`: loopback, say) may be reached by redirects too; else public addresses alone. Raises
    `AddressRefused` for another address, for another scheme than http and https, for a redirect
    from https to http and for one to an address with a name and password; `remedy` says where to
    allow an address inside. Nothing waits longer than `deadline`.
    """

    def __init__(
        self,
        *,
        own: bool,
        remedy: str = "",
        deadline: Deadline | None = None,
        inner: httpx.BaseTransport | None = None,
        resolve: Resolve = resolved,
    ) -> None:
        self._allowed = {PUBLIC}
        self._first_of_own = own
        self._redirected = False
        self._secure = False
        self._remedy = f": {remedy}" if remedy else ""
        self._deadline = deadline
        self._resolve = resolve
        self._admitted: httpx.URL | None = None
        self._addresses: Sequence[Address] = ()
        self._inner = inner or self._transport()
        self._proxies: dict[str, httpx.HTTPTransport] = {}

    def admit(self, url: httpx.URL) -> None:
        """Judge the address that comes next, before anything is asked of its host.

        See the class for what is raised; `httpx.ConnectError` for a name without an address.
        """
        self._check_form(url)
        if self._proxy(url):
            self._check(url.host, _literal(url.host))
        else:
            self._addresses = self._resolve(url.host)
            self._check(url.host, self._addresses)
        self._admitted = url

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to an address that was admitted, or is now."""
        if request.url != self._admitted:
            self.admit(request.url)
        self._admitted = None
        if proxy := self._proxy(request.url):
            return proxy.handle_request(request)
        trouble: httpx.TransportError = httpx.ConnectError(f"{request.url.host} has no address")
        for address in self._addresses:
            try:
                return self._inner.handle_request(_sent_to(address, request))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                trouble = error
        raise trouble

    def close(self) -> None:
        """Close all connections."""
        for transport in (self._inner, *self._proxies.values()):
            transport.close()

    def _transport(self, proxy: str | None = None) -> httpx.HTTPTransport:
        # No connection is used twice: its TLS was verified for one name, and another name may be
        # at the same address.
        limits = httpx.Limits(max_keepalive_connections=0)
        context = _verifying(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
        made = httpx.HTTPTransport(verify=context, limits=limits, proxy=proxy)
        return timed(made, self._deadline) if self._deadline else made

    def _check_form(self, url: httpx.URL) -> None:
        if url.scheme not in {"http", "https"}:
            raise AddressRefused(f"it leads to a {url.scheme}: address, where only https: may be")
        if self._secure and url.scheme != "https":
            raise AddressRefused(f"it leads from https: to http: at {url.host}, unprotected")
        if self._redirected and url.userinfo:
            raise AddressRefused(f"it leads to {url.host} under a name or password of its own")
        self._redirected, self._secure = True, url.scheme == "https"

    def _check(self, host: str, addresses: Sequence[Address]) -> None:
        if self._first_of_own:
            self._first_of_own = False
            self._allowed.update(INSIDE & set(map(reach, addresses)))
        for address in addresses:
            if (found := reach(address)) not in self._allowed:
                raise AddressRefused(
                    f"it leads to {host}, a {found} address ({address}){self._remedy}"
                )

    def _proxy(self, url: httpx.URL) -> httpx.HTTPTransport | None:
        """The way through the proxy of the environment (`HTTPS_PROXY`), which resolves names."""
        found = getproxies()
        proxy = found.get(url.scheme) or found.get("all")
        if not proxy or proxy_bypass(url.host):
            return None
        if proxy not in self._proxies:
            address = proxy if "://" in proxy else f"http://{proxy}"
            self._proxies[proxy] = self._transport(address)
        return self._proxies[proxy]


@cache
def _verifying(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    """What verifies TLS; read once for the variables that name other authorities."""
    return httpx.create_ssl_context()


def _literal(host: str) -> list[Address]:
    """The address that a host is written as; none for a name, but for that of this machine."""
    if host.lower().rstrip(".") == "localhost" or host.lower().endswith(".localhost"):
        return [ip_address("127.0.0.1")]
    try:
        return [ip_address(host)]
    except ValueError:
        return []


def _sent_to(address: Address, request: httpx.Request) -> httpx.Request:
    """The same request, to an address; the host's name stays in its header and in TLS."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(address)),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )
