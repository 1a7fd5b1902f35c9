"""A time stamp of an authority (RFC 3161) is believed only for the bytes at hand, up to a root that the user named.

Every check is offline. A certificate must have been valid when the stamp was made, not now. Without the bytes, or without
a root, the verdict is "not checked": it is never yes.
"""

import hashlib
from datetime import UTC, datetime

import msgspec
import rfc3161_client as engine
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tawthiq.preserve.bound import bound_to
from tawthiq.preserve.der import NotDer
from tawthiq.preserve.signer import certificate, on_the_way, signer_of, use_of
from tawthiq.preserve.token import HASHES, Refused, plain, read_request
from tawthiq.preserve.trust import Trust
from tawthiq.preserve.verdict import Problem, Verdict

_SAID = (
    ("signer certificate not found", "signer-missing", "the answer brings no certificate of its signer"),
    ("unable to get local issuer", "no-issuer", "no way from its certificate to a root that was named"),
    ("unable to get issuer", "no-issuer", "no way from its certificate to a root that was named"),
    ("self-signed certificate", "root-unnamed", "its chain ends in a root that was not named"),
    ("self signed certificate", "root-unnamed", "its chain ends in a root that was not named"),
    (
        "certificate has expired",
        "certificate-expired",
        "a certificate of its chain had expired when it was made",
    ),
    ("not yet valid", "certificate-early", "a certificate of its chain was not yet valid when it was made"),
    ("signature failure", "signature-false", "its signature does not fit"),
    ("digest failure", "signature-false", "its content is not what was signed"),
    ("ess cert id", "signer-other", "the certificate is not the one that its signature names"),
    ("Nonce mismatch", "nonce-wrong", "it answers another request (nonce)"),
    ("Policy ID mismatch", "policy-wrong", "it was made under another policy than asked for"),
    ("Mismatch between messages", "imprint-wrong", "it stamps other bytes"),
    ("EKU extension is not critical", "usage-not-critical", "its certificate's use is not marked critical"),
    ("does not contain the critical EKU", "usage-missing", "its certificate is not one for time stamps"),
    ("id-kp-timeStamping", "usage-missing", "its certificate is not one for time stamps"),
    (
        "unsuitable certificate purpose",
        "usage-missing",
        "a certificate of its chain is not one for this purpose",
    ),
    ("No leaf certificate", "signer-missing", "the answer brings no certificate of its signer"),
)
"""What the engines say -> code, sentence. The first that is found in their words counts."""

CANNOT = frozenset({"signer-missing", "imprint-unknown"})
"""Problems that stop the check rather than decide it."""


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer says, and what came of checking it. `at` is the authority's time; None if it cannot be read."""

    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    at: datetime | None = None
    authority: str = ""
    serial: str = ""
    policy: str = ""
    algorithm: str = ""
    imprint: str = ""


def make_request(data: bytes) -> bytes:
    """A request (DER) to stamp the SHA-256 of `data`, with a nonce, asking for the certificates."""
    made: bytes = (
        engine.TimestampRequestBuilder()
        .data(data)
        .hash_algorithm(engine.HashAlgorithm.SHA256)
        .nonce(nonce=True)
        .cert_request(cert_request=True)
        .build()
        .as_bytes()
    )
    return made


def check_stamp(
    answer: bytes,
    trusted: Trust,
    *,
    data: bytes | None = None,
    digest: bytes | None = None,
    request: bytes | None = None,
) -> Stamp:
    """The verdict on an answer over `data`, or over bytes of which only the `digest` is known.

    With the `request`, the answer must be one to it: imprint, nonce and policy.
    """
    try:
        tidy = plain(answer)
        parsed = engine.decode_timestamp_response(tidy.answer)
        info, signed = parsed.tst_info, parsed.signed_data
        algorithm = HASHES.get(info.message_imprint.hash_algorithm.dotted_string, "")
        imprint, at = info.message_imprint.message, info.gen_time.astimezone(UTC)
        embedded = [certificate(one) for one in signed.certificates]
        named = [(one.issuer, one.serial_number) for one in signed.signer_infos]
    except Refused as error:
        return Stamp(
            verdict=Verdict.FAILED, problems=(Problem("not-granted", "status", f"{error}, and no time"),)
        )
    except Exception as error:  # noqa: BLE001  (readers in other languages raise what they like on hostile bytes)
        return Stamp(
            verdict=Verdict.FAILED, problems=(Problem("answer-unreadable", "answer", _short(error)),)
        )
    problems = [*_imprint(algorithm, imprint, data, digest), *_asked(request, info, imprint)]
    signer = signer_of(embedded, named, trusted)
    if not trusted.roots:
        problems.append(
            Problem("root-missing", "trust", "no root was named, so its signature was not checked")
        )
    else:
        problems += use_of(signer) or _engine(parsed, trusted, embedded, imprint)
        # Who signed is told outside the signature: where no certificate fits that, none was compared with the one it binds.
        problems += (
            [Problem("signer-missing", "certificate", "the answer brings no certificate of its signer")]
            if signer is None
            else bound_to(tidy.token, signer.public_bytes(Encoding.DER))
        )
    problems += _told(tidy.bare, tidy.modified, tidy.sorted, embedded, signer)
    return Stamp(
        verdict=_verdict(problems),
        problems=tuple(dict.fromkeys(problems)),
        at=at,
        authority=signer.subject.rfc4514_string() if signer else "",
        serial=f"{info.serial_number:x}",
        policy=info.policy.dotted_string,
        algorithm=algorithm or info.message_imprint.hash_algorithm.dotted_string,
        imprint=imprint.hex(),
    )


_NOTES = frozenset(
    {"certificates-unsorted", "certificates-injected", "bare-token", "granted-with-mods", "imprint-weak"}
)
"""What is told and decides nothing."""
_MILD = _NOTES | {"data-missing", "root-missing"}


def _verdict(problems: list[Problem]) -> Verdict:
    codes = {one.code for one in problems} - _NOTES
    if codes - CANNOT - _MILD:
        return Verdict.FAILED
    if codes & CANNOT:
        return Verdict.NOT_CHECKABLE
    return Verdict.NOT_CHECKED if codes else Verdict.VERIFIED


def _imprint(algorithm: str, imprint: bytes, data: bytes | None, digest: bytes | None) -> list[Problem]:
    if data is None and digest is None:
        return [
            Problem("data-missing", "imprint", "the bytes it stamps are not at hand, so it was not compared")
        ]
    if not algorithm:
        return [Problem("imprint-unknown", "imprint", "it was made with a hash function unknown here")]
    expected = hashlib.new(algorithm, data).digest() if data is not None else digest
    found = (
        []
        if expected == imprint
        else [Problem("imprint-wrong", "imprint", "it stamps other bytes than these")]
    )
    if algorithm == "sha1":
        found.append(
            Problem("imprint-weak", "imprint", "SHA-1: two files made together could bear this stamp")
        )
    return found


def _asked(request: bytes | None, info: engine.TimeStampTokenInfo, imprint: bytes) -> list[Problem]:
    if request is None:
        return []
    try:
        asked = read_request(request)
    except NotDer as error:
        return [Problem("request-unreadable", "request", _short(error))]
    found = []
    if asked.imprint != imprint:
        found.append(Problem("imprint-wrong", "request", "it stamps other bytes than were asked for"))
    if asked.nonce is not None and asked.nonce != info.nonce:
        found.append(Problem("nonce-wrong", "request", "it answers another request (nonce)"))
    if asked.policy is not None and asked.policy != info.policy.dotted_string:
        found.append(Problem("policy-wrong", "request", "it was made under another policy than asked for"))
    return found


def _engine(
    parsed: engine.TimeStampResponse, trusted: Trust, embedded: list[x509.Certificate], imprint: bytes
) -> list[Problem]:
    """The signature, the chain and the certificate's use, by rfc3161-client."""
    tries: list[x509.Certificate | None] = [None] if embedded else [*trusted.signers]
    if not tries:
        return [Problem("signer-missing", "certificate", "the answer brings no certificate of its signer")]
    found: list[Problem] = []
    for held in tries:
        verifier = engine.VerifierBuilder(
            roots=list(trusted.roots), intermediates=list(trusted.middle), tsa_certificate=held
        ).build()
        try:
            verifier.verify(parsed, imprint)
        except Exception as error:  # noqa: BLE001  (as above)
            found = [reason(str(error))]
        else:
            return []
    return found


def reason(words: str) -> Problem:
    """What an engine said, as a code and a sentence."""
    for part, code, sentence in _SAID:
        if part in words:
            return Problem(code, "signature" if code == "signature-false" else "certificate", sentence)
    return Problem("refused", "signature", words.splitlines()[0][:200] if words else "refused without a word")


def _told(
    bare: bool,
    modified: bool,
    unsorted: bool,
    embedded: list[x509.Certificate],
    signer: x509.Certificate | None,
) -> list[Problem]:
    found = []
    if bare:
        found.append(Problem("bare-token", "answer", "a token without the answer around it"))
    if modified:
        found.append(
            Problem("granted-with-mods", "status", "the authority changed something of what was asked")
        )
    if unsorted:
        found.append(
            Problem("certificates-unsorted", "answer", "its certificates are not in the order DER asks for")
        )
    strangers = [one for one in embedded if signer is not None and not on_the_way(one, signer, embedded)]
    if strangers:
        names = ", ".join(one.subject.rfc4514_string() for one in strangers)
        found.append(
            Problem(
                "certificates-injected", "answer", f"certificates that sign nothing in it ride along: {names}"
            )
        )
    return found


def _short(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
