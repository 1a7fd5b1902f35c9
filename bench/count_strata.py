"""Two hundred strata with ten imputations each, by the command, stopped in the middle and gone on with.

    OPENBLAS_NUM_THREADS=1 nice python bench/count_strata.py [--strata 200] [--imputations 10] [--method headline] [--stop 20]

Printed: seconds of CPU of both runs, how many strata the second found finished, and whether the total's interval holds the true number.
"""

import argparse
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from tawthiq.count.scenarios import World, independent


def main() -> None:
    """Writes the table, starts the command, stops it, starts it again."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--strata", type=int, default=200)
    asked.add_argument("--imputations", type=int, default=10)
    asked.add_argument("--method", default="headline")
    asked.add_argument(
        "--stop", type=float, default=20.0, help="seconds after which the first run is stopped"
    )
    given = asked.parse_args()
    rng = np.random.default_rng(1)
    sizes = rng.integers(60, 600, given.strata)
    with tempfile.TemporaryDirectory() as folder:
        table, kept = Path(folder) / "strata.csv", Path(folder) / "kept.jsonl"
        with table.open("w", encoding="utf-8") as file:
            file.write("stratum,imputation,a,b,c,d,count\n")
            for at, size in enumerate(sizes):
                base = World("w", int(size), independent((0.3, 0.25, 0.35, 0.2))).draw(rng)
                for version in range(given.imputations):
                    for pattern, count in base.counts.items():
                        moved = max(0, count + int(rng.integers(-1, 2)))
                        file.write(f"s{at},{version},{','.join(pattern)},{moved}\n")
        command = [sys.executable, "-m", "tawthiq", "count", str(table), "--method", given.method]
        command += ["--keep", str(kept), "--json"]
        first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(given.stop)
        first.send_signal(signal.SIGKILL)
        first.wait()
        finished = len(kept.read_bytes().splitlines()) if kept.exists() else 0
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = json.loads(ran.stdout)
    total = told["estimates"][0]
    alone = sum(s["alone"] for s in told["strata"])
    print(
        f"{len(told['strata'])} strata x {given.imputations} by {given.method}: {used.ru_utime:.0f} CPU s in both runs"
    )
    print(f"killed after {given.stop:.0f} s with {finished} strata finished; {alone} counted by themselves")
    print(
        f"true {sizes.sum()}, documented {told['documented']}, total {total['median']:.0f} [{total['lo']:.0f}-{total['hi']:.0f}]"
    )


if __name__ == "__main__":
    main()
