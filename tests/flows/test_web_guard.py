"""Where a download may lead: to public addresses, and to what the user has named."""

from __future__ import annotations

from ipaddress import ip_address
from itertools import pairwise

import httpx
import pytest

from flows.web.guard import AddressRefused, GuardedTransport, reach, resolved

NAMES = {
    "lists.example": ["93.184.215.14"],
    "inside.example": ["10.0.0.7"],
    "double.example": ["93.184.215.14", "127.0.0.1"],
    "gone.example": [],
}


def looked_up(host):
    return [ip_address(address) for address in NAMES.get(host, [host])]


class Network:
    """Redirects along a chain of addresses; notes where each request was really sent."""

    def __init__(self, *chain: str) -> None:
        self.chain = dict(pairwise(chain))
        self.sent: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(str(request.url))
        asked = str(request.url.copy_with(host=request.extensions["sni_hostname"]))
        if following := self.chain.get(asked):
            return httpx.Response(302, headers={"Location": following})
        return httpx.Response(200, text="the list")


def get(*chain: str, own: bool = False) -> list[str]:
    """Where the requests went."""
    network = Network(*chain)
    transport = GuardedTransport(own=own, inner=httpx.MockTransport(network), resolve=looked_up)
    with httpx.Client(transport=transport, follow_redirects=True) as client:
        assert client.get(chain[0]).text == "the list"
    return network.sent


def refusal(*chain: str, own: bool = False) -> str:
    network = Network(*chain)
    transport = GuardedTransport(own=own, inner=httpx.MockTransport(network), resolve=looked_up)
    with (
        httpx.Client(transport=transport, follow_redirects=True) as client,
        pytest.raises(AddressRefused) as raised,
    ):
        client.get(chain[0])
    assert len(network.sent) == len(chain) - 1, "the last address was asked all the same"
    return str(raised.value)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("93.184.215.14", "public"),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", "public"),
        ("127.0.0.1", "loopback"),
        ("0.0.0.0", "loopback"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "loopback"),
        ("2002:7f00:1::", "loopback"),
        ("10.1.2.3", "private"),
        ("192.168.0.1", "private"),
        ("100.64.0.1", "private"),
        ("fd00::1", "private"),
        ("::ffff:10.0.0.1", "private"),
        ("169.254.169.254", "link-local"),
        ("fe80::1", "link-local"),
        ("224.0.0.1", "multicast"),
    ],
)
def test_how_far_an_address_leads(address, found):
    assert reach(ip_address(address)) == found


def test_a_request_goes_to_the_address_that_was_judged():
    assert get("https://lists.example:8443/sdn.csv") == ["https://93.184.215.14:8443/sdn.csv"]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("http://127.0.0.1:8080/", "a loopback address (127.0.0.1)"),
        ("http://[::1]/", "a loopback address (::1)"),
        ("http://169.254.169.254/latest/meta-data/", "a link-local address (169.254.169.254)"),
        ("http://inside.example/", "a private address (10.0.0.7)"),
        ("http://double.example/", "a loopback address (127.0.0.1)"),
    ],
)
def test_a_publisher_leads_to_no_address_of_our_own_network(target, found):
    assert found in refusal("http://lists.example/sdn.csv", target)
    assert found in refusal("http://lists.example/sdn.csv", target, own=True)


def test_a_publishers_own_name_may_not_be_inside_either():
    assert "inside.example, a private address" in refusal("https://inside.example/sdn.csv")


def test_an_address_that_the_user_gave_may_be_inside_and_lead_to_its_like_alone():
    first, second = "http://127.0.0.1:1/sdn.csv", "http://127.0.0.1:2/sdn.csv"
    assert get(first, second, own=True) == [first, second]
    assert get("https://inside.example/a", "https://inside.example/b", own=True)[-1:] == [
        "https://10.0.0.7/b"
    ]
    assert "a link-local address" in refusal(first, "http://169.254.169.254/", own=True)
    assert "a private address" in refusal(first, "http://inside.example/", own=True)


def test_a_redirect_leads_to_the_web_alone_and_keeps_its_protection():
    for target in ("ftp://lists.example/sdn.csv", "file:///etc/passwd"):
        with pytest.raises((AddressRefused, httpx.HTTPError)):
            get("https://lists.example/sdn.csv", target)
    words = refusal("https://lists.example/sdn.csv", "http://lists.example/sdn.csv")
    assert words == "it leads from https: to http: at lists.example, unprotected"


def test_a_name_without_an_address_is_a_connection_that_failed():
    with pytest.raises(httpx.ConnectError, match=r"gone\.example has no address"):
        get("https://gone.example/")
    with pytest.raises(httpx.ConnectError, match=r"its name no\.such\.invalid cannot be resolved"):
        resolved("no.such.invalid")


def test_the_next_address_of_a_name_is_tried_where_one_does_not_answer():
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "93.184.215.14":
            raise httpx.ConnectTimeout("no answer", request=request)
        return httpx.Response(200, text=request.url.host)

    both = [ip_address("93.184.215.14"), ip_address("93.184.215.15")]
    inner = httpx.MockTransport(answer)
    transport = GuardedTransport(own=False, inner=inner, resolve=lambda _: both)
    with httpx.Client(transport=transport) as client:
        assert client.get("https://lists.example/").text == "93.184.215.15"


def test_behind_a_proxy_the_addresses_that_a_url_spells_out_are_still_judged(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:3128")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with httpx.Client(transport=GuardedTransport(own=False)) as client:
        for host in ("127.0.0.1", "localhost", "169.254.169.254", "[::1]"):
            with pytest.raises(AddressRefused):
                client.get(f"http://{host}/")


def test_a_name_is_resolved_once_for_a_request():
    answers = [["93.184.215.14"], ["127.0.0.1"]]
    sent = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.host)
        return httpx.Response(200)

    transport = GuardedTransport(
        own=False,
        inner=httpx.MockTransport(answer),
        resolve=lambda _: [ip_address(one) for one in answers.pop(0)],
    )
    with httpx.Client(transport=transport) as client:
        request = client.build_request("GET", "https://lists.example/")
        transport.admit(request.url)
        client.send(request)
        assert sent == ["93.184.215.14"]
        with pytest.raises(AddressRefused, match="a loopback address"):
            client.send(request)
    assert (sent, answers) == (["93.184.215.14"], [])


def test_addresses_of_the_link_are_for_nobody():
    assert "a link-local address" in refusal("http://169.254.169.254/", own=True)
    assert "a multicast address" in refusal("http://224.0.0.1/", own=True)


def test_a_redirect_may_bring_no_name_and_password():
    words = refusal("https://lists.example/", "https://me:pass@lists.example/b")
    assert words == "it leads to lists.example under a name or password of its own"
    assert get("https://me:pass@lists.example/b", own=True)
