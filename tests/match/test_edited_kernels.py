"""The compiled parts of the search for edited pictures give what plain Python gives, on random corners made to be awkward."""

from cmath import phase

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.match.corners import Corners
from tawthiq.match.edited import (
    AGREEING,
    ALIKE,
    BUSY,
    FIELDS,
    FIT,
    LEAST,
    OF_MATCHED,
    REACH,
    SCALE,
    SPREAD,
    TRIES,
    TURN,
    VOTE_TRIES,
    VOTES,
    VOTING,
    Side,
    candidates,
    tries,
)
from tawthiq.match.edited_kernels import agreeing

LIMITS = np.array([FIT, *SCALE, TURN, LEAST, FIELDS, SPREAD, OF_MATCHED], np.float64)


def drawn(seed, count):
    chance = np.random.default_rng(seed)
    places = chance.uniform([-190, -140], [190, 140], (count, 2)).astype(np.float32)
    return Corners(places, chance.integers(0, 256, (count, 32), np.uint8))


def altered(corners, seed, *, kept, flips, scale=1.0, turn=0.0, jitter=0.5):
    """Some corners moved by one transform with bits flipped; the rest are others."""
    chance = np.random.default_rng(seed)
    z = corners.places[:kept] @ np.array([1, 1j]) * scale * np.exp(1j * turn) + complex(
        *chance.uniform(-30, 30, 2)
    )
    z = z + chance.normal(0, jitter, kept) + 1j * chance.normal(0, jitter, kept)
    bits = corners.bits[:kept].copy()
    for row in bits:
        for bit in chance.integers(0, 256, flips):
            row[bit // 8] ^= 1 << (bit % 8)
    rest = drawn(seed + 1, len(corners.bits) - kept)
    places = np.concatenate([np.stack([z.real, z.imag], axis=1), rest.places]).astype(np.float32)
    return Corners(places, np.concatenate([bits, rest.bits]))


def bits_apart(a, b):
    return sum(int(x ^ y).bit_count() for x, y in zip(a.tolist(), b.tolist(), strict=True))


def plain_consistent(z, w, pairs):
    """The most matches that one transform drawn from two of them carries; and which."""
    best, agreed = 0, [False] * len(z)
    chosen = None
    for n in range(pairs.shape[1]):
        i, j = (int(pairs[row, n]) * len(z) >> 32 for row in (0, 1))
        if abs(z[i] - z[j]) <= FIT:
            continue
        factor = (w[i] - w[j]) / (z[i] - z[j])
        if not SCALE[0] < abs(factor) < SCALE[1] or abs(phase(factor)) >= TURN:
            continue
        shift = w[i] - factor * z[i]
        room = (FIT * max(1.0, abs(factor))) ** 2
        inside = [abs(factor * a + shift - b) ** 2 < room for a, b in zip(z, w, strict=True)]
        if sum(inside) > best:
            best, chosen, agreed = sum(inside), factor, inside
    return best, agreed, chosen


def plain_span(inside, places, whole):
    left, top = min(p.real for p in whole), min(p.imag for p in whole)
    wide = max(p.real for p in whole) - left + 1
    high = max(p.imag for p in whole) - top + 1

    def field(p):
        return int((p.real - left) * FIELDS // wide), int((p.imag - top) * FIELDS // high)

    held = {field(p) for p in whole}
    return len({field(p) for p, within in zip(places, inside, strict=True) if within} & held) / len(held)


def plain_agreeing(one, one_at, other, other_at):
    apart = [[bits_apart(a, b) for b in other] for a in one]
    if not apart or not apart[0]:
        return 0
    z, w = [], []
    for i, row in enumerate(apart):
        j = row.index(min(row))
        column = [apart[k][j] for k in range(len(one))]
        if row[j] <= ALIKE and column.index(min(column)) == i:
            z.append(complex(one_at[i]))
            w.append(complex(other_at[j]))
    if len(z) < LEAST:
        return 0
    agree, inside, _ = plain_consistent(z, w, tries(TRIES))
    if agree < max(LEAST, OF_MATCHED * len(z)):
        return 0
    if max(plain_span(inside, z, one_at), plain_span(inside, w, other_at)) < SPREAD:
        return 0
    return agree


@settings(deadline=None, max_examples=8)
@given(
    st.integers(0, 2**31),
    st.integers(0, 60),
    st.integers(0, 50),
    st.floats(0.5, 2.0),
    st.floats(-0.2, 0.2),
    st.booleans(),
)
def test_corners_agree_as_plain_python_says(seed, kept, flips, scale, turn, near):
    """Whatever is kept of 60 corners, at any size and turn near the limits, all over the picture or in one place of it."""
    first = drawn(seed, 60)
    if near:
        first = Corners((first.places / 9).astype(np.float32), first.bits)
    second = altered(first, seed + 7, kept=kept, flips=flips, scale=scale, turn=turn)
    sides = [Side.of([picture]).picture(0) for picture in (first, second)]
    found = agreeing(*sides[0], *sides[1], ALIKE, tries(TRIES), LIMITS)
    assert found == plain_agreeing(*sides[0], *sides[1])
    if kept == 60 and flips < 20 and not near and 0.5 < scale < 2 and abs(turn) < 0.17:
        assert found >= LEAST


def test_pictures_without_corners_agree_in_nothing():
    """Neither two of them nor one beside another."""
    none, some = Side.of([drawn(1, 0)]).picture(0), Side.of([drawn(2, 40)]).picture(0)
    for a, b in ((none, none), (none, some), (some, none)):
        assert agreeing(*a, *b, ALIKE, tries(TRIES), LIMITS) == 0


def plain_candidates(pictures, turned):  # noqa: C901, PLR0912 - one loop within another, as the votes are counted
    """Earlier and later pictures with enough votes that fit together and span enough of one of the two."""
    keys = [[tuple(p.bits[c].view("<u4").tolist()) for c in range(len(p.bits))] for p in pictures]
    busy = [{}, {}, {}, {}, {}, {}, {}, {}]
    for picture in keys:
        for corner in picture:
            for band, key in enumerate(corner):
                busy[band][key] = busy[band].get(key, 0) + 1
    found = set()
    for q, asked in enumerate(turned):
        for p in range(q):
            z, w = [], []
            for c in range(len(asked.bits)):
                mine = tuple(asked.bits[c].view("<u4").tolist())
                # In the order in which the bands bring them: the draws depend on it.
                for band in range(8):
                    for k, other in enumerate(keys[p]):
                        if other[band] != mine[band] or busy[band][mine[band]] > BUSY:
                            continue
                        if any(other[b] == mine[b] for b in range(band)):
                            continue
                        if bits_apart(pictures[p].bits[k], asked.bits[c]) <= VOTING:
                            z.append(complex(*map(float, pictures[p].places[k])))
                            w.append(complex(*map(float, asked.places[c])))
            if len(z) < VOTES:
                continue
            agree, inside, _ = plain_consistent(z, w, tries(VOTE_TRIES))
            if agree < AGREEING:
                continue
            shares = []
            for places, whole in ((z, pictures[p].places), (w, asked.places)):
                at = [v for v, within in zip(places, inside, strict=True) if within]
                size = np.ptp(whole.astype(float), axis=0) + 1
                wide = max(v.real for v in at) - min(v.real for v in at)
                high = max(v.imag for v in at) - min(v.imag for v in at)
                shares.append(min(wide / size[0], high / size[1]))
            if max(shares) >= REACH:
                found.add((p, q))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_votes_bring_together_what_plain_python_brings_together(seed):
    """Seven pictures, some made from others, mirrored or not, among pictures that share nothing."""
    first, second = drawn(seed, 50), drawn(seed + 50, 50)
    pictures = [
        first,
        second,
        altered(first, seed + 1, kept=40, flips=6),
        altered(second, seed + 2, kept=12, flips=10, scale=0.7),
        altered(first.mirrored(), seed + 3, kept=35, flips=4, turn=0.1),
        altered(second, seed + 4, kept=3, flips=2),
        drawn(seed + 99, 50),
    ]
    upright = Side.of(pictures)
    mirrored = [p.mirrored() for p in pictures]
    found = candidates(upright, Side.of(mirrored))
    for flipped, turned in ((0, pictures), (1, mirrored)):
        expected = plain_candidates(pictures, turned)
        assert {(a, b) for a, b, way in found if way == flipped} == expected
    assert (0, 2, 0) in found
    assert (0, 4, 1) in found
