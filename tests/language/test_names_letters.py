"""The learned letter table, the search on it, and the lexicon."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.language.names_letters import arabic_codes, latin_codes, letters
from tawthiq.language.names_lexicon import build_lexicon, skeleton
from tawthiq.language.names_search import Finder

LATIN = [
    "muhammad",
    "mohamed",
    "mahmoud",
    "ahmad",
    "hamid",
    "khalil",
    "jalil",
    "sami",
    "samir",
    "fatima",
    "qutayba",
]


def test_nothing_to_search_finds_nothing():
    """No spellings, or no Arabic letter asked, gives no answer."""
    assert Finder([]).find("محمد") == []
    assert Finder(LATIN).find("abc") == []
    assert Finder(["---"]).find("محمد") == []


def test_the_table_is_a_probability():
    """All steps of the table together have probability one."""
    import numpy as np

    assert abs(np.exp(letters().step.astype(float)).sum() - 1.0) < 0.01


def test_names_are_found_across_scripts():
    """The right spelling comes first among look-alikes."""
    finder = Finder(LATIN)
    for arabic, latin in (
        ("خليل", "khalil"),
        ("سمير", "samir"),
        ("سامي", "sami"),
        ("فاطمة", "fatima"),
        ("قتيبة", "qutayba"),
    ):
        assert finder.find(arabic, 1)[0][0] == latin
    assert {word for word, _ in finder.find("محمد", 2)} == {"muhammad", "mohamed"}


def test_a_true_spelling_is_likelier_than_chance():
    """Scores of true pairs are above zero; unrelated words lie below, or are not even looked at."""
    scores = dict(Finder(["muhammad", "zaynab"]).find("محمد", 2))
    assert scores["muhammad"] > 0 > scores.get("zaynab", -99.0)


def test_codes_leave_out_what_is_no_letter():
    """Marks, digits, blanks and the other script fall away."""
    assert len(arabic_codes("a1 -")) == 0
    assert list(latin_codes("É'ł 7م")) == [5, 12]


def test_spellings_of_one_name_share_a_lemma():
    """Arabic and Latin spellings of a name resolve to the same Arabic word."""
    words = {"سمير": 9, "samir": 2, "sameer": 1, "خليل": 5, "khaleel": 1, "khalil": 3, "kozgun": 1}
    found = build_lexicon(words)
    assert {found.of(w)[0] for w in ("سمير", "samir", "sameer")} == {"سمير"}
    assert {found.of(w)[0] for w in ("خليل", "khaleel", "khalil")} == {"خليل"}


def test_latin_lists_alone_still_meet():
    """A Latin word that writes no Arabic word of the data keeps its consonants, so two spellings of it meet."""
    found = build_lexicon({"brzgvandeli": 1, "brozgovandely": 1})
    assert found.of("brzgvandeli") == found.of("brozgovandely")


def test_a_slip_knows_what_it_slipped_from():
    """A rare word one slip from a frequent one has that one among its lemmas; the frequent one does not have the slip."""
    found = build_lexicon({"مصطفي": 40, "مصطقي": 1})
    assert "مصطفي" in found.of("مصطقي")
    assert found.of("مصطفي") == ("مصطفي",)


def test_unknown_words_have_no_lemma():
    """A lexicon answers only for the words it was built from."""
    assert build_lexicon({"سمير": 1}).of("جميل") == ()


def test_skeletons_meet_across_scripts():
    """Consonant classes are the same for both scripts."""
    for arabic, latin in (("خليل", "khaleel"), ("قتيبه", "qoutaybah"), ("شريف", "sherif"), ("جمال", "gamal")):
        assert skeleton(arabic) == skeleton(latin)


@settings(deadline=None, max_examples=20)  # the first search of a run compiles
@given(st.permutations(["سمير", "samir", "sameer", "خليل", "khalil", "حداد", "haddad", "zzyx"]))
def test_the_order_of_words_changes_nothing(words):
    """The same words and counts give the same lexicon."""
    counts = {word: len(word) for word in words}
    assert build_lexicon(counts) == build_lexicon(dict(sorted(counts.items())))
