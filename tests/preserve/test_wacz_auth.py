"""Signatures of a WACZ: what can be worked out offline is, and whom a key belongs to is never guessed."""

import base64
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from made_wacz import DIGEST, PACKAGE, parts, vouch, whole, zipped

from tawthiq.preserve import Report, Verdict
from tawthiq.preserve.wacz.check import check_wacz

KEY = ec.generate_private_key(ec.SECP384R1())
FILES = whole(parts())
HASH = json.loads(FILES[DIGEST])["hash"]
SPKI = base64.b64encode(
    KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()


def signature(message: str = HASH, *, der: bool = False) -> str:
    made = KEY.sign(message.encode(), ec.ECDSA(hashes.SHA256()))
    if not der:
        r, s = utils.decode_dss_signature(made)
        made = r.to_bytes(48, "big") + s.to_bytes(48, "big")
    return base64.b64encode(made).decode()


def certificate(domain: str) -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, domain)])
    now = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(KEY.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=90))
        .sign(KEY, hashes.SHA256())
    )
    return made.public_bytes(Encoding.PEM).decode()


def anonymous(**changes: Any) -> dict[str, Any]:
    value = {"hash": HASH, "created": "2024-01-01T00:00:00Z", "software": "x", "version": "0.1.0"}
    return {**value, "signature": signature(), "publicKey": SPKI, **changes}


def by_domain(**changes: Any) -> dict[str, Any]:
    value = {k: v for k, v in anonymous().items() if k != "publicKey"}
    more = {
        "domain": "halab.test",
        "domainCert": certificate("halab.test"),
        "timeSignature": "",
        "timestampCert": "",
    }
    return {**value, **more, **changes}


def check(tmp_path: Path, signed: object) -> Report:
    path = tmp_path / "x.wacz"
    path.write_bytes(zipped(FILES | {DIGEST: vouch(FILES[PACKAGE], signedData=signed)}))
    return check_wacz(path)


@pytest.mark.parametrize("der", [True, False])
def test_an_anonymous_signature_holds_and_says_whose_key_is_unknown(tmp_path: Path, *, der: bool) -> None:
    """In both encodings that programs write."""
    report = check(tmp_path, anonymous(signature=signature(der=der)))
    assert report.verdict is Verdict.VERIFIED
    assert [one.code for one in report.problems] == ["wacz-auth-anonymous"]


BAD: dict[str, tuple[Any, str]] = {
    "over another hash": (anonymous(signature=signature("sha256:00")), "wacz-auth-signature"),
    "about another hash": (anonymous(hash="sha256:00"), "wacz-auth-hash"),
    "not base64": (anonymous(signature="*"), "wacz-auth-signature"),
    "a key of another kind": (
        anonymous(
            publicKey=base64.b64encode(
                ed25519.Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            ).decode()
        ),
        "wacz-auth-key",
    ),
    "a key that is none": (anonymous(publicKey="AAAA"), "wacz-auth-key"),
    "a word too many": (anonymous(colour="red"), "wacz-auth-form"),
    "a list": ([1], "wacz-auth-form"),
    "no time": (anonymous(created="yesterday"), "wacz-auth-created"),
    "a certificate that is none": (by_domain(domainCert="x"), "wacz-auth-certificate"),
    "a certificate of another domain": (by_domain(domain="other.test"), "wacz-auth-domain"),
    "not by the certificate": (by_domain(signature=signature("x")), "wacz-auth-signature"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_signature_that_does_not_hold_fails_the_package(tmp_path: Path, name: str) -> None:
    """Each with its reason."""
    signed, code = BAD[name]
    report = check(tmp_path, signed)
    assert report.verdict is Verdict.FAILED
    assert code in {one.code for one in report.problems}, report.problems


def test_a_domain_is_not_checkable_offline(tmp_path: Path) -> None:
    """The arithmetic holds; whom to trust is not for us to say."""
    report = check(tmp_path, by_domain())
    assert report.verdict is Verdict.NOT_CHECKABLE
    assert [one.code for one in report.problems] == ["wacz-auth-trust"]
