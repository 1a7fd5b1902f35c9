"""Forms that no list holds: verbs of both languages, nouns in number, case and with a pronoun."""

import pytest

from tawthiq.language.fold import fold
from tawthiq.language.inflect import arabic_dual, arabic_noun, arabic_verb, english_plural, english_verb

IRREGULAR = {"flee": ["flees", "fled", "fleeing"]}


@pytest.mark.parametrize(
    ("past", "present", "forms"),
    [
        ("قتل", "يقتل", ["قتلت", "قتلوا", "قتلوهم", "يقتلون", "سيقتل", "قتلنا"]),
        ("أصاب", "يصيب", ["أصابت", "أصبنا", "أصابهم", "يصيبون"]),
        ("أجلى", "يجلي", ["أجلت", "أجلوا", "أجلينا", "أجلاهم", "يجلون"]),
        ("نجا", "ينجو", ["نجت", "نجوا", "نجونا", "ينجون"]),
    ],
)
def test_an_arabic_verb_has_all_persons(past: str, present: str, forms: list[str]) -> None:
    """Sound, hollow and defective verbs each keep their rule."""
    made = arabic_verb(past, present)
    assert {fold(form) for form in forms} <= set(made)
    assert all(fold(form) == form for form in made)


def test_a_defective_verb_keeps_no_weak_letter_where_it_falls() -> None:
    """أجلىت is no word."""
    assert fold("أجلىت") not in arabic_verb("أجلى", "يجلي")[:4]


def test_nouns_in_number_case_and_with_a_pronoun() -> None:
    """The dual of a phrase is told in its first word, or in both."""
    assert {fold("اعتقالا"), fold("اعتقالات"), fold("اعتقالهم")} <= set(arabic_noun(fold("اعتقال")))
    assert {fold("قذيفتان"), fold("قذيفتين")} == set(arabic_dual("قذيفة"))
    assert {fold("سيارتا إسعاف"), fold("سيارتي إسعاف")} <= set(arabic_dual("سيارة إسعاف"))
    assert fold("سيارتين مفخختين") in arabic_dual("سيارة مفخخة")


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("stab", ["stabs", "stabbed", "stabbing"]),
        ("bury", ["buries", "buried", "burying"]),
        ("raze", ["razes", "razed", "razing"]),
        ("flee", ["flees", "fled", "fleeing"]),
        ("open fire on", ["opened fire on", "opening fire on"]),
        ("forcibly displace", ["forcibly displaced"]),
    ],
)
def test_an_english_verb_follows_its_spelling(verb: str, forms: list[str]) -> None:
    """Doubling, silent e, y, irregular ones; of a phrase the verb alone changes."""
    made = english_verb(verb, IRREGULAR)
    assert set(forms) <= set(made)
    assert "flees" not in english_verb("raid", IRREGULAR)


@pytest.mark.parametrize(
    ("one", "many"),
    [("herdsman", "herdsmen"), ("grandchild", "grandchildren"), ("body", "bodies"), ("church", "churches")],
)
def test_an_english_plural(one: str, many: str) -> None:
    """The last word of a compound changes."""
    assert english_plural(one) == many
