"""What comes in is an item with its bytes, or a problem with one clear line; nothing is dropped in silence.

An item's bytes are a stream: however large the file, no more than a buffer of it is in memory.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from tawthiq.record.errors import (
    EmptyInput,
    InputError,
    MissingInput,
    TawthiqError,
    TooLargeInput,
    UnreadableInput,
    UnsafeInput,
)
from tawthiq.record.exhibit import How
from tawthiq.vocabulary import UnknownWord, say

_CLASSES: dict[str, type[InputError]] = {
    **dict.fromkeys(("missing", "link_dangling", "address"), MissingInput),
    **dict.fromkeys(
        (
            "too_large", "member_too_large", "too_many_files", "text_too_large", "text_too_long", "archive_too_many",
            "archive_too_deep", "page_too_deep", "pdf_too_long", "table_too_long", "table_too_wide",
        ),
        TooLargeInput,
    ),
    **dict.fromkeys(
        (
            "not_a_file", "link_outside", "name_deceptive", "image_bomb", "sheet_bomb", "archive_bomb",
            "archive_overlap", "member_outside", "member_link", "member_special", "member_bomb",
        ),
        UnsafeInput,
    ),
    "empty": EmptyInput,
}  # fmt: skip


def refusal(code: str, where: str = "", **values: object) -> InputError:
    """The error of one problem code, in English. The words stand in vocabulary/words/collect.toml."""
    kind = _CLASSES.get(code, UnreadableInput)
    got, expected, hint = _words(code, "en", values)
    return kind(got, expected=expected, hint=hint, where=where)


def reason(error: InputError) -> str:
    """What lay behind a refusal, in one word: the name of the exception that a library raised on the bytes."""
    return type(error.__context__ or error).__name__


def in_bytes(size: int) -> str:
    """A size for a person: `64 MB`, `1.5 GB`; thousands are 1,024."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1024 or unit == "GB":
            return f"{amount:.4g} {unit}"
        amount /= 1024
    raise AssertionError


def _words(code: str, lang: str, values: dict[str, object]) -> tuple[str, str, str]:
    parts = [say(f"collect.{code}.got", lang, **values)]
    for part in ("expected", "hint"):
        try:
            parts.append(say(f"collect.{code}.{part}", lang, **values))
        except UnknownWord:
            parts.append("")
    return parts[0], parts[1], parts[2]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing obtained, with its bytes still where they are.

    `origin` is a posix path relative to what was given (an archive's members stand below the archive's own origin);
    `parent` is the origin of the archive or page it was found in. `media_type` comes from the bytes. `problems` are
    codes of vocabulary/words/collect.toml: the bytes are kept all the same. `published` is for edges that are told a
    date (EDTF); files tell none, and it is never guessed.
    """

    name: str
    origin: str
    how: How
    media_type: str
    size: int
    opener: Callable[[], BinaryIO] = field(repr=False, compare=False)
    published: str | None = None
    problems: tuple[str, ...] = ()
    parent: str | None = None

    def open(self) -> BinaryIO:
        """The bytes from the beginning, as a stream to be closed; raises InputError if they can no longer be had."""
        return self.opener()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one thing. `kept` says that its bytes came as an `Item` all the same."""

    where: str
    error: TawthiqError
    kept: bool
    code: str
    values: dict[str, object] = field(default_factory=dict)

    def line(self, lang: str = "en") -> str:
        """One clear line for a person, in English or Arabic."""
        got, expected, hint = _words(self.code, lang, self.values)
        comma, wanted = ("; ", "expected") if lang == "en" else ("؛ ", "المتوقع:")
        parts = [f"{self.where}: {got}", f"{wanted} {expected}" if expected else "", hint]
        return comma.join(part for part in parts if part)


def problem(code: str, where: str, *, kept: bool, **values: object) -> Problem:
    """A problem with its error, from the one catalogue."""
    return Problem(where, refusal(code, where, **values), kept, code, values)
