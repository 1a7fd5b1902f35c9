"""The team's key on paper: five sheets, any three bring it back, two say nothing (SLIP-39).

One secret of 32 bytes is both an age identity, to which every generation is handed, and a signing key, which may give roles
to a fresh device and close a lost one. It exists only on the sheets, and in memory while they are made or brought together.
"""

import hashlib
import re
from collections.abc import Iterable

import msgspec

from tawthiq.protect import age
from tawthiq.protect.shares import combine, split
from tawthiq.record.keys import DeviceKey

NEEDED, SHEETS = 3, 5


class PaperKey(msgspec.Struct, frozen=True):
    """The key while it is in memory."""

    secret: bytes

    @classmethod
    def fresh(cls) -> "PaperKey":
        """A new one."""
        return cls(age.secret_of(age.fresh()))

    @property
    def identity(self) -> str:
        """What it reads with."""
        return age.identity_of(self.secret)

    @property
    def signing(self) -> DeviceKey:
        """What it signs with."""
        return DeviceKey(hashlib.sha256(b"tawthiq paper key signs" + self.secret).digest())

    def split(self) -> list[str]:
        """The words of the five sheets."""
        return split(self.secret, NEEDED, SHEETS)


def join(words: Iterable[str]) -> PaperKey:
    """The key from the words of three sheets. Raises KeyTrouble: too few, mistyped, or of different sets."""
    return PaperKey(combine(words, NEEDED))


def words_of(text: str) -> str:
    """The words on a sheet as it was printed, in columns, or as somebody typed them."""
    numbered = {int(number): word for number, word in re.findall(r"\b([0-9]{1,2})\. ([a-zA-Z]+)", text)}
    return (
        " ".join(numbered[at] for at in sorted(numbered)) if len(numbered) >= 20 else " ".join(text.split())
    )
