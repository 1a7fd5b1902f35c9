"""The sound of a recording as 32-bit words, sixteen a second: which of two neighbouring bands gains on the other.

After Haitsma and Kalker, "A Highly Robust Audio Fingerprinting System" (ISMIR 2002): saving again, another loudness, another
equaliser change few of the bits; two sounds that have nothing to do with each other differ in half of them. A pause has no word.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.int16]
    Sound = npt.NDArray[np.uint32]

RATE = 11_025
"""Samples a second of the sound looked at, one channel."""
A_SECOND = 16
FRAME = 4096
BANDS, LOWEST, HIGHEST = 33, 200.0, 3200.0
BACK = 3
"""Words back with which the bands' balance is compared."""
QUIET = 40.0
"""Root mean square of 16-bit samples below which nothing is heard (-58 dB)."""
FAINT, LEAST_GAIN = 1e-4, 0.01
"""What a band must have of all sound to be listened to, and what it must gain (logarithms): below is what a codec adds to a hum."""
CHUNK = 512
PAUSE = 0
"""The word of a pause; no sound gives it, see `sound_words`."""


def sound_words(samples: "Samples") -> "Sound":
    """The words of mono samples at RATE; PAUSE where it is quiet. Shorter than half a second: none."""
    import numpy as np  # noqa: PLC0415 - slow to import

    starts = (np.arange(max(0, (len(samples) - FRAME) * A_SECOND // RATE + 1)) * RATE / A_SECOND).astype(int)
    if len(starts) <= BACK:
        return np.zeros(0, np.uint32)
    window, bands = np.hanning(FRAME).astype(np.float32), _bands()
    energy, loud = [], []
    for at in range(0, len(starts), CHUNK):
        cut = np.stack([samples[s : s + FRAME] for s in starts[at : at + CHUNK]]).astype(np.float32)
        loud.append(np.sqrt((cut * cut).mean(axis=1)) >= QUIET)
        power = abs(np.fft.rfft(cut * window)) ** 2
        energy.append(np.log(power @ bands + FAINT * power.sum(axis=1, keepdims=True) + 1.0))
    balance = -np.diff(np.concatenate(energy), axis=1)
    heard = np.concatenate(loud)
    bits = np.zeros((len(starts), BANDS - 1), bool)
    bits[BACK:] = balance[BACK:] - balance[:-BACK] > LEAST_GAIN
    words = np.packbits(bits, axis=1).view(">u4").astype(np.uint32).ravel()
    words[words == PAUSE] = 1
    words[~heard | (np.arange(len(words)) < BACK)] = PAUSE
    return words


@cache
def _bands() -> "npt.NDArray[np.float32]":
    import numpy as np  # noqa: PLC0415 - slow to import

    edges = np.geomspace(LOWEST, HIGHEST, BANDS + 1) * FRAME / RATE
    at = np.arange(FRAME // 2 + 1)[:, None]
    return ((at >= edges[:-1]) & (at < edges[1:])).astype(np.float32)
