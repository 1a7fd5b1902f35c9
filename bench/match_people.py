"""How well persons are found in generated lists with known truth, without and with simulated judgements.

    python bench/match_people.py [--people 20000] [--seed 31] [--judgements 500]

Seeds 1-10 and 41 were looked at while the matcher was made; figures to be quoted use others. Judgements are
answered from the truth, about pairs drawn in proportion to p (1 - p). Printed: pair precision, recall and F1 at
probability one half (pairs lost in blocking count as lost); cluster F1 over implied pairs; B-cubed F1; mean distance of
probability from frequency in tenths between .05 and .95 (calibration error); persons found over persons seen.
"""

import argparse
import random
import re
import time
from collections import Counter

from tawthiq.match import people
from tawthiq.match.row_ids import row_ids
from tawthiq.record.judgement import Judgement, Subject, Verdict
from tawthiq.record.person import PersonRow
from tawthiq.sample.lists import make_lists

DIGITS = {0x660 + n: str(n) for n in range(10)}


def day(written):
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", written.translate(DIGITS))
    return f"{found[3]}-{found[2]}-{found[1]}" if found else written or None


def person_row(where, number, cells, headings):
    said = {part: cells[heading] or None for part, heading in headings.items()}
    age = said.pop("age", None)
    date = day(said.pop("date") or "")
    return PersonRow(list=where, row=number, age=int(age) if age else None, date=date, raw=cells, **said)


def rows_of(made):
    return {
        where: [person_row(where, n, cells, made.headings[where]) for n, cells in enumerate(rows, start=1)]
        for where, rows in made.rows.items()
    }


def judge(made, found, ids, count):
    rng = random.Random(count)
    weights = [p.probability * (1 - p.probability) + 1e-6 for p in found.pairs]
    chosen = {rng.choices(range(len(weights)), weights)[0] for _ in range(3 * count)}
    out = []
    for pair in [found.pairs[k] for k in sorted(chosen)[:: max(1, len(chosen) // count)]][:count]:
        same = made.truth[pair.a.list, pair.a.row] == made.truth[pair.b.list, pair.b.row]
        a, b = sorted((ids[pair.a], ids[pair.b]))
        out.append(
            Judgement(subject=Subject.PERSON, verdict=Verdict.SAME if same else Verdict.DIFFERENT, a=a, b=b)
        )
    return out


def calibration(scored):
    total = count = 0.0
    for tenth in range(9):
        low = 0.05 + tenth / 10
        inside = [(p, y) for p, y in scored if low <= p < low + 0.1]
        if inside:
            total += abs(sum(p for p, _ in inside) - sum(y for _, y in inside))
            count += len(inside)
    return total / count if count else 0.0


def report(made, found, seconds):
    true = Counter(made.truth.values())
    pairs = sum(n * (n - 1) // 2 for n in true.values())
    scored = [
        (p.probability, made.truth[p.a.list, p.a.row] == made.truth[p.b.list, p.b.row]) for p in found.pairs
    ]
    said = [y for p, y in scored if p >= 0.5]
    joined = right = 0
    precision = recall = 0.0
    for person in found.persons:
        who = Counter(made.truth[r.list, r.row] for r in person.rows)
        joined += len(person.rows) * (len(person.rows) - 1) // 2
        right += sum(n * (n - 1) // 2 for n in who.values())
        precision += sum(n * n / len(person.rows) for n in who.values())
        recall += sum(n * n / true[w] for w, n in who.items())
    rows = len(made.truth)
    b_cubed = 2 * precision * recall / rows / (precision + recall)
    print(
        f"pairs P {sum(said) / max(1, len(said)):.3f} R {sum(said) / pairs:.3f} F1 {2 * sum(said) / (len(said) + pairs):.4f}"
        f" | clusters F1 {2 * right / (joined + pairs):.4f} | B-cubed {b_cubed:.4f} | calibration {calibration(scored):.3f}"
        f" | persons {len(found.persons)} of {made.seen} ({len(found.persons) / made.seen - 1:+.1%}) | {seconds:.1f} s"
    )


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=31)
    asked.add_argument("--judgements", type=int, default=500)
    given = asked.parse_args()
    made = make_lists(given.people, given.seed)
    lists = rows_of(made)
    start = time.perf_counter()
    found = people(lists)
    print(f"{len(made.truth)} rows, {made.seen} of {made.people} people seen, seed {given.seed}")
    report(made, found, time.perf_counter() - start)
    if given.judgements:
        judgements = judge(made, found, row_ids(lists), given.judgements)
        start = time.perf_counter()
        found = people(lists, judgements)
        print(f"with {len(judgements)} judgements")
        report(made, found, time.perf_counter() - start)


if __name__ == "__main__":
    main()
