"""How fast the reader is, beside the named peers where they are installed: ratios of one process tree, never seconds alone.

    python bench/read.py [MB]            one core, growth, memory, then two processes over exhibits (of the first 4 MB)

The corpus is ours and mixed: the annotated texts of tests/read/gold, each sentence's figures changed so that no two documents are
the same, between paragraphs that claim nothing. Nine in ten of its sentences stood in it before, as captions, mastheads and forwarded
posts do, and the reader remembers sentences: what it does where none is met twice is told apart. Where the reader is compiled
(`make fast`), the same source as written reads a part of it beside. Peers (quantulum3, dateparser) read a sample of the same text.
"""

import importlib
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from tawthiq.read import claims, plain, read_markup
from tawthiq.read.lexicon import lexicon
from tawthiq.read.met import REMEMBERED

GOLD = Path(__file__).parents[1] / "tests" / "read" / "gold"
IDLE = (
    "The committee met again in the afternoon and spoke about the next school year.",
    "Prices of bread and vegetables rose a little in the shops along the main road.",
    "اجتمعت اللجنة مرة أخرى بعد الظهر وتحدثت عن العام الدراسي والكتب.",
    "كان الطقس معتدلا وسارت الحافلات كعادتها بين الأحياء.",
    "Nobody knew how long the works on the bridge would go on, and people took the other road.",
)
SEED = 20161129
PARALLEL = 4_000_000
"""Bytes that are read by one process and by two, and by the reader as written beside the compiled one."""
AS_WRITTEN = "--as-written"


def documents(megabytes: float) -> list[str]:
    """Documents of some thousand characters, about one paragraph in four with claims."""
    rng = random.Random(SEED)
    texts = [
        text.text
        for path in sorted(GOLD.glob("*.gold"))
        for text in read_markup(path.read_text(encoding="utf-8").splitlines())
    ]
    made: list[str] = []
    size = 0.0
    while size < megabytes * 1e6:
        parts = []
        for _ in range(4):
            text = rng.choice(texts)
            parts.append(re.sub(r"\b\d{2,4}\b", lambda _: str(rng.randint(10, 999)), text))
            parts += [" ".join(rng.choices(IDLE, k=rng.randint(3, 9))) for _ in range(5)]
        made.append("\n\n".join(parts))
        size += len(made[-1].encode())
    return made


def _claims(text: str) -> int:
    return len(claims(plain(text), exhibit="bench"))


@contextmanager
def _forgetting() -> Iterator[None]:
    """A sentence met before is not known again."""
    memory = lexicon().memory
    memory.forgetful()
    try:
        yield
    finally:
        memory.most = REMEMBERED


def _rate(read: Callable[[str], object], texts: list[str]) -> float:
    begin = time.process_time()
    for text in texts:
        read(text)
    return sum(len(text.encode()) for text in texts) / (time.process_time() - begin) / 1e6


def _part(texts: list[str]) -> list[str]:
    return texts[: sum(1 for size in accumulate(len(text.encode()) for text in texts) if size <= PARALLEL)]


def _both(texts: list[str]) -> tuple[float, float]:
    """MB/s with the memory of sentences and without it."""
    _claims(texts[0])
    with_memory = _rate(_claims, texts)
    with _forgetting():
        return with_memory, _rate(_claims, texts)


def _beside(texts: list[str]) -> None:
    """The compiled reader and the reader as written over the same texts, in one process tree."""
    done = subprocess.run(
        [sys.executable, __file__, AS_WRITTEN],
        env={**os.environ, "TAWTHIQ_COMPILED": "0"},
        check=True,
        capture_output=True,
        text=True,
    )
    written, compiled = [float(word) for word in done.stdout.split()], _both(texts)
    for told, ours, theirs in zip(
        ("sentences remembered", "none remembered"), compiled, written, strict=True
    ):
        print(
            f"compiled over as written, {told}: {ours / theirs:.2f} times ({ours:.2f} and {theirs:.2f} MB/s)"
        )


def main() -> None:
    """Print MB/s and ratios."""
    if sys.argv[1:] == [AS_WRITTEN]:
        print(*_both(_part(documents(PARALLEL / 1e6))))
        return
    compiled = not str(sys.modules["tawthiq.read.claims"].__file__).endswith(".py")
    print(f"the reader is {'compiled' if compiled else 'as written; `make fast` compiles it'}")
    megabytes = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    texts = documents(megabytes)
    _claims(texts[0])
    tenth = max(1, len(texts) // 10)
    rates, memory = [], []
    for at in range(0, tenth * 10, tenth):
        rates.append(_rate(_claims, texts[at : at + tenth]))
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    whole = len(rates) / sum(1 / rate for rate in rates)
    print(
        f"one core: {whole:.2f} MB/s over {megabytes:g} MB; its tenths {' '.join(f'{rate:.2f}' for rate in rates)}"
    )
    halves = [sum(1 / rate for rate in half) for half in (rates[:5], rates[5:])]
    print(
        f"growth: the second half took {halves[1] / halves[0]:.2f} times the first (1 is linear); "
        f"memory: {memory[0]:.0f} MiB after a tenth, {memory[-1]:.0f} MiB after all"
    )
    with _forgetting():
        apart = _rate(_claims, texts[:tenth])
    print(f"as if no sentence were met twice: {apart:.2f} MB/s over the first tenth")
    texts = _part(texts)
    if compiled:
        _beside(texts)
    begin = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_claims, texts, chunksize=8))
    spent = time.perf_counter() - begin
    begin = time.perf_counter()
    for text in texts:
        _claims(text)
    print(f"two processes over exhibits: {(time.perf_counter() - begin) / spent:.2f} times one")
    sample = [text[:3000] for text in texts[:3]]
    with _forgetting():
        ours = _rate(_claims, sample * 4)
    for name, part, call in (("quantulum3", "parser", "parse"), ("dateparser", "search", "search_dates")):
        try:
            module = importlib.import_module(f"{name}.{part}")
        except ImportError:
            print(f"{name}: not installed here, so not measured")
            continue
        peer = _rate(getattr(module, call), sample)
        print(f"{name}: {peer:.4f} MB/s, ours {ours / peer:.0f} times that")


if __name__ == "__main__":
    main()
