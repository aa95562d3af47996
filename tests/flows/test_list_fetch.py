"""Downloading one file: conditions, tries, limits, TLS."""

from __future__ import annotations

import gzip
import hashlib
import ssl
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.list_fetch import fetch
from flows.server import free_port
from flows.web.addresses import shown
from flows.web.fetch import Fetched, FetchFailed, FetchLimits
from tests.flows.conftest import Answer

QUICK = FetchLimits(file_bytes=10_000, connect=5, read=5, tries=3, pause=0.01)
BODY = b"one list, whole\n" * 20
MODIFIED = "Wed, 21 Oct 2015 23:59:00 GMT"


@pytest.fixture
def target(tmp_path):
    return tmp_path / "list.csv"


def failure(url, target, limits=QUICK, *, own=True) -> str:
    with pytest.raises(FetchFailed) as raised:
        fetch(url, target, limits, own=own)
    return str(raised.value)


def test_a_file_comes_with_what_to_ask_for_it_with_next_time(publisher, target):
    headers = {"Last-Modified": MODIFIED}
    publisher.says("/list.csv", Answer(BODY, etag='"one"', headers=headers))
    url = publisher.url("/list.csv")
    got = fetch(url, target, QUICK, own=True)
    assert target.read_bytes() == BODY
    assert got == Fetched(url, hashlib.sha256(BODY).hexdigest(), '"one"', MODIFIED)
    assert got.day() == date(2015, 10, 21)

    assert fetch(url, target, QUICK, own=True, before=got) is None
    first, second = publisher.asked("/list.csv")
    assert "If-None-Match" not in first
    assert (second["If-None-Match"], second["If-Modified-Since"]) == ('"one"', MODIFIED)


def test_a_day_that_is_no_day_is_none():
    assert Fetched("http://a.example/", "", last_modified="yesterday").day() is None
    assert Fetched("http://a.example/", "").day() is None
    late = Fetched("http://a.example/", "", last_modified="Wed, 21 Oct 2015 23:30:00 -0200")
    assert late.day() == date(2015, 10, 22)


def test_an_error_of_the_server_is_tried_again(publisher, target):
    publisher.says("/list.csv", Answer(status=500), Answer(status=503), BODY)
    assert fetch(publisher.url("/list.csv"), target, QUICK, own=True) is not None
    assert target.read_bytes() == BODY
    assert len(publisher.requests) == 3


def test_a_server_that_stays_broken_is_left_after_some_tries(publisher, target):
    publisher.says("/list.csv", Answer(status=503))
    url = publisher.url("/list.csv")
    assert failure(url, target) == f"{url}: answers 503 Service Unavailable (tried 3 times)"
    assert len(publisher.requests) == 3


def test_a_server_that_wants_to_be_left_alone_for_long_is(publisher, target):
    publisher.says("/list.csv", Answer(status=429, headers={"Retry-After": "3600"}))
    assert failure(publisher.url("/list.csv"), target).endswith("(tried once)")
    assert len(publisher.requests) == 1


@pytest.mark.parametrize("status", [403, 404, 304, 204])
def test_another_answer_is_no_file_and_is_not_tried_again(publisher, target, status):
    publisher.says("/list.csv", Answer(status=status))
    assert f"answers {status}" in failure(publisher.url("/list.csv"), target)
    assert len(publisher.requests) == 1


def test_a_download_that_breaks_off_is_tried_again_and_then_told(publisher, target):
    publisher.says("/list.csv", Answer(BODY, length=len(BODY) + 5), BODY)
    fetch(publisher.url("/list.csv"), target, QUICK, own=True)
    assert target.read_bytes() == BODY
    publisher.says("/list.csv", Answer(BODY, length=len(BODY) + 5))
    words = failure(publisher.url("/list.csv"), target)
    assert "without sending complete message body" in words
    assert words.endswith("(tried 3 times)")


def test_a_server_that_falls_silent_is_not_waited_for(publisher, target):
    publisher.says("/list.csv", Answer(BODY, held=threading.Event()))
    limits = replace(QUICK, read=0.2, tries=1)
    words = failure(publisher.url("/list.csv"), target, limits)
    assert words.endswith("/list.csv: no answer in time (tried once)")


def test_a_server_that_is_not_there_is_told(target):
    url = f"http://127.0.0.1:{free_port()}/list.csv"
    assert failure(url, target) == f"{url}: [Errno 111] Connection refused (tried 3 times)"


def test_a_file_over_the_limit_is_not_read_to_the_end(publisher, target):
    remedy = "is larger than 10,000 bytes: if that is right, set file_bytes in [watchlists]"
    publisher.says("/told.csv", Answer(b"x" * 10, length=10_001))
    assert remedy in failure(publisher.url("/told.csv"), target)
    bomb = gzip.compress(b"x" * 5_000_000)
    assert len(bomb) < 10_000
    publisher.says("/packed.csv", Answer(bomb, headers={"Content-Encoding": "gzip"}))
    assert remedy in failure(publisher.url("/packed.csv"), target)
    assert target.stat().st_size <= 10_000


def test_a_file_that_comes_too_slowly_is_given_up(publisher, target):
    publisher.says("/list.csv", BODY)
    words = failure(publisher.url("/list.csv"), target, replace(QUICK, whole=0))
    assert words.endswith("/list.csv: not all of it came in 0 s")


def test_a_redirect_within_what_the_user_named_is_followed(serve, target):
    first, second = serve(), serve()
    second.says("/list.csv", BODY)
    there = {"Location": second.url("/list.csv")}
    first.says("/list.csv", Answer(status=302, headers=there))
    fetch(first.url("/list.csv"), target, QUICK, own=True)
    assert target.read_bytes() == BODY
    target.unlink()

    words = failure(first.url("/list.csv"), target, own=False)
    assert "it leads to 127.0.0.1, a loopback address" in words
    assert (len(first.requests), len(second.requests)) == (1, 1)
    assert not target.exists()


def test_redirects_that_never_end_are_left(publisher, target):
    publisher.says("/list.csv", Answer(status=302, headers={"Location": "/list.csv"}))
    assert "redirects" in failure(publisher.url("/list.csv"), target)
    assert len(publisher.requests) == 6


def test_a_proxy_of_the_environment_is_asked(publisher, target, monkeypatch):
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", publisher.url("").removeprefix("http://"))
    publisher.says("http://lists.example/list.csv", BODY)
    assert fetch("http://lists.example/list.csv", target, QUICK, own=False) is not None
    assert target.read_bytes() == BODY
    monkeypatch.setenv("no_proxy", "lists.example,lists.invalid")
    assert "cannot be resolved" in failure("http://lists.invalid/list.csv", target)


def test_secrets_in_an_address_are_not_shown():
    assert shown("https://me:pass@a.example:8443/b?token=abc#c") == "https://a.example:8443/b"


def certificate(folder, name):
    """A certificate of its own authority for a name, and the server's context."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / f"{name}.pem", folder / f"{name}.key"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return pem, context


def test_tls_is_verified_for_the_name_though_an_address_is_connected_to(
    serve, tmp_path, target, monkeypatch
):
    authority, context = certificate(tmp_path, "localhost")
    publisher = serve(context)
    publisher.says("/list.csv", BODY)
    named = publisher.url("/list.csv", host="localhost")
    once = replace(QUICK, tries=1)

    assert "CERTIFICATE_VERIFY_FAILED" in failure(named, target, once)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    assert fetch(named, target, once, own=True) is not None
    assert target.read_bytes() == BODY
    assert "IP address mismatch" in failure(publisher.url("/list.csv"), target, once)

    other, context = certificate(tmp_path, "other.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    publisher = serve(context)
    url = publisher.url("/list.csv", host="localhost")
    assert "Hostname mismatch" in failure(url, target, once)
    assert publisher.requests == []
