"""A pseudonym says nothing of who it stands for, and is the same word pair in Arabic and English.

It is drawn from a keyed hash (HMAC-SHA-256) of the identity under the case's secret, so the same source gets the same
pseudonym in one case, another one in the next case, and nobody without the secret can test a guess.
"""

import hashlib
import hmac
import tomllib
from functools import cache
from importlib import resources

import msgspec


class Pseudonym(msgspec.Struct, frozen=True):
    """A name to speak of a source by. `code` sorts and is unique enough for a case (40 bits)."""

    code: str
    en: str
    ar: str


@cache
def _words() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    with resources.files(__package__).joinpath("pseudonyms.toml").open("rb") as handle:
        raw = tomllib.load(handle)
    return raw["thing"], raw["quality"]


def pseudonym(identity: str, secret: bytes) -> Pseudonym:
    """The pseudonym of an identity under a secret of at least 16 bytes. Raises ValueError for a shorter one."""
    if len(secret) < 16:
        raise ValueError(f"a secret of {len(secret)} bytes; at least 16 are needed")
    drawn = hmac.digest(secret, identity.encode(), hashlib.sha256)
    things, qualities = _words()
    thing = things[drawn[0] % len(things)]
    quality = qualities[drawn[1] % len(qualities)]
    code = drawn[2:7].hex()
    # The Arabic adjective agrees with its noun, so each quality carries both genders.
    return Pseudonym(
        code=code,
        en=f"{quality['en']} {thing['en']} {code[:3]}",
        ar=f"{thing['ar']} {quality[thing['gender']]} {code[:3]}",
    )
