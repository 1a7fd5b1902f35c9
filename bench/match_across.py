"""Translations between Arabic and English: found and false on the written sets, and what thousands of reports cost.

    pip install datasketch; python bench/match_across.py [--sizes 1000,4000,16000] [--everything 1000] [--peers] [--added 2000]

Of generated reports, five tell of one event (its place, day and toll) with other sentences and other figures beside; one event in
five has a report that is told again in the other language, sentence by sentence. `--everything` also lays every Arabic text of so many
reports on every English one, without blocking; `--peers` beside datasketch's MinHashLSH on the consonants of every word in one alphabet
(runs of four characters); `--added` adds one text to a case of so many. One process tree: only the ratios mean something elsewhere.
"""

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "match"))

from across_texts import corpus

from tawthiq.case import Case, init_case
from tawthiq.case.derive import Derivation
from tawthiq.case.folder import Folder
from tawthiq.match import across as room
from tawthiq.match.across import across
from tawthiq.read import plain
from tawthiq.read.segments import segments

GIVEN = [
    ("سلمى", "Salma"), ("عدنان", "Adnan"), ("فوزي", "Fawzi"), ("هالة", "Hala"), ("مروان", "Marwan"), ("ناصر", "Nasser"),
    ("رنا", "Rana"), ("ياسر", "Yasser"), ("كريم", "Karim"), ("طارق", "Tareq"), ("جابر", "Jaber"), ("ليلى", "Layla"),
    ("غسان", "Ghassan"), ("نعمان", "Numan"), ("رياض", "Riyad"), ("وصال", "Wisal"), ("شذى", "Shatha"), ("نزار", "Nizar"),
]  # fmt: skip
FAMILY = [
    ("الراوي", "al-Rawi"), ("الحلاق", "al-Hallaq"), ("العمر", "al-Omar"), ("عثمان", "Osman"), ("شحادة", "Shehadeh"),
    ("البدري", "al-Badri"), ("خليفة", "Khalifa"), ("السنوسي", "al-Senussi"), ("النعيمي", "al-Nuaimi"), ("فاخوري", "Fakhouri"),
    ("بركات", "Barakat"), ("الزغبي", "al-Zoghbi"), ("الخضري", "al-Khudari"), ("صيداوي", "Saydawi"), ("قنواتي", "Qanawati"),
    ("الدالي", "al-Dali"), ("نجم", "Najm"), ("الجاسم", "al-Jassem"),
]  # fmt: skip
SYLLABLES = [
    ("را", "ra"), ("مي", "mi"), ("سو", "su"), ("دا", "da"), ("نو", "nu"), ("با", "ba"), ("في", "fi"), ("كو", "ku"),
    ("لا", "la"), ("تي", "ti"), ("زا", "za"), ("شو", "shu"),
]  # fmt: skip
HEADS = [("كفر", "Kafr"), ("تل", "Tal"), ("دير", "Deir"), ("وادي", "Wadi"), ("بئر", "Bir"), ("عين", "Ain")]
MONTHS = [
    ("كانون الثاني", "January"), ("شباط", "February"), ("آذار", "March"), ("نيسان", "April"), ("أيار", "May"), ("حزيران", "June"),
    ("تموز", "July"), ("آب", "August"), ("أيلول", "September"), ("تشرين الأول", "October"),
]  # fmt: skip
LEADS = [
    ("قُتل {n} أشخاص في قصف مدفعي على {place} يوم {day}.", "{n} people were killed by artillery fire on {place} on {day}."),
    ("استهدفت غارة جوية {place} يوم {day} وقُتل فيها {n} مدنياً.", "An air strike on {place} on {day} killed {n} civilians."),
    ("سقطت براميل متفجرة على {place} في {day}، وقُتل {n} شخصاً.", "Barrel bombs fell on {place} on {day}, killing {n} people."),
]  # fmt: skip
MORE = [
    ("وأصيب {x} آخرون بجروح.", "{x} others were wounded."),
    ("وقال {who} إن سيارات الإسعاف وصلت بعد {x} دقيقة.", "{who} said the ambulances arrived after {x} minutes."),
    ("ونزحت {y} عائلة إلى القرى المجاورة.", "{y} families were displaced to neighbouring villages."),
    ("ودُمّر {x} منزلاً تدميراً كاملاً.", "{x} homes were destroyed outright."),
    ("وخرج المشفى الوحيد عن الخدمة.", "The only hospital is out of service."),
    ("وبين القتلى {x} أطفال، بحسب {who}.", "Among the dead are {x} children, according to {who}."),
    ("واعتقل الجنود {x} شاباً عند الحاجز.", "Soldiers arrested {x} young men at the checkpoint."),
    ("واحترقت {x} خيمة في المخيم.", "{x} tents burned in the camp."),
    ("وقالت الطبيبة {who} إن المشفى استقبل {y} جريحاً.", "Dr {who} said the hospital received {y} wounded."),
    ("وانتُشلت {x} جثة من تحت الأنقاض.", "{x} bodies were pulled from under the rubble."),
    ("ولم تصل أي مساعدات منذ {x} يوماً.", "No aid has arrived for {x} days."),
    ("وأغلقت المدارس أبوابها.", "The schools have closed their doors."),
    ("وطالب المجلس المحلي بفتح تحقيق في الهجوم.", "The local council demanded an investigation into the attack."),
    ("وشوهدت {x} دبابة على الطريق الشرقي.", "{x} tanks were seen on the eastern road."),
]  # fmt: skip


class _Event:
    """Where, when and how many: what all its reports share."""

    def __init__(self, chance):
        parts = [chance.choice(HEADS), *chance.sample(SYLLABLES, 3)]
        month = chance.choice(MONTHS)
        day = chance.randint(1, 28), chance.randint(2012, 2023)
        self.place = (
            f"{parts[0][0]} {''.join(p[0] for p in parts[1:])}",
            f"{parts[0][1]} {''.join(p[1] for p in parts[1:]).title()}",
        )
        self.day = f"{day[0]} {month[0]} {day[1]}", f"{day[0]} {month[1]} {day[1]}"
        self.toll = chance.randint(3, 60)

    def report(self, chance):
        """One report, told in both languages."""
        told = [chance.choice(LEADS), *chance.sample(MORE, chance.randint(3, 6))]
        sides = [], []
        for sentence in told:
            who = chance.choice(GIVEN), chance.choice(FAMILY)
            small, large = chance.randint(2, 99), chance.randint(100, 4000)
            for side in (0, 1):
                named = f"{who[0][side]} {who[1][side]}"
                sides[side].append(
                    sentence[side].format(
                        n=self.toll, x=small, y=large, who=named, place=self.place[side], day=self.day[side]
                    )
                )
        return " ".join(sides[0]), " ".join(sides[1])


def generated(many, seed=11):
    """(texts by name, pairs planted) of so many reports."""
    chance, texts, planted = random.Random(seed), {}, set()
    while len(texts) < many:
        event = _Event(chance)
        for _ in range(5):
            texts[f"{len(texts):06}"] = event.report(chance)[chance.randint(0, 1)]
        if chance.random() < 0.2:
            arabic, english = event.report(chance)
            a, b = f"{len(texts):06}", f"{len(texts) + 1:06}"
            texts |= {a: arabic, b: english}
            planted.add((a, b))
    return texts, planted


def read(texts):
    return {name: segments(plain(text)) for name, text in texts.items()}


def line(what, found, planted):
    true = len(found & planted)
    print(
        f"{what}: {true} of {len(planted)} found, {len(found - planted)} false "
        f"(recall {true / len(planted):.2f}, precision {true / max(1, len(found)):.2f})"
    )


def written():
    for name in sorted(path.name for path in (Path("tests") / "match" / "across").glob("*.txt")):
        told = corpus(name)
        line(f"{name}, {len(told.texts)} texts", {(o.a, o.b) for o in across(told.segments())}, told.pairs)


def timed(make):
    began = time.process_time()
    made = make()
    return made, time.process_time() - began


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth(sizes):
    last = None
    for many in sizes:
        texts, planted = generated(many)
        held, reading = timed(lambda texts=texts: read(texts))
        before = peak()
        found, took = timed(lambda held=held: across(held))
        line(f"{many} reports", {(o.a, o.b) for o in found}, planted)
        times = f" = {took / last[1]:.1f} times for {many / last[0]:.0f} times the texts" if last else ""
        print(
            f"    reading {reading:.1f} s, matching {took:.1f} s{times}; {peak() - before:+.0f} MiB over {before:.0f}"
        )
        last = many, took


def everything(many):
    texts, planted = generated(many)
    held = read(texts)
    ours, took = timed(lambda: across(held))
    kept = room._candidates  # noqa: SLF001 - the same scorer without the blocking
    room._candidates = lambda one, two, _: [(a, b) for a in sorted(one) for b in sorted(two)]  # noqa: SLF001 - as above
    try:
        whole, slow = timed(lambda: across(held))
    finally:
        room._candidates = kept  # noqa: SLF001 - as above
    line(f"{many} reports, blocked", {(o.a, o.b) for o in ours}, planted)
    line(f"{many} reports, all pairs", {(o.a, o.b) for o in whole}, planted)
    print(f"    all pairs take {slow / took:.0f} times the work")


def added(many):
    """What one more text costs a case that is made up to date."""
    texts, _ = generated(many + 1)
    *held, new = sorted(texts)[: many + 1]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in held:
            (root / f"{name}.txt").write_text(texts[name], encoding="utf-8")
        init_case(root / "case")
        for what, names in (("all", held), ("nothing", []), ("one", [new])):
            for name in names:
                (root / f"{name}.txt").write_text(texts[name], encoding="utf-8")
            with Case(Folder(root / "case"), writer=True) as case:
                list(case.collect([str(root / f"{name}.txt") for name in names]))
            with Case(Folder(root / "case")) as case:
                made = Derivation(case)
                steps = [
                    (part, timed(getattr(made, part))[1]) for part in ("claims", "across", "assessments")
                ]
            print(f"case of {many}, {what} new: " + ", ".join(f"{part} {took:.2f} s" for part, took in steps))


def peers(many):
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - a peer, for this bench only

    from tawthiq.language.names_lexicon import skeleton  # noqa: PLC0415 - only for the peer

    texts, planted = generated(many)

    def naive():
        index, found = MinHashLSH(threshold=0.2, num_perm=64), set()
        for name, text in texts.items():
            spelled = " ".join(map(skeleton, re.findall(r"\w+", text)))
            print_ = MinHash(num_perm=64)
            print_.update_batch([spelled[n : n + 4].encode() for n in range(len(spelled) - 3)])
            found |= {tuple(sorted((name, other))) for other in index.query(print_)}
            index.insert(name, print_)
        arabic = {name for name, text in texts.items() if any("\u0600" <= c <= "\u06ff" for c in text)}
        return {pair for pair in found if (pair[0] in arabic) != (pair[1] in arabic)}

    theirs, slow = timed(naive)
    ours, took = timed(lambda: across(read(texts)))
    line(f"{many} reports, ours", {(o.a, o.b) for o in ours}, planted)
    line(f"{many} reports, datasketch", theirs, planted)
    print(f"    ours takes {took / slow:.1f} times the work, reading included")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", default="1000,4000,16000")
    asked.add_argument("--everything", type=int, default=0)
    asked.add_argument("--peers", action="store_true")
    asked.add_argument("--added", type=int, default=0)
    told = asked.parse_args()
    written()
    growth([int(one) for one in told.sizes.split(",") if one])
    if told.everything:
        everything(told.everything)
    if told.added:
        added(told.added)
    if told.peers:
        peers(1000)
