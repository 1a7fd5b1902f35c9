"""Texts that are one text are found, whatever their pointing; texts of one kind stay apart."""

import random

from tawthiq.match.texts import texts

WORDS = [f"word{n}" for n in range(2000)]


def written(seed, length=40):
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(length)]


def test_texts_that_share_a_formula_or_say_too_little_do_not_match():
    """A footer under other words, two words alone, nothing at all."""
    footer = " all rights reserved by the office"
    said = {f"t{n}": " ".join(written(n)) + footer for n in range(30)}
    assert texts(said | {"x": "two words", "y": "two words", "z": ""}) == ()


def test_spelling_marks_and_pointing_are_no_difference():
    """Arabic with and without vowel marks and hamza is the same text."""
    plain = "قصف الطيران الحي القديم ثلاث مرات اليوم"
    (found,) = texts({"b": "قَصَفَ الطيران، الحيّ القديم: ثلاث مرات اليوم!", "a": plain})
    assert (found.a, found.b, found.kind, found.score) == ("a", "b", "same", 1.0)


def test_what_is_found_is_what_a_full_comparison_finds():
    """Five hundred texts, each with a copy of which a word in twenty is another; recall 0.99, nothing false."""
    chance = random.Random(8)
    said = {}
    for n in range(500):
        words = written(n, 60)
        said[f"o{n}"] = " ".join(words)
        said[f"c{n}"] = " ".join(chance.choice(WORDS) if chance.random() < 0.03 else w for w in words)

    def runs(text):
        words = text.split()
        return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}

    true = set()
    for n in range(500):
        one, two = runs(said[f"o{n}"]), runs(said[f"c{n}"])
        if len(one & two) / len(one | two) >= 0.5:
            true.add((f"c{n}", f"o{n}"))
    found = {(m.a, m.b) for m in texts(said)}
    assert found <= true
    assert len(found & true) >= 0.99 * len(true) > 400


def test_order_changes_nothing():
    """The same texts handed over in another order."""
    said = {f"t{n}": " ".join(written(n // 2)) for n in range(8)}
    assert texts(said) == texts(dict(reversed(said.items())))
    assert len(texts(said)) == 4
