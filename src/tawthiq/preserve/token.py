"""The token inside an answer, whatever stood around it: the status and the certificates are outside its signature.

An authority may answer with a status and a token, or hand out the bare token; it may list its certificates in an order
that DER forbids, which `openssl` reads and stricter readers refuse. Here the token is put into one plain shape for the
reader, while the bytes as they came are what is kept. What had to be done is told.
"""

import msgspec

from tawthiq.preserve.der import (
    CERTIFICATES,
    INTEGER,
    MOST,
    OCTETS,
    OID,
    SEQUENCE,
    Element,
    NotDer,
    build,
    elements,
    only,
)

GRANTED, GRANTED_WITH_MODS = 0, 1
HASHES = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.4": "sha224",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
"""Object identifiers of the hash functions of an imprint, and their names in hashlib."""
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


class Refused(Exception):
    """The authority answered without a token; `status` is its PKIStatus (RFC 3161, section 2.4.2)."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the authority gave no time stamp (status {status})")
        self.status = status


class Plain(msgspec.Struct, frozen=True, kw_only=True):
    """An answer in its plain shape. `bare`: it was a token alone; `sorted`: its certificates had to be put in order."""

    answer: bytes
    token: bytes
    bare: bool
    modified: bool
    sorted: bool


def plain(data: bytes) -> Plain:
    """The answer as status 0 and a token with its certificates in DER's order. Raises NotDer, Refused."""
    if len(data) > MOST:
        raise NotDer(f"{len(data)} bytes, more than any time stamp")
    outer = only(data, SEQUENCE)
    if not outer:
        raise NotDer("an empty sequence")
    if outer[0].tag == OID:
        status, token, bare = GRANTED, data, True
    else:
        status, token, bare = _status(outer[0]), outer[1].raw if len(outer) > 1 else b"", False
        if len(outer) > 2:
            raise NotDer("more than a status and a token")
        if not token:
            raise Refused(status)
        if status not in (GRANTED, GRANTED_WITH_MODS):
            raise Refused(status)
    tidy = _tidy(token)
    granted = build(SEQUENCE, [bytes([INTEGER, 1, GRANTED])])
    return Plain(
        answer=build(SEQUENCE, [granted, tidy]),
        token=token,
        bare=bare,
        modified=status == GRANTED_WITH_MODS,
        sorted=tidy != token,
    )


def _status(info: Element) -> int:
    if info.tag != SEQUENCE:
        raise NotDer("no status")
    parts = elements(info.content)
    if not parts or parts[0].tag != INTEGER or len(parts[0].content) != 1:
        raise NotDer("a status that is no small number")
    return parts[0].content[0]


def _tidy(token: bytes) -> bytes:
    """The token with the certificates in ascending order of their encodings (X.690, 11.6)."""
    parts = only(token, SEQUENCE)
    if len(parts) != 2 or parts[0].raw != _SIGNED_DATA or parts[1].tag != CERTIFICATES:
        raise NotDer("no signed data")
    signed = only(parts[1].content, SEQUENCE)
    whole = [
        build(CERTIFICATES, sorted(one.raw for one in elements(part.content)))
        if part.tag == CERTIFICATES
        else part.raw
        for part in signed
    ]
    return build(SEQUENCE, [parts[0].raw, build(CERTIFICATES, [build(SEQUENCE, whole)])])


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a request asks for (RFC 3161, section 2.4.1): the imprint, and a nonce and a policy if it names them."""

    imprint: bytes
    nonce: int | None = None
    policy: str | None = None


def read_request(data: bytes) -> Asked:
    """A request in DER. Raises NotDer."""
    parts = only(data, SEQUENCE)
    if len(parts) < 2 or parts[0].tag != INTEGER or parts[1].tag != SEQUENCE:
        raise NotDer("not a request")
    imprint = elements(parts[1].content)
    if len(imprint) != 2 or imprint[1].tag != OCTETS:
        raise NotDer("a request without an imprint")
    nonce = next(
        (int.from_bytes(one.content, "big", signed=True) for one in parts[2:] if one.tag == INTEGER), None
    )
    policy = next((dotted(one.content) for one in parts[2:] if one.tag == OID), None)
    return Asked(imprint=imprint[1].content, nonce=nonce, policy=policy)


def dotted(content: bytes) -> str:
    """An object identifier in dots (X.690, 8.19)."""
    numbers, value = [], 0
    for byte in content:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(value)
            value = 0
    if not numbers or content[-1] & 0x80:
        raise NotDer("an object identifier that is cut")
    first = min(numbers[0] // 40, 2)
    return ".".join(str(one) for one in (first, numbers[0] - 40 * first, *numbers[1:]))


def is_bare(data: bytes) -> bool:
    """Whether these bytes are a token without the answer around it."""
    try:
        outer = only(data, SEQUENCE)
    except NotDer:
        return False
    return bool(outer) and outer[0].tag == OID


def is_answer(data: bytes) -> bool:
    """Whether these bytes have the shape of an answer or a bare token, whatever they say."""
    try:
        plain(data)
    except NotDer:
        return False
    except Refused:
        return True
    return True
