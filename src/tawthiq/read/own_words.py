"""A team's own vocabulary is tried before it is believed: files that the lists cannot be compiled with are refused whole.

Whoever reads with it says so: `rules-1+<digest>` stands on every claim, so a reading can be made again.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tawthiq.read.lexicon import lexicon
from tawthiq.record.errors import MissingInput, TooLargeInput, UnreadableInput
from tawthiq.vocabulary import BadVocabulary, Own, own

_LARGEST = 4 << 20


def own_words(paths: Iterable[Path]) -> Own | None:
    """The own words of these files; None where there are none. Raises InputError."""
    try:
        found = own([(str(path), _text(path)) for path in paths])
    except BadVocabulary as error:
        raise UnreadableInput(
            error.got, expected=error.expected, hint=error.hint, where=error.where
        ) from error
    if found is not None:
        with found.in_force():
            try:
                lexicon()
            except (ValueError, LookupError) as error:
                raise UnreadableInput(
                    f"the lists cannot be compiled ({error})", expected="words of letters or digits"
                ) from error
    return found


@contextmanager
def reading_with(words: Own | None) -> Iterator[None]:
    """Inside, claims are read with these words as well."""
    if words is None:
        yield
    else:
        with words.in_force():
            yield


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise TooLargeInput(f"more than {_LARGEST >> 20} MiB of words", where=str(path))
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MissingInput("no such vocabulary file", where=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(
            f"no text ({type(error).__name__})", expected="TOML in UTF-8", where=str(path)
        ) from error
