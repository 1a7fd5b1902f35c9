"""Texts put together at random from words of the lists, digits, marks and any Unicode: no crash, no hang, offsets that reproduce.

    python bench/read_fuzz.py [SECONDS]          ten by default; 600 for the long run

A text that takes more than its time (a number joined by و once went round for ever) or breaks a rule is printed with its seed.
"""

import random
import signal
import sys
import time

from tawthiq.read import claims, lost, plain
from tawthiq.vocabulary import table

MARKS = [" ", " ", " ", " ", "\n", ", ", "، ", ". ", ": ", "“", "”", "«", "»", '"', "(", ")", "[29]", "\u00a0", "\u200f", "\u2067", "\u0301", "-", "–", "و"]  # fmt: skip
FIGURES = [
    "12",
    "4.773",
    "٣٠٠",
    "٢٫٣",
    "10–15",
    "1,200",
    "2016-11-29",
    "3/4/2019",
    "18th",
    "50k",
    "۱۲",
    "٪",
    "%",
]
LIMIT = 10


def _words() -> list[str]:
    found: list[str] = []
    for name in (
        "acts",
        "units",
        "hedges",
        "numbers",
        "months",
        "relative_time",
        "reporting",
        "means",
        "grammar",
    ):
        pending = [table(name)]
        while pending:
            node = pending.pop()
            if isinstance(node, dict):
                pending += [*node.values(), *(key for key in node if name == "numbers")]
            elif isinstance(node, list):
                pending += node
            elif isinstance(node, str):
                found.append(node)
    return found


def text_of(seed: int, words: list[str]) -> str:
    """The text of a seed."""
    rng = random.Random(seed)
    parts = []
    for _ in range(rng.randint(1, 120)):
        draw = rng.random()
        if draw < 0.6:
            parts.append(("و" if rng.random() < 0.1 else "") + rng.choice(words))
        elif draw < 0.8:
            parts.append(rng.choice(FIGURES))
        elif draw < 0.97:
            parts.append(rng.choice(MARKS))
        else:
            parts.append(chr(rng.choice([rng.randrange(0x20, 0xD7FF), rng.randrange(0x10000, 0x10FFFF)])))
        parts.append(" " if rng.random() < 0.8 else "")
    return "".join(parts)


def broken(text: str) -> str | None:
    """The rule that a reading of the text breaks, if any."""
    for claim in claims(plain(text), exhibit="f", published="2016-11-30"):
        for part in (claim, claim.quantity, claim.place, claim.time):
            if part is not None and text[part.start : part.end] != part.verbatim:
                return f"{part.verbatim!r} is not at its place"
        if claim.chain[-1].speaker != "document":
            return "a chain that does not end with the document"
    for loss in lost(plain(text), exhibit="f"):
        if text[loss.start : loss.end] != loss.verbatim:
            return "a loss that is not at its place"
    return None


def _late(*_: object) -> None:
    raise TimeoutError(f"more than {LIMIT} seconds")


def main() -> int:
    """Run for the time that was asked; 1 where anything broke."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    words, tried, failed = _words(), 0, 0
    signal.signal(signal.SIGALRM, _late)
    start, end = time.time_ns() % 10**9, time.monotonic() + seconds
    while time.monotonic() < end:
        seed = start + tried
        signal.alarm(LIMIT)
        try:
            problem = broken(text_of(seed, words))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is sought
            problem = f"{type(error).__name__}: {error}"
        signal.alarm(0)
        tried += 1
        if problem:
            failed += 1
            print(f"seed {seed}: {problem}")
    print(f"{tried} texts, {failed} broken")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
