"""The signature of a WACZ: what can be checked offline is, and whom the key belongs to is never guessed.

WACZ Signing and Verification 0.1.0. An anonymous signature is by a key that stands in the package itself: it shows that
the package is as that key's holder left it. One by a domain's certificate rests on certificates, which nobody here vouches
for: it is checked as arithmetic, and its trust is "not checkable".
"""

import base64
import binascii
import datetime as dt
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import load_der_public_key

from tawthiq.preserve.wacz.manifest import DIGEST
from tawthiq.preserve.wacz.noted import Noted

_COMMON = {"hash", "created", "software", "version", "signature"}
_ANONYMOUS = _COMMON | {"publicKey"}
# The specification writes timestampCert; its reference programs have also written timestampSignature for timeSignature.
_DOMAIN = _COMMON | {
    "domain", "domainCert", "timeSignature", "timestampSignature", "timestampCert", "crossSignedCert",
}  # fmt: skip


def check_signature(signed: dict[str, Any], vouched: str, noted: Noted) -> None:
    """Judge `signedData` over the hash text that the digest file gives."""
    kind = _DOMAIN if "domainCert" in signed or "domain" in signed else _ANONYMOUS
    for key in sorted(set(signed) - kind):
        noted.error("auth-form", DIGEST, f"signedData holds {key!r}, which its form does not know")
    for key in sorted(_COMMON - set(signed)):
        (noted.error if key in ("hash", "signature") else noted.warn)(
            "auth-form", DIGEST, f"signedData lacks {key}"
        )
    if "created" in signed and not _is_time(signed["created"]):
        noted.error("auth-created", DIGEST, f"created {str(signed['created'])[:40]!r} is no ISO 8601 time")
    if signed.get("hash") != vouched:
        noted.error("auth-hash", DIGEST, "signedData is about another hash than the one beside it")
        return
    signature = _decoded(signed.get("signature"))
    if signature is None:
        noted.error("auth-signature", DIGEST, "the signature is not base64")
    elif kind is _ANONYMOUS:
        _anonymous(signed, signature, vouched, noted)
    else:
        _domain(signed, signature, vouched, noted)


def _is_time(value: object) -> bool:
    try:
        dt.datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


def _decoded(value: object) -> bytes | None:
    try:
        return base64.b64decode(str(value), validate=True) if isinstance(value, str) and value else None
    except (ValueError, binascii.Error):
        return None


def _anonymous(signed: dict[str, Any], signature: bytes, vouched: str, noted: Noted) -> None:
    raw = _decoded(signed.get("publicKey"))
    try:
        key = load_der_public_key(raw) if raw else None
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, ec.EllipticCurvePublicKey):
        noted.error("auth-key", DIGEST, "publicKey is not an ECDSA key")
    elif _holds(key, signature, vouched.encode()):
        noted.warn(
            "auth-anonymous",
            DIGEST,
            "signed by the key that stands in it; whose key that is, it does not show",
        )
    else:
        noted.error("auth-signature", DIGEST, "the signature is not by publicKey over the hash")


def _holds(key: object, signature: bytes, message: bytes) -> bool:
    if isinstance(key, rsa.RSAPublicKey):
        for scheme in (padding.PKCS1v15(), padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.AUTO)):
            try:
                key.verify(signature, message, scheme, hashes.SHA256())
            except InvalidSignature:
                continue
            return True
        return False
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    # Browsers write r and s side by side (IEEE P1363), other programs their DER sequence.
    size = (key.curve.key_size + 7) // 8
    forms = [signature]
    if len(signature) == 2 * size:
        r, s = (int.from_bytes(half, "big") for half in (signature[:size], signature[size:]))
        forms.append(utils.encode_dss_signature(r, s))
    for form in forms:
        for algorithm in (hashes.SHA256(), hashes.SHA384()):
            try:
                key.verify(form, message, ec.ECDSA(algorithm))
            except (InvalidSignature, ValueError):
                continue
            return True
    return False


def _domain(signed: dict[str, Any], signature: bytes, vouched: str, noted: Noted) -> None:
    try:
        chain = x509.load_pem_x509_certificates(str(signed.get("domainCert", "")).encode())
        key = chain[0].public_key()
    except (ValueError, UnsupportedAlgorithm):
        noted.error("auth-certificate", DIGEST, "domainCert holds no certificate that can be read")
        return
    if not _holds(key, signature, vouched.encode()):
        noted.error(
            "auth-signature", DIGEST, "the signature is not by the domain's certificate over the hash"
        )
        return
    if signed.get("domain") not in _names(chain[0]):
        noted.error(
            "auth-domain", DIGEST, f"the certificate is not for the domain {str(signed.get('domain'))[:80]!r}"
        )
        return
    what = (
        "the signature is by the key of the certificate; whether that is to be trusted cannot be seen offline"
    )
    noted.uncheckable("auth-trust", DIGEST, what)


def _names(certificate: x509.Certificate) -> list[str]:
    found = [str(one.value) for one in certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)]
    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, ValueError):
        return found
    return found + extension.value.get_values_for_type(x509.DNSName)
