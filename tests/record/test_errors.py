"""The error tree: drawn, complete, and each class with a code of its own."""

import re

import pytest

from tawthiq.record import errors
from tawthiq.record.errors import EvidenceError, InputError, TawthiqError, UsageError

TREE = [
    value
    for value in vars(errors).values()
    if isinstance(value, type) and issubclass(value, TawthiqError) and value is not TawthiqError
]


def test_no_class_outside_the_contract_shares_an_exit_code() -> None:
    """1 is the evidence, 2 is input and usage; all others differ and start at 3."""
    others = [c for c in TREE if not issubclass(c, InputError | UsageError | EvidenceError)]
    codes = [c.exit_code for c in others]
    assert len(set(codes)) == len(codes)
    assert min(codes) >= 3
    assert {c.exit_code for c in TREE if issubclass(c, InputError | UsageError)} == {2}
    assert EvidenceError.exit_code == 1


@pytest.mark.parametrize("kind", TREE, ids=lambda c: c.__name__)
def test_every_class_stands_in_the_drawing_with_its_code(kind: type[TawthiqError]) -> None:
    """The picture at the top of the file is the tree."""
    assert errors.__doc__ is not None
    assert re.search(rf"─ {kind.__name__}\s+{kind.exit_code}\b", errors.__doc__)


def test_an_error_says_what_was_got_expected_and_what_to_do() -> None:
    """In one sentence, place first."""
    error = InputError("3 columns", expected="5", where="list.csv", hint="add the missing ones")
    assert str(error) == "list.csv: 3 columns; expected 5; add the missing ones"
