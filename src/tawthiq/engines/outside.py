"""The one place from which time stamping speaks to the network, and only to a server that the user named in the command.

No redirect is followed, since its target was not named; an answer has a limit in size and in time.
"""

import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.parse import urlsplit

from tawthiq.record.errors import InputError, TooLargeInput, UsageError

PATIENCE = 30.0
MOST = 1 << 20
ASKER = "timestamp-client"
"""What a server is told of who asks: which program it is would tell what it is for."""
OTS = "application/vnd.opentimestamps.v1"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """None: a redirect is an error."""


def stamp_at(url: str, request: bytes) -> bytes:
    """The raw answer of a time stamping authority (RFC 3161, section 3.4). Raises InputError, TooLargeInput, UsageError."""
    return _ask(
        url,
        data=request,
        headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
    )


def submit_to(calendar: str, tip: bytes) -> bytes:
    """What a calendar answers for a digest. Raises as `stamp_at`."""
    return _ask(calendar.rstrip("/") + "/digest", data=tip, headers={"Accept": OTS})


def ask_again(calendar: str, message: bytes) -> bytes:
    """What a calendar has by now for a message that it promised to attest. Raises as `stamp_at`."""
    return _ask(f"{calendar.rstrip('/')}/timestamp/{message.hex()}", headers={"Accept": OTS})


def _ask(url: str, *, headers: dict[str, str], data: bytes | None = None) -> bytes:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url!r} is no address of a server", expected="http://… or https://…")
    asked = urllib.request.Request(  # noqa: S310  (the scheme was looked at above)
        url, data=data, headers={"User-Agent": ASKER, **headers}
    )
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(asked, timeout=PATIENCE) as answer:
            body: Any = answer.read(MOST + 1)
    except urllib.error.HTTPError as error:
        with error:
            raise InputError(
                f"the server answered {error.code}", where=url, hint="nothing was recorded"
            ) from error
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        why = getattr(error, "reason", None) or error
        raise InputError(
            f"the server cannot be reached ({why})",
            where=url,
            hint="write the request to a file with --request, send it from elsewhere, and bring the answer with --answer",
        ) from error
    if len(body) > MOST:
        raise TooLargeInput(f"an answer of more than {MOST} bytes", where=url)
    return bytes(body)
