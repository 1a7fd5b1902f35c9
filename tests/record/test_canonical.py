"""One value, one encoding."""

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.canonical import decode, encode
from tawthiq.record.errors import NotCanonical

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**64), 2**64 - 1)
    | st.binary(max_size=40)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8) | st.integers(0, 23), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "nothing at all"),
        (b"\x18\x05", "an integer longer than it need be"),
        (b"\x9f\x01\xff", "indefinite length"),
        (b"\x01\x02", "trailing bytes"),
        (bytes.fromhex("a2016161016162"), "a key twice"),
        (bytes.fromhex("a202000100"), "keys out of order"),
        (cbor2.dumps(1.5), "a float"),
        (cbor2.dumps(cbor2.CBORTag(4, [1, 2])), "a tag"),
        (b"\x81" * 5000, "nesting without end"),
        (b"\x5b" + b"\xff" * 8, "a length of 2^64 - 1"),
        (b"\x62\xff\xfe", "text that is not UTF-8"),
    ],
)
def test_bytes_that_are_not_canonical_are_refused(data: bytes, why: str) -> None:
    """Each of these decodes, or crashes, in a plain CBOR reader."""
    with pytest.raises(NotCanonical):
        decode(data)


@pytest.mark.parametrize("value", [1.0, {1.5: 1}, {b"k": 1}, object(), "\ud800", {"a": {None: 1}}])
def test_values_the_record_does_not_hold_are_refused(value: object) -> None:
    """Floats, odd keys, lone surrogates."""
    with pytest.raises(NotCanonical):
        encode(value)


@given(values)
def test_what_is_encoded_is_decoded_to_itself(value: object) -> None:
    """And encoding it again gives the same bytes."""
    data = encode(value)
    assert encode(decode(data)) == data


@given(st.binary(max_size=60))
def test_any_bytes_decode_canonically_or_are_refused(data: bytes) -> None:
    """Nothing but NotCanonical ever comes out."""
    try:
        value = decode(data)
    except NotCanonical:
        return
    assert encode(value) == data
