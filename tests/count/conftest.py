"""Published tables as numbers, each with its citation; patterns read left to right, list 1 first."""

import os
from collections.abc import Callable

import pytest

from tawthiq.count import Histories

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices: threads only get in each other's way

# Ball, Betts, Scheuren, Dudukovich, Asher (2002), Killings and Refugee Flow in Kosovo, AAAS report to the ICTY.
KOSOVO = (
    "1000 1131 0100 845 0010 936 0001 306 1100 177 1010 228 1001 106 0110 217 0101 31 0011 123 1110 181 1101 18 "
    "1011 42 0111 32 1111 27"
)
# Bales, Hesketh, Silverman (2015), Significance 12(3): United Kingdom 2013, lists PF and NCA merged.
UK5 = (
    "10000 54 01000 463 00100 995 00010 695 00001 316 11000 15 10100 19 10010 3 01100 62 01010 19 01001 1 00110 76 "
    "00101 11 00011 8 11100 1 11010 1 01110 4 11110 1"
)
# Silverman (2020), JRSS A 183(3): the Netherlands, lists I and O merged.
NETHERLANDS5 = (
    "10000 756 01000 1299 00100 4466 00010 650 00001 632 11000 1 10100 81 10010 5 10001 73 01100 44 01001 4 00110 82 "
    "00101 125 00011 2 10110 2 10101 11 00111 1"
)
# Bales, Murphy, Silverman (2020), J. Human Trafficking 6(4): New Orleans, four smallest lists merged.
NEWORLEANS5 = "10000 25 01000 24 00100 70 00010 33 00001 21 11000 1 10100 1 10010 2 01100 2 01010 2 01001 1 00110 2 11100 1 11010 1"
# Farrell et al. (2019), NIJ report 2015-VF-GX-0105: a site in the western United States.
WESTERNUS = "10000 52 01000 90 00100 114 00010 45 00001 21 10100 4 10010 2 10001 5 01100 6 01010 1 00011 3 10101 1 01110 1"
# Ball, Shin, Yang (2018), HRDAG: Korean women held in Palembang.
KOREA = "001 41 010 5 100 5 110 54 101 6 111 12"
# Chan, Silverman, Vincent (2021), JASA 116(535), Table 2: made to fail the checks.
ARTIFICIAL3 = "100 40 010 30 001 20 110 6"

TABLES = {
    "kosovo": KOSOVO,
    "uk5": UK5,
    "netherlands5": NETHERLANDS5,
    "neworleans5": NEWORLEANS5,
    "westernus": WESTERNUS,
    "korea": KOREA,
    "artificial3": ARTIFICIAL3,
}


def read(text: str) -> Histories:
    """A table from `pattern count pattern count ...`."""
    words = text.split()
    counts = dict(zip(words[::2], map(int, words[1::2]), strict=True))
    return Histories(tuple(f"list{i + 1}" for i in range(len(words[0]))), counts)


@pytest.fixture
def published() -> Callable[[str], Histories]:
    """A published table by name."""
    return lambda name: read(TABLES[name])
