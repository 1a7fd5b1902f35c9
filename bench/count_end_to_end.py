"""From five lists of invented people to a report, by one command: how often the true number is inside the interval.

    OPENBLAS_NUM_THREADS=1 nice python bench/count_end_to_end.py [--people 20000] [--seeds 7001-7020] [--keep FILE]

Each world is written as five CSV files and counted by `tawthiq count LIST... --report`, matching and its errors included. One
line of JSON a world goes to FILE as soon as it is done; a world that stands there is not made again (one that failed is), so a run
may be stopped and gone on with. Seeds 901-907 were looked at while the joining was made; figures to be quoted use others.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tawthiq.sample.lists import REACH, write_lists


def world(people: int, seed: int, methods: list[str]) -> dict:
    """One world counted; the interval with the matching carried, taken as true, and with all rows."""
    with tempfile.TemporaryDirectory() as folder:
        made = write_lists(Path(folder), people, seed)
        start = time.perf_counter()
        ran = subprocess.run(
            [
                *(sys.executable, "-m", "tawthiq", "count"),
                *(f"{folder}/{name}.csv" for name in REACH),
                *("--report", f"{folder}/report", "--json"),
                *(word for method in methods for word in ("--method", method)),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        took = time.perf_counter() - start
        if not ran.stdout:
            return {"seed": seed, "people": people, "failed": ran.stderr[-500:]}
        told = json.loads(ran.stdout)
        whole = all((Path(folder) / f"report{end}").stat().st_size for end in (".html", ".ar.html", ".json"))
    lead = next((e for e in told["estimates"] if e["method"] == "headline"), None)
    matching = lead["diagnostics"]["matching"] if lead else {}
    return {
        "seed": seed,
        "people": people,
        "seen": made.seen,
        "documented": told["documented"],
        "report": whole,
        "carried": lead and [lead["lo"], lead["median"], lead["hi"]],
        "refused": next((r["reason"] for r in told["refused"] if r["method"] == "headline"), None),
        **{
            key: [at["lo"], at["median"], at["hi"]]
            for key in ("given", "all_rows")
            if (at := matching.get(key))
        },
        "seconds": round(took, 1),
    }


def main() -> None:
    """Counts the worlds that are not yet counted, then says how often the true number is inside."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=20_000)
    asked.add_argument("--seeds", default="7001-7020")
    asked.add_argument("--keep", type=Path, default=Path("count_end_to_end.jsonl"))
    asked.add_argument("--method", action="append", default=[], help="only these; the interval is the same")
    given = asked.parse_args()
    first, _, last = given.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    done = [json.loads(line) for line in given.keep.read_text().splitlines()] if given.keep.exists() else []
    done = [one for one in done if "failed" not in one]
    have = {(one["people"], one["seed"]) for one in done}
    for at, seed in enumerate(seeds, start=1):
        if (given.people, seed) in have:
            continue
        done.append(world(given.people, seed, given.method))
        with given.keep.open("a", encoding="utf-8") as kept:
            kept.write(json.dumps(done[-1]) + "\n")
        print(f"{at} of {len(seeds)}: {done[-1]}", file=sys.stderr, flush=True)
    chosen = [one for one in done if one["people"] == given.people and one["seed"] in seeds]
    print("| what is taken of the matching | worlds | true number inside | median width / N |")
    print("|---|---|---|---|")
    for key, words in (
        ("carried", "its doubts carried through"),
        ("given", "taken as true, thin rows left out"),
        ("all_rows", "taken as true, all rows"),
    ):
        ends = [one[key] for one in chosen if one.get(key)]
        inside = sum(lo <= given.people <= hi for lo, _, hi in ends)
        widths = sorted((hi - lo) / given.people for lo, _, hi in ends)
        print(f"| {words} | {len(chosen)} | {inside} | {widths[len(widths) // 2] if widths else 0:.2f} |")


if __name__ == "__main__":
    main()
