"""Hashes within 31 bits of one another among ten million: our index beside faiss's, in one process tree.

    pip install faiss-cpu; python bench/match_hashes.py [--hashes 10000000] [--queries 20000] [--drawn 2000]

Queries are hashes of the index with 0 to 31 bits flipped, equally often; recall is the share that finds its own. Each index
is built and asked in a process of its own. A query counts against seconds of work done by all cores together (`a core`)
and against the clock (`all`); on a machine that is busy otherwise only the first means much, and the ratios.

The bits of the hashes are drawn evenly; with `--drawn`, they are PDQ hashes of so many drawn pictures (match_pictures.py), each bit
of a copy turned over with a chance of a quarter: copies are strangers to one another, and crowd where pictures do.
"""

import argparse
import json
import resource
import subprocess
import sys
import time

import numpy as np


def drawn(count, pictures, draw):
    import pdqhash  # noqa: PLC0415 - only where asked for
    from match_pictures import KINDS  # noqa: PLC0415 - slow to import

    made = (np.asarray(KINDS[n % len(KINDS)](draw, (320, 240)).convert("RGB")) for n in range(pictures))
    of = np.stack([np.packbits(pdqhash.compute(pixels)[0]) for pixels in made]).view(np.uint64)
    hashes = draw.integers(0, 2**64, (count, 4), dtype=np.uint64)
    hashes &= draw.integers(0, 2**64, (count, 4), dtype=np.uint64)
    hashes ^= of[draw.integers(0, pictures, count)]
    return hashes


def planted(count, asked, pictures, seed=1):
    draw = np.random.default_rng(seed)
    if pictures:
        hashes = drawn(count, pictures, draw)
    else:
        hashes = draw.integers(0, 2**64, (count, 4), dtype=np.uint64)
    truth = draw.choice(count, asked, replace=False)
    flips = draw.integers(0, 32, asked)
    order = np.argsort(draw.random((asked, 256)), axis=1)
    bits = np.zeros((asked, 256), np.uint8)
    np.put_along_axis(bits, order, (np.arange(256)[None] < flips[:, None]).astype(np.uint8), axis=1)
    return hashes, hashes[truth] ^ np.packbits(bits, axis=1).view(np.uint64), truth


def ours(hashes, *, exact):
    from tawthiq.match.hamming import HashIndex  # noqa: PLC0415 - only this side's process pays for it

    HashIndex(hashes[:20_000]).search(hashes[:100])
    index = HashIndex(hashes)
    return index.nbytes, lambda queries: index.search(queries, exact=exact)[:, :2]


def faiss_index(hashes, *, bands, width, flips):
    import faiss  # noqa: PLC0415 - as above

    faiss.omp_set_num_threads(2)
    index = faiss.IndexBinaryMultiHash(256, bands, width)
    index.nflip = flips
    index.add(hashes.view(np.uint8))
    return 0, lambda queries: _range(index, queries)


def _range(index, queries):
    limits, _, found = index.range_search(queries.view(np.uint8), 32)
    return np.stack([np.repeat(np.arange(len(queries)), np.diff(limits.astype(np.int64))), found], axis=1)


WAYS = {
    "ours, nearly all": lambda h: ours(h, exact=False),
    "ours, exact": lambda h: ours(h, exact=True),
    "faiss 8 x 20 bits, 1 flip": lambda h: faiss_index(h, bands=8, width=20, flips=1),
    "faiss 16 x 16 bits, 1 flip (ThreatExchange)": lambda h: faiss_index(h, bands=16, width=16, flips=1),
}


def alone(name, count, asked, pictures):
    hashes, queries, truth = planted(count, asked, pictures)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    nbytes, search = WAYS[name](hashes)
    built = time.perf_counter() - began
    if "faiss" in name:
        queries, truth = queries[:1000], truth[:1000]
    work, clock = time.process_time(), time.perf_counter()
    found = search(queries)
    work, clock = time.process_time() - work, time.perf_counter() - clock
    hit = np.zeros(len(queries), bool)
    hit[found[found[:, 1] == truth[found[:, 0]], 0]] = True
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 2**20
    line = {
        "core": len(queries) / work,
        "all": len(queries) / clock,
        "recall": float(hit.mean()),
        "built": built,
    }
    print(json.dumps(line | {"grown": grown, "index": nbytes / 2**30}))


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--hashes", type=int, default=10_000_000)
    asked.add_argument("--queries", type=int, default=20_000)
    asked.add_argument("--drawn", type=int, default=0)
    asked.add_argument("--alone")
    given = asked.parse_args()
    if given.alone:
        alone(given.alone, given.hashes, given.queries, given.drawn)
        return
    got = {}
    for name in WAYS:
        command = [sys.executable, __file__, "--alone", name, "--hashes", str(given.hashes)]
        done = subprocess.run(
            [*command, "--queries", str(given.queries), "--drawn", str(given.drawn)],
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            print(f"{name}: {done.stderr.strip().splitlines()[-1]}")
            continue
        one = got[name] = json.loads(done.stdout)
        print(
            f"{name:<44} {one['core']:>9,.0f} a second and core, {one['all']:>9,.0f} by the clock, recall {one['recall']:.4f}, "
            f"built in {one['built']:.1f} s, grown by {one['grown']:.2f} GiB, index with its hashes {one['index']:.2f} GiB"
        )
    for mine, other in (
        ("ours, nearly all", "faiss 8 x 20 bits, 1 flip"),
        ("ours, exact", "faiss 16 x 16 bits, 1 flip (ThreatExchange)"),
    ):
        if mine in got and other in got:
            print(f"{mine} / {other}: {got[mine]['core'] / got[other]['core']:.1f}x")


if __name__ == "__main__":
    main()
