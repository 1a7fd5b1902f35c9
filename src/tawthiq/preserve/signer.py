"""Who signed an answer is what the signature itself names, never the first or the best-sounding certificate of a list."""

import warnings
from collections.abc import Sequence

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from tawthiq.preserve.trust import Trust
from tawthiq.preserve.verdict import Problem


def certificate(raw: bytes) -> x509.Certificate:
    """A certificate whose parts can be read, all of them: they are taken apart only when looked at."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        one = x509.load_der_x509_certificate(raw)
        _ = (one.issuer, one.subject, one.extensions, one.not_valid_before_utc)
        if one.serial_number <= 0:
            raise ValueError("a certificate whose number is not positive (RFC 5280, 4.1.2.2)")
    return one


def use_of(signer: x509.Certificate | None) -> list[Problem]:
    """The signer's certificate must say, critically, that it is for time stamps (RFC 3161, section 2.3)."""
    if signer is None:
        return []
    try:
        use = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return [Problem("usage-missing", "certificate", "its certificate is not one for time stamps")]
    if ExtendedKeyUsageOID.TIME_STAMPING not in use.value:
        return [Problem("usage-missing", "certificate", "its certificate is not one for time stamps")]
    if not use.critical:
        return [Problem("usage-not-critical", "certificate", "its certificate's use is not marked critical")]
    return []


def signer_of(
    embedded: Sequence[x509.Certificate], named: Sequence[tuple[x509.Name, int]], trusted: Trust
) -> x509.Certificate | None:
    """The certificate that the signature itself names, by issuer and serial number; the order of a list proves nothing."""
    if len(named) != 1:
        return None
    return next(
        (one for one in (*embedded, *trusted.signers) if (one.issuer, one.serial_number) == named[0]), None
    )


def on_the_way(one: x509.Certificate, signer: x509.Certificate, embedded: Sequence[x509.Certificate]) -> bool:
    """Whether it is the signer or stands above the signer, by issuers' names and signatures."""
    here, seen = [signer], [signer]
    while here:
        if one in here:
            return True
        above = [up for up in embedded if up not in seen and any(_issued(up, below) for below in here)]
        seen += above
        here = above
    return False


def _issued(up: x509.Certificate, below: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(up)
    except Exception:  # noqa: BLE001  (cryptography raises InvalidSignature, TypeError, ValueError, or its backend's own)
        return False
    return True
