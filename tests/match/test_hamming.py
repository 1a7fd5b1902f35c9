"""The hash index: no pair missed, none told twice, none too many; crowds stay bounded; each kernel beside its plain reference."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tawthiq.match import hamming_kernels as kernels
from tawthiq.match.compiled import compiled
from tawthiq.match.hamming import FEW, HashIndex, allowances, flip_patterns
from tawthiq.match.vectors import LANES, bits_set, lowest_bit, near_mask
from tawthiq.record.errors import TooLargeInput


def random(count, seed):
    return np.random.default_rng(seed).integers(0, 2**64, (count, 4), dtype=np.uint64)


def flipped(hashes, flips, seed):
    """Each hash with so many of its bits turned over."""
    order = np.argsort(np.random.default_rng(seed).random((len(hashes), 256)), axis=1)
    bits = np.zeros((len(hashes), 256), np.uint8)
    np.put_along_axis(bits, order, (np.arange(256) < np.asarray(flips)[:, None]).astype(np.uint8), axis=1)
    return hashes ^ np.packbits(bits, axis=1).view(np.uint64)


def crowd(count, seed):
    """Black frames and their like: equal ones, ones a few bits off, ones equal in nine rows of sixteen and far off in all."""
    draw, base = np.random.default_rng(seed), random(1, seed)
    some = np.repeat(base, count, axis=0)
    third = count // 3
    some[third : 2 * third] = flipped(some[third : 2 * third], draw.integers(0, 40, third), seed)
    some[2 * third :, 2:] = random(count - 2 * third, seed + 1)[:, 2:]
    return some


def by_full_scan(kept, asked, most):
    out = []
    for n, one in enumerate(asked):
        apart = np.bitwise_count(kept ^ one).sum(axis=1, dtype=np.int64)
        out += [(n, k, apart[k]) for k in np.flatnonzero(apart <= most)]
    return np.array(out, np.int64).reshape(-1, 3)


@pytest.fixture(scope="module")
def kept():
    """More than one block of numbers, a crowd in the middle, pairs at every distance about the limit."""
    some = random(66_000, 1)
    some[30_000:33_000] = crowd(3_000, 2)
    some[65_000:] = flipped(some[:1_000], np.arange(1_000) % 50, 3)
    return some


@pytest.fixture(scope="module")
def index(kept):
    return HashIndex(kept)


@pytest.mark.parametrize("most", [0, 1, 7, 14, 15, 16, 30, 31, 32, 40, 47, 48, 60])
def test_the_index_gives_what_a_full_scan_gives(kept, index, most):
    """Not one more, each once and in order; in a crowd, at the limit and beside it, in the last block."""
    asked = np.concatenate(
        [kept[[5, 30_001, 31_500, 32_900, 65_999]], flipped(kept[65_000:65_040], np.arange(40), 4)]
    )
    assert np.array_equal(index.search(asked, most), by_full_scan(kept, asked, most))


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, FEW, FEW + 1, FEW + 63])
def test_any_number_of_hashes_can_be_asked(count):
    """None, a few, and the first number that gets tables."""
    kept = random(count, 5)
    asked = flipped(kept[::97], np.full(len(kept[::97]), 31), 6)
    assert np.array_equal(HashIndex(kept).search(asked), by_full_scan(kept, asked, 31))
    assert HashIndex(kept).search(asked[:0]).shape == (0, 3)


def test_pairs_of_a_crowd_are_each_told_once():
    """Smaller number first, against every pair there is."""
    kept = np.concatenate([random(4_500, 7), crowd(300, 8)])
    expected = by_full_scan(kept, kept, 31)
    assert np.array_equal(HashIndex(kept).pairs(), expected[expected[:, 0] < expected[:, 1]])


def test_more_pairs_than_are_wanted_are_refused():
    """Ten thousand black frames are fifty million pairs: said, with what to do, after a moment and without the memory."""
    kept = np.zeros((10_000, 4), np.uint64)
    with pytest.raises(TooLargeInput, match="more than 1000000 pairs"):
        HashIndex(kept).pairs(enough=1_000_000)
    with pytest.raises(TooLargeInput, match="more than 99 pairs"):
        HashIndex(kept[:100]).search(kept[:1], enough=99)
    assert len(HashIndex(kept).search(kept[:3], enough=30_000)) == 30_000


def test_hashes_equal_in_most_parts_and_far_apart_are_told_apart():
    """Thousands under the same keys, none of them a pair: nothing found, what is planted among them found."""
    kept = np.repeat(random(1, 9), 9_000, axis=0)
    kept[:, 3] = random(9_000, 10)[:, 0]
    kept[:, 2] = random(9_000, 11)[:, 0]
    expected = by_full_scan(kept, kept[:40], 31)
    assert np.array_equal(HashIndex(kept).search(kept[:40]), expected)


def test_the_quick_way_misses_three_in_a_thousand_at_most_and_invents_none(kept, index):
    """Of planted pairs 0 to 31 bits apart."""
    asked = flipped(kept[:8_000], np.arange(8_000) % 32, 12)
    exact, quick = ({tuple(p) for p in index.search(asked, exact=e).tolist()} for e in (True, False))
    own = {p for p in exact if p[0] == p[1]}
    assert len(own) == 8_000
    assert quick <= exact
    assert len(own & quick) >= 0.997 * 8_000


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.integers(0, 255), max_size=48, unique=True),
    st.lists(st.integers(0, 15), max_size=40),
    st.integers(0, 47),
)
@example(list(range(0, 256, 8))[:31], [], 31)
def test_every_pair_within_the_limit_is_found_by_a_table(bits, moves, most):
    """Whatever the bits, and wherever the allowances have been moved as long as their sum is kept."""
    bits = bits[:most]
    a = random(1, len(bits))[0]
    differ = np.zeros(256, np.uint8)
    differ[bits] = 1
    b = a ^ np.packbits(differ).view(np.uint64)
    allowed = np.array(allowances(most), np.int8)
    for here, there in zip(moves[::2], moves[1::2], strict=False):
        if allowed[here] >= 0:
            allowed[here] -= 1
            allowed[there] += 1
    assert (allowed + 1).sum() == most + 1
    assert kernels._first_table(a, b, allowed, 0) >= 0


def plain_part(one, number):
    rows = np.frombuffer(one.tobytes(), "<u2").tolist()
    return sum((rows[row] >> (number + 5 * (row // 4)) % 16 & 1) << row for row in range(16))


def test_parts_hold_each_bit_once():
    """Against plain Python, and no two bits in one place."""
    some = random(50, 13)
    out = np.zeros((50, 16), np.uint16)
    kernels.parts(some, out)
    assert out.tolist() == [[plain_part(one, n) for n in range(16)] for one in some]
    single = np.zeros((256, 4), np.uint64)
    single[np.arange(256), np.arange(256) // 64] = np.uint64(1) << (np.arange(256, dtype=np.uint64) % 64)
    out = np.zeros((256, 16), np.uint16)
    kernels.parts(single, out)
    assert len({tuple(one) for one in out.tolist()}) == 256
    assert (np.bitwise_count(out).sum(axis=1) == 1).all()


@compiled
def masked(numbers, at, number, most):
    return near_mask(numbers, at, number, most)


@compiled
def bits_of(word):
    return bits_set(word), lowest_bit(word)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 130), st.integers(0, 2**16 - 1), st.integers(0, 17))
def test_sixty_four_are_compared_as_one_by_one(seed, at, number, most):
    """At any place, aligned or not."""
    numbers = np.random.default_rng(seed).integers(0, 2**16, 200, dtype=np.uint16)
    numbers[::3] = number
    near = [(int(x) ^ number).bit_count() <= most for x in numbers[at : at + LANES]]
    mask = int(masked(numbers, at, np.uint16(number), np.uint16(most)))
    assert [bool(mask >> n & 1) for n in range(LANES)] == near


@given(st.integers(1, 2**64 - 1))
@example(1 << 63)
def test_bits_of_a_word_are_counted_as_python_counts(word):
    """Its bits, and the place of its lowest."""
    assert bits_of(np.uint64(word)) == (word.bit_count(), (word & -word).bit_length() - 1)


def test_entries_are_read_back_as_they_were_listed(kept, index):
    """In any order, from crowded keys and from lone ones, each hash's number out of its two halves."""
    draw = np.random.default_rng(14)
    mine = np.zeros((len(kept), 16), np.uint16)
    kernels.parts(kept, mine)
    for table in (0, 15):
        listed = np.argsort(mine[:, table], kind="stable")
        entries = np.concatenate([np.arange(len(kept)), draw.integers(0, len(kept), 5_000)])
        keys = mine[listed[entries], table].astype(np.uint64)
        held = np.uint64(9) << np.uint64(48) | keys << np.uint64(32) | entries.astype(np.uint64)
        kernels.numbers(
            held, len(held), index._blocks, index._begins[table], index._low[table], index._high[table]
        )
        assert np.array_equal(held & np.uint64(0xFFFFFFFF), listed[entries].astype(np.uint64))
        assert (held >> np.uint64(32) == 9).all()
        assert np.array_equal(index._beside[table, : len(kept)], mine[listed, (table + 1) % 16])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 48))
def test_the_cheapest_allowances_are_as_cheap_as_any(seed, budget):
    """Against a plain table of all sums; and the sum is kept, or some pair would be missed."""
    cost = np.cumsum(np.random.default_rng(seed).integers(0, 9, (16, 4)).astype(float), axis=1)
    cost[:, 0] = 0
    best = {0: 0.0}
    for row in cost.tolist():
        step: dict[int, float] = {}
        for spent, paid in best.items():
            for more, price in enumerate(row):
                step[spent + more] = min(step.get(spent + more, np.inf), paid + price)
        best = step
    allowed = np.array(allowances(budget - 1), np.int8)
    kernels._cheapest(cost, allowed)
    assert (allowed + 1).sum() == budget
    assert sum(cost[t, a + 1] for t, a in enumerate(allowed)) == best[budget]


def test_queries_in_a_crowd_are_asked_where_it_is_empty():
    """Only those; their allowances keep their sum, and they find what a full scan finds."""
    single = np.zeros((256, 4), np.uint64)
    single[np.arange(256), np.arange(256) // 64] = np.uint64(1) << (np.arange(256, dtype=np.uint64) % 64)
    parts = np.zeros((256, 16), np.uint16)
    kernels.parts(single, parts)
    third = np.bitwise_or.reduce(single[parts[:, 3] > 0])
    kept = random(60_000, 15)
    kept[:40_000] = kept[:40_000] & ~third | kept[0] & third
    kept[1:40] = flipped(np.repeat(kept[:1], 39, axis=0), np.arange(39), 16)
    index, (flips, upto) = HashIndex(kept), flip_patterns()
    asked = np.zeros((2, 16), np.uint16)
    kernels.parts(kept[[59_999, 0]], asked)
    rows = np.tile(np.array(allowances(31), np.int8), (2, 1))
    assert kernels.spread(index._begins, asked, flips, upto, 2_000, rows) == 1
    assert rows[0].tolist() == [1] * 16
    assert rows[1, 3] < 1
    assert (rows[1] + 1).sum() == 32
    assert np.array_equal(index.search(kept[:50]), by_full_scan(kept, kept[:50], 31))
