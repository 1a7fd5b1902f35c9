"""The same lists matched on DuckDB and on Spark: whether pairs, probabilities, reasons and persons are equal to the last digit.

make spark; python bench/match_spark.py [--people 2500] [--seed 31] [--judgements 100]
"""

import argparse
import time

from match_people import judge, rows_of

from tawthiq.engines.spark import OnSpark, start
from tawthiq.match import people
from tawthiq.match.row_ids import row_ids
from tawthiq.sample.lists import make_lists


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=2500)
    asked.add_argument("--seed", type=int, default=31)
    asked.add_argument("--judgements", type=int, default=100)
    given = asked.parse_args()
    made = make_lists(given.people, given.seed)
    lists = rows_of(made)
    began = time.perf_counter()
    first = people(lists)
    duckdb = time.perf_counter() - began
    session = start("local[2]", spark_sql_shuffle_partitions="2", spark_sql_codegen_wholeStage="false")
    session.sparkContext.setLogLevel("ERROR")
    said = judge(made, first, row_ids(lists), given.judgements) if given.judgements else []
    for judgements in [[]] + [said] * bool(said):
        began = time.perf_counter()
        theirs = people(lists, judgements, engine=OnSpark(session=session))
        took = time.perf_counter() - began
        ours = people(lists, judgements) if judgements else first
        print(
            f"{len(made.truth)} rows, {len(judgements)} judgements: {len(ours.persons)} persons, {len(ours.pairs)} pairs;"
            f" persons equal {theirs.persons == ours.persons}, pairs and reasons equal {theirs.pairs == ours.pairs};"
            f" Spark {took:.1f} s, DuckDB {duckdb:.1f} s",
            flush=True,
        )
    session.stop()


if __name__ == "__main__":
    main()
