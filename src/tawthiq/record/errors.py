"""Every error a user can meet, in one tree; an error says what was got, what was expected, what to do next.

    TawthiqError
    ├── InputError                2   something handed to us cannot be used; the rest of the batch goes on
    │   ├── MissingInput          2   it is not there
    │   ├── EmptyInput            2   it holds no bytes
    │   ├── UnreadableInput       2   it is not what its name or heading says
    │   ├── TooLargeInput         2   it passes a stated limit
    │   └── UnsafeInput           2   it tries to reach outside itself
    ├── UsageError                2   the command line does not make sense
    ├── EvidenceError             1   the work was done and the evidence is not sound
    ├── CaseError                 3
    │   ├── CaseNotFound          4
    │   ├── CaseExists            5
    │   ├── CaseBusy              6
    │   └── CaseTooNew            7
    ├── RecordError              10
    │   ├── NotCanonical         11
    │   ├── BadSignature         12
    │   ├── BrokenChain          13
    │   └── UnknownId            14
    ├── KeyTrouble               20
    ├── StorageError             30
    │   ├── StorageFull          31
    │   ├── StorageReadOnly      32
    │   ├── StorageUnsuitable    33
    │   └── ObjectMissing        34
    ├── NotIdentified            40   the data cannot identify an answer; the refusal is the answer
    └── CannotPublish            50   a dispatch would say more than its footnotes bear

Outside the branches that the command-line contract fixes at 1 and 2, every class has an exit code of its own.
"""

from typing import ClassVar


class TawthiqError(Exception):
    """Base of the tree. `str()` of any of them is a whole sentence for a person, without a traceback."""

    exit_code: ClassVar[int] = 70

    def __init__(self, got: str, *, expected: str = "", hint: str = "", where: str = "") -> None:
        super().__init__(got)
        self.got = got
        self.expected = expected
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        head = f"{self.where}: {self.got}" if self.where else self.got
        parts = [head]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.hint:
            parts.append(self.hint)
        return "; ".join(parts)


class InputError(TawthiqError):
    """Something handed to us cannot be used."""

    exit_code = 2


class MissingInput(InputError):
    """The file or folder named is not there."""


class EmptyInput(InputError):
    """The file holds no bytes."""


class UnreadableInput(InputError):
    """The bytes are not what their name or heading says."""


class TooLargeInput(InputError):
    """A stated limit is passed."""


class UnsafeInput(InputError):
    """The input tries to reach outside itself, or to grow without bound."""


class UsageError(TawthiqError):
    """The command line does not make sense."""

    exit_code = 2


class EvidenceError(TawthiqError):
    """The work was done, and something is wrong with the evidence."""

    exit_code = 1


class CaseError(TawthiqError):
    """Something about the case folder as a whole."""

    exit_code = 3


class CaseNotFound(CaseError):
    """No case here or above."""

    exit_code = 4


class CaseExists(CaseError):
    """A case is already here, and would be overwritten."""

    exit_code = 5


class CaseBusy(CaseError):
    """Another process is writing to the case."""

    exit_code = 6


class CaseTooNew(CaseError):
    """The case was written by a later version of the format."""

    exit_code = 7


class RecordError(TawthiqError):
    """A statement or the log breaks a rule of the record."""

    exit_code = 10


class NotCanonical(RecordError):
    """Bytes that decode but are not the one encoding of what they say."""

    exit_code = 11


class BadSignature(RecordError):
    """A signature that its author's key did not make."""

    exit_code = 12


class BrokenChain(RecordError):
    """A statement that does not follow its author's previous one."""

    exit_code = 13


class UnknownId(RecordError):
    """No exhibit, claim or statement answers to this id, or more than one does."""

    exit_code = 14


class KeyTrouble(TawthiqError):
    """A key is missing, malformed or not safe to use."""

    exit_code = 20


class StorageError(TawthiqError):
    """The disk did not do what was asked; nothing was acknowledged."""

    exit_code = 30


class StorageFull(StorageError):
    """No space left."""

    exit_code = 31


class StorageReadOnly(StorageError):
    """The disk or folder refuses writes."""

    exit_code = 32


class StorageUnsuitable(StorageError):
    """A file system that cannot keep the promise of durability."""

    exit_code = 33


class ObjectMissing(StorageError):
    """An object that the record names is not in the vault."""

    exit_code = 34


class NotIdentified(TawthiqError):
    """The data cannot identify an answer."""

    exit_code = 40


class CannotPublish(TawthiqError):
    """A dispatch would say more than its footnotes bear."""

    exit_code = 50


def with_exit_code(code: int) -> type[TawthiqError]:
    """The first class of the tree that leaves with this code, from the root down; TawthiqError where none does."""
    level: list[type[TawthiqError]] = [TawthiqError]
    while level:
        for one in level:
            if one.exit_code == code:
                return one
        level = [each for one in level for each in one.__subclasses__()]
    return TawthiqError
