"""The line to the mail server: secured as set, never less, and only with a server that shows who it is."""

import shutil
import ssl
import subprocess
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from compliance.notifications.delivery import Server, UnreachableError
from tests.notifications.mailserver import MailServer, serving

OPENSSL = shutil.which("openssl")
NEW_KEY = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1")


@pytest.fixture(scope="module", name="certificate")
def _certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine's own, with its key in the same file."""
    if OPENSSL is None:
        pytest.skip("no openssl on PATH")
    folder = tmp_path_factory.mktemp("certificate")
    names = ("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(folder / "key"), "-out", str(folder / "crt"))
    subprocess.run([OPENSSL, *NEW_KEY, *names], check=True, capture_output=True)
    made = folder / "both.pem"
    made.write_text((folder / "key").read_text() + (folder / "crt").read_text())
    return made


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def _options(security: str, certificate: Path) -> dict[str, Any]:
    if security == "tls":
        return {"ssl_context": _context(certificate)}
    return {"tls_context": _context(certificate), "require_starttls": True}


def _send(server: MailServer, security: str, **login: str) -> None:
    way = Server("127.0.0.1", server.port, security, timeout=10, **login)  # type: ignore[arg-type]
    message = EmailMessage()
    message["Subject"] = "Something"
    message.set_content("There is something for you.")
    try:
        way.send(message, "record@example.org", "ana@example.org")
    finally:
        way.close()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_secured_line_is_used(security: str, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a certificate that this machine trusts the mail goes out, over a secured line."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(**_options(security, certificate)) as server:
        _send(server, security)
    assert server.recipients == ["ana@example.org"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_nobody_vouches_for_gets_nothing(security: str, certificate: Path) -> None:
    """A certificate that this machine does not trust ends the line before a mail is shown."""
    with serving(**_options(security, certificate)) as server:
        with pytest.raises(UnreachableError, match="SSLCertVerificationError"):
            _send(server, security)
        assert server.taken == []


def test_a_server_that_secures_nothing_gets_nothing() -> None:
    """Where the line is to be secured and the server does not offer it, no mail is sent in the clear."""
    with serving() as server:
        with pytest.raises(UnreachableError, match="SMTPNotSupportedError"):
            _send(server, "starttls")
        assert server.taken == []


def test_whoever_must_sign_in_does(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """User and password are given on the secured line; wrong ones mean that the server lets nobody in."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    def known(_server: object, _session: object, _envelope: object, _how: str, given: object) -> AuthResult:
        right = isinstance(given, LoginPassword) and (given.login, given.password) == (b"record", b"of conduct")
        return AuthResult(success=right)

    with serving(**_options("starttls", certificate), authenticator=known, auth_required=True) as server:
        _send(server, "starttls", user="record", password="of conduct")
        with pytest.raises(UnreachableError, match=r"SMTP(AuthenticationError|ServerDisconnected)"):
            _send(server, "starttls", user="record", password="of misconduct")
    assert server.recipients == ["ana@example.org"]
