"""A signed answer names its own signer's certificate by its hash (RFC 2634, RFC 5816); another one with the same key is not it.

Without this, a certificate could be exchanged for one of the same key, issuer and number, with other dates or uses.
"""

import hashlib
from collections.abc import Iterator

from tawthiq.preserve.der import OCTETS, OID, SEQUENCE, SET, Element, NotDer, elements, only
from tawthiq.preserve.token import HASHES, dotted
from tawthiq.preserve.verdict import Problem

_V1, _V2 = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"
_ATTRIBUTES = 0xA0
_LEFT_OUT = {_V1: "sha1", _V2: "sha256"}
"""The hash function where none is named: always in the first version, by default in the second."""


def bound_to(token: bytes, certificate: bytes) -> list[Problem]:
    """What is wrong between a token and the certificate (DER) of its signer."""
    try:
        found = list(_named(token))
    except (NotDer, IndexError):
        found = []
    if not found:
        return [Problem("signer-unbound", "signature", "it does not say which certificate signed it")]
    if any(hashlib.new(name, certificate).digest() != value for name, value in found if name):
        return [
            Problem("signer-other", "certificate", "the certificate is not the one that its signature names")
        ]
    if all(not name for name, _ in found):
        return [
            Problem("signer-unbound", "signature", "it names its certificate by a hash that is unknown here")
        ]
    return []


def _named(token: bytes) -> Iterator[tuple[str, bytes]]:
    """(name of the hash function, or "" if unknown; hash) of the signer's certificate, once an attribute."""
    for attribute in _attributes(token):
        parts = elements(attribute.content)
        if len(parts) != 2 or parts[0].tag != OID or parts[1].tag != SET:
            continue
        version = dotted(parts[0].content)
        if version not in _LEFT_OUT:
            continue
        for value in elements(parts[1].content):
            certificates = elements(elements(value.content)[0].content)
            # The first is the signer's; those after it may name the rest of the chain.
            yield _hash(certificates[0], version)


def _hash(one: Element, version: str) -> tuple[str, bytes]:
    parts = elements(one.content)
    if version == _V2 and parts[0].tag == SEQUENCE:
        return HASHES.get(dotted(elements(parts[0].content)[0].content), ""), parts[1].content
    if parts[0].tag != OCTETS:
        raise NotDer("a certificate named by no hash")
    return _LEFT_OUT[version], parts[0].content


def _attributes(token: bytes) -> list[Element]:
    """The signed attributes of the one signer."""
    try:
        signed = only(only(token, SEQUENCE)[1].content, SEQUENCE)
        infos = elements([one for one in signed if one.tag == SET][-1].content)
        attributes = [one for one in elements(infos[0].content) if one.tag == _ATTRIBUTES]
        return elements(attributes[0].content)
    except IndexError as error:
        raise NotDer("no signed attributes") from error
