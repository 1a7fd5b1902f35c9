"""A language model on the team's own machine, spoken to as any OpenAI-compatible server; nothing is ever sent beyond loopback.

The server proposes and `read.second` decides: what it answers is taken for hostile. An answer is cut at a stated size, and one
that is not what was asked for is an error of the input, never a crash.
"""

import http.client
import ipaddress
import json
from typing import Any
from urllib.parse import urlsplit

from tawthiq.record.errors import UnreadableInput, UnsafeInput

LARGEST = 4_000_000
_SECONDS = 300
_ASK = (
    'List the claims of the text as JSON: {"claims": [...]}. Each has quote, act, quantity, hedge, lo, hi, speaker, place, '
    "time, edtf, modality, means, target. Copy quote, quantity, speaker, place and time from the text letter by letter; "
    "leave out what it does not tell. Acts: "
)


def proposals(address: str, model: str, text: str, acts: tuple[str, ...]) -> list[dict[str, Any]]:
    """What the model at `address` (http://127.0.0.1:8080/v1) proposes for a text.

    Raises UnsafeInput for an address that is not this machine, UnreadableInput where no sound answer comes back.
    """
    url = urlsplit(address)
    if url.scheme != "http" or not _own(url.hostname):
        raise UnsafeInput(
            f"{address!r} is not on this machine",
            expected="http:// and 127.0.0.1, ::1 or localhost",
            hint="a text is never sent to another machine",
        )
    body = json.dumps(
        {
            "model": model,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": _ASK + ", ".join(acts)},
                {"role": "user", "content": text},
            ],
        }
    ).encode()
    link = http.client.HTTPConnection(url.hostname or "", url.port or 80, timeout=_SECONDS)
    try:
        link.request(
            "POST", f"{url.path.rstrip('/')}/chat/completions", body, {"Content-Type": "application/json"}
        )
        answer = link.getresponse()
        data = answer.read(LARGEST + 1)
    except (OSError, http.client.HTTPException) as problem:
        raise UnreadableInput(
            f"no answer from the model server ({problem})", hint="is it running?", where=address
        ) from problem
    finally:
        link.close()
    if answer.status != http.HTTPStatus.OK or len(data) > LARGEST:
        raise UnreadableInput(
            f"the model server answered {answer.status} with {len(data)} bytes", where=address
        )
    return _claims(data, address)


def _own(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _claims(data: bytes, address: str) -> list[dict[str, Any]]:
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
        listed = json.loads(content)["claims"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as problem:
        raise UnreadableInput(
            "the model's answer is not the JSON that was asked for",
            hint=type(problem).__name__,
            where=address,
        ) from problem
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
