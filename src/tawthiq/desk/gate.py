"""Nothing reaches a page that does not pass here: the method, the Host header, the token; every answer leaves with its guards.

The Host header is checked so that a web page elsewhere cannot reach the desk through a name of its own that it points at
127.0.0.1 (DNS rebinding). No cookie is ever set, so there is no session to ride on.
"""

import base64
import binascii
import hmac
import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

from tawthiq.desk.port import DeskCase
from tawthiq.record.errors import UsageError

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]

HOME = ("127.0.0.1", "localhost", "::1")
"""The names of this machine."""

SHORTEST_TOKEN = 20
"""Characters: about 100 bits where it is drawn by `secrets.token_urlsafe`."""

CASE_KEY, TITLE_KEY = "tawthiq.case", "tawthiq.title"

GUARDS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
)
"""Added to every answer that does not set the same header itself."""


def host_of(header: str) -> str:
    """The name in a Host header, without its port, lower case; "" if it is malformed."""
    name = header.strip().lower()
    if name.startswith("["):
        inside, closed, rest = name[1:].partition("]")
        return inside if closed and (not rest or (rest[0] == ":" and rest[1:].isdigit())) else ""
    host, colon, port = name.partition(":")
    return host if not colon or port.isdigit() else ""


def is_home(host: str) -> bool:
    """The address or name is this machine's own, and no other machine can reach it."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _everywhere(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


class Gate:
    """A WSGI application that guards another."""

    def __init__(
        self,
        inner: Wsgi,
        case: DeskCase,
        *,
        title: str = "",
        hosts: Iterable[str] = (),
        token: str | None = None,
    ) -> None:
        names = {host_of(f"[{name}]" if ":" in name else name) for name in hosts} - {""}
        foreign = {name for name in names if not is_home(name)}
        if foreign and (token is None or len(token) < SHORTEST_TOKEN):
            raise UsageError(
                f"no token for the desk at {', '.join(sorted(foreign))}",
                expected=f"a token of at least {SHORTEST_TOKEN} characters where others can reach the desk",
                hint="leave the desk at 127.0.0.1, or draw a token",
            )
        self._inner = inner
        self._case = case
        self._title = title
        self._hosts = set(HOME) | names
        # Listening on every address, the desk cannot know its names; the token, which no other origin holds, must do.
        self._any_name = any(map(_everywhere, foreign))
        self._token = token

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _refuse(
                start_response, "405 Method Not Allowed", "The desk is read-only.", ("Allow", "GET, HEAD")
            )
        name = host_of(environ.get("HTTP_HOST", ""))
        if name not in self._hosts and not (self._any_name and name):
            return _refuse(
                start_response, "421 Misdirected Request", "The desk does not answer to this name."
            )
        if self._token is not None and not self._admitted(environ.get("HTTP_AUTHORIZATION", "")):
            return _refuse(
                start_response,
                "401 Unauthorized",
                "The desk asks for its token as the password.",
                ("WWW-Authenticate", 'Basic realm="tawthiq", charset="UTF-8"'),
            )
        self._case.refresh()
        environ[CASE_KEY], environ[TITLE_KEY] = self._case, self._title

        def guarded(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, _with_guards(headers), *rest)

        answer = self._inner(environ, guarded)
        if environ["REQUEST_METHOD"] == "HEAD":
            close = getattr(answer, "close", None)
            if close is not None:
                close()
            return []
        return answer

    def _admitted(self, header: str) -> bool:
        assert self._token is not None
        scheme, _, given = header.partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            password = base64.b64decode(given, validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return False
        return hmac.compare_digest(password, self._token.encode())


def _with_guards(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    have = {name.lower() for name, _ in headers}
    return headers + [(name, value) for name, value in GUARDS if name.lower() not in have]


def _refuse(start_response: StartResponse, status: str, why: str, *more: tuple[str, str]) -> list[bytes]:
    body = f"{why}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), *more]
    start_response(status, _with_guards(headers))
    return [body]
