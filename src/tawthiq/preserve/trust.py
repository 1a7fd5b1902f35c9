"""Nothing is trusted but what the user names: no machine's own store is ever looked at.

Only a self-signed certificate that was named as a root ends a chain. Certificates that came with an answer, or were given
as a chain, help to build the way to it and are never its end.
"""

from collections.abc import Iterable

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from tawthiq.record.errors import UnreadableInput

_PEM = b"-----BEGIN CERTIFICATE-----"


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """Certificates by the part they play. `signers` may sign time stamps, for answers that bring no certificate."""

    roots: tuple[x509.Certificate, ...] = ()
    middle: tuple[x509.Certificate, ...] = ()
    signers: tuple[x509.Certificate, ...] = ()

    def roots_pem(self) -> bytes:
        """The roots in PEM."""
        return b"".join(one.public_bytes(Encoding.PEM) for one in self.roots)

    def others_pem(self) -> bytes:
        """The rest in PEM."""
        return b"".join(one.public_bytes(Encoding.PEM) for one in (*self.middle, *self.signers))


def read_certificates(data: bytes, where: str = "") -> list[x509.Certificate]:
    """The certificates of a PEM or DER file. Raises UnreadableInput."""
    try:
        if _PEM in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except (ValueError, TypeError) as error:
        raise UnreadableInput(
            "no certificate that can be read", expected="X.509 in PEM or DER", where=where
        ) from error


def trust(roots: Iterable[x509.Certificate], chain: Iterable[x509.Certificate] = ()) -> Trust:
    """Sort certificates into their parts. A file of roots may hold the whole chain; one of chains makes no root."""
    named, helping = list(dict.fromkeys(roots)), list(dict.fromkeys(chain))
    rest = [one for one in (*named, *helping) if not _self_signed(one)]
    return Trust(
        roots=tuple(one for one in named if _self_signed(one)),
        middle=tuple(dict.fromkeys(one for one in rest if not _stamps(one))),
        signers=tuple(dict.fromkeys(one for one in rest if _stamps(one))),
    )


def _self_signed(one: x509.Certificate) -> bool:
    return one.issuer == one.subject


def _stamps(one: x509.Certificate) -> bool:
    """An end certificate whose use is to sign time stamps."""
    try:
        uses = one.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        if ExtendedKeyUsageOID.TIME_STAMPING not in uses:
            return False
        return not one.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound as missing:
        return missing.oid == x509.BasicConstraints.oid
    except ValueError:
        return False
