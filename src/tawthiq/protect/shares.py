"""A secret in shares of words, so many of which bring it back and fewer of which say nothing (SLIP-39)."""

from collections.abc import Iterable

import shamir_mnemonic  # type: ignore[import-untyped]  # it ships no types
from shamir_mnemonic.utils import MnemonicError  # type: ignore[import-untyped]  # as above

from tawthiq.record.errors import KeyTrouble

MOST = 16
"""So many shares SLIP-39 can tell apart."""


def split(secret: bytes, needed: int, shares: int) -> list[str]:
    """The words of each share."""
    ((*words,),) = shamir_mnemonic.generate_mnemonics(1, [(needed, shares)], secret)
    return [str(one) for one in words]


def combine(words: Iterable[str], needed: int) -> bytes:
    """The secret again. Raises KeyTrouble: too few, mistyped, or of different secrets."""
    given = list(dict.fromkeys(" ".join(one.lower().split()) for one in words if one.strip()))
    if len(given) < needed:
        raise KeyTrouble(f"{len(given)} different shares", expected=f"{needed}", hint="ask one more holder")
    try:
        return bytes(shamir_mnemonic.combine_mnemonics(given[:needed]))
    except (MnemonicError, ValueError, KeyError) as error:
        # What is wrong may quote a word of a share, which belongs on no screen and in no log.
        raise KeyTrouble(
            f"these shares do not fit together ({type(error).__name__})",
            expected=f"{needed} of one set, each word as it stands there",
        ) from None
