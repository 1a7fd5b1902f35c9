"""Who a source is opens only to an admin together with two others: the key of the identity is split, three shares of many.

Each admin holds one share, sealed to his device. Who asks has his own and is given two more, resealed to him by two others
who each said yes in the record. The team's key on paper opens it too. That a device is a person is the team's word; that one
device or two open nothing is arithmetic (SLIP-39).
"""

import base64
from collections.abc import Iterable, Mapping

import msgspec

from tawthiq.protect import age
from tawthiq.protect.pseudonym import Pseudonym
from tawthiq.protect.shares import MOST, combine, split
from tawthiq.record.errors import KeyTrouble

NEEDED = 3


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `source`: a pseudonym, and the identity behind it, sealed. `shares` by device (hex); all in base64."""

    code: str
    en: str
    ar: str
    identity: str
    shares: Mapping[str, str]
    paper: tuple[str, ...] = ()


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `request`: somebody asks who a source is."""

    code: str
    why: str


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `consent`: another admin's share, resealed to who asked (statement id of the request in hex)."""

    request: str
    share: str


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Body of an `opening`: on this request the identity was opened."""

    request: str


class Secret(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `pseudonyms`: the secret (hex) under which this case draws them. The first one counts."""

    secret: str


def seal_identity(identity: str, name: Pseudonym, admins: Mapping[str, str], paper: Iterable[str]) -> Source:
    """An identity under its pseudonym. `admins` are devices with what they read with. Raises KeyTrouble: too few.

    With fewer than three admins only the key on paper opens it.
    """
    papers = tuple(paper)
    chosen = dict(sorted(admins.items())[:MOST])
    if len(chosen) < NEEDED and not papers:
        raise KeyTrouble(
            f"{len(chosen)} admins and no key on paper",
            expected=f"{NEEDED} admins, or a key on paper",
            hint="`tawthiq sheets` prints one; without either nobody could open the identity, or one alone",
        )
    key = age.fresh()
    secret = age.secret_of(key)
    shares: dict[str, str] = {}
    if len(chosen) >= NEEDED:
        words = split(secret, NEEDED, len(chosen))
        shares = {
            device: _coded(age.seal(one.encode(), to))
            for (device, to), one in zip(chosen.items(), words, strict=True)
        }
    return Source(
        code=name.code,
        en=name.en,
        ar=name.ar,
        identity=_coded(age.seal(identity.encode(), age.public(key))),
        shares=shares,
        paper=tuple(_coded(age.seal(secret, to)) for to in papers),
    )


def own_share(source: Source, device: str, identity: str) -> str:
    """The words of a device's share. Raises KeyTrouble if it has none."""
    sealed = source.shares.get(device)
    if sealed is None:
        raise KeyTrouble(
            "this device holds no share of that identity",
            hint="those who were admins when it was sealed hold them",
        )
    return _open(sealed, identity)


def pass_on(words: str, to: str) -> str:
    """A share, resealed to who asked."""
    return _coded(age.seal(words.encode(), age.recipient(to)))


def open_passed(share: str, identity: str) -> str:
    """A share that was passed on to this device."""
    return _open(share, identity)


def open_identity(source: Source, shares: Iterable[str]) -> str:
    """Who the source is, from three shares. Raises KeyTrouble."""
    secret = combine(shares, NEEDED)
    return _open(source.identity, age.identity_of(secret))


def open_by_paper(source: Source, identity: str) -> str:
    """Who the source is, from the key on paper. Raises KeyTrouble."""
    for sealed in source.paper:
        try:
            secret = age.unseal(base64.b64decode(sealed), identity)
        except KeyTrouble:
            continue
        return _open(source.identity, age.identity_of(secret))
    raise KeyTrouble("that identity was not sealed to this key on paper")


def _coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _open(sealed: str, identity: str) -> str:
    try:
        return age.unseal(base64.b64decode(sealed, validate=True), identity, "a share or identity").decode()
    except ValueError as error:
        raise KeyTrouble("a share or identity that is malformed") from error
