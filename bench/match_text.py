"""Near-duplicate texts among a hundred thousand, beside datasketch's MinHashLSH, in one process.

    pip install datasketch; python bench/match_text.py [--texts 100000]

Texts of 20 to 60 invented words; some are copies of another with 2 to 10 % of the words exchanged. True is a pair whose runs of three
words overlap at 0.5 or more by exact comparison of every pair planted or found.
"""

import argparse
import random
import time

from tawthiq.match.texts import texts


def made(count, seed=5):
    chance = random.Random(seed)
    words = ["".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(6)) for _ in range(30_000)]
    said, planted, last = {}, set(), 0
    for n in range(count):
        if n and chance.random() < 0.2:
            old = said[f"{last}"].split()
            edit = chance.uniform(0.02, 0.10)
            said[f"{n}"] = " ".join(chance.choice(words) if chance.random() < edit else w for w in old)
            planted.add(tuple(sorted((f"{last}", f"{n}"))))
        else:
            said[f"{n}"] = " ".join(chance.choices(words, k=chance.randint(20, 60)))
            last = n
    return said, planted


def runs(text):
    words = text.split()
    return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}


def alike(a, b):
    one, two = runs(a), runs(b)
    return len(one & two) / len(one | two) >= 0.5


def peer(said):
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - a peer, for this bench only

    index, found = MinHashLSH(threshold=0.5, num_perm=64), set()
    for name, text in said.items():
        print_ = MinHash(num_perm=64)
        print_.update_batch([" ".join(run).encode() for run in runs(text)])
        found |= {tuple(sorted((name, other))) for other in index.query(print_)}
        index.insert(name, print_)
    return {pair for pair in found if alike(said[pair[0]], said[pair[1]])}


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--texts", type=int, default=100_000)
    said, planted = made(asked.parse_args().texts)
    took, got = {}, {}
    for name, way in (
        ("ours", lambda: {(m.a, m.b) for m in texts(said)}),
        ("datasketch", lambda: peer(said)),
    ):
        began = time.process_time()
        got[name] = way()
        took[name] = time.process_time() - began
    true = {p for p in planted | got["ours"] | got["datasketch"] if alike(said[p[0]], said[p[1]])}
    for name, found in got.items():
        print(
            f"{name:<10} {took[name]:6.1f} s of work, recall {len(found & true) / len(true):.4f}, "
            f"precision {len(found & true) / max(1, len(found)):.4f}"
        )
    print(f"{len(true)} true pairs; ours is {took['datasketch'] / took['ours']:.1f}x as fast")


if __name__ == "__main__":
    main()
