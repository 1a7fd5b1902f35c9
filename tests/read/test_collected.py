"""The search for cycles rests while a text is read, because reading makes none, and goes on whatever happens."""

import gc

import pytest

from tawthiq.read import claims, plain
from tawthiq.record.errors import UnreadableInput

TEXT = "Aid groups said on 3 May that shells killed 12 people in Homs. «قُتل أربعة مدنيين»، قال الدفاع المدني."


def test_reading_makes_no_cycles() -> None:
    """Else memory would grow with the text."""
    assert claims(plain(TEXT), exhibit="x")
    gc.collect()
    gc.disable()
    try:
        claims(plain(TEXT), exhibit="x")
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_refused_place_leaves_the_collector_on() -> None:
    with pytest.raises(UnreadableInput):
        claims(plain(TEXT), exhibit="x", places=[{"name": 3}])
    assert gc.isenabled()
