"""Single names among many."""

from tawthiq.match import names

CANDIDATES = [
    "Muhammad Halabi",
    "Abdelrahman Kassem",
    "Mahmoud Halab",
    "محمد حلبي",
    "Sami Kassem",
    "Qutayba",
    "Khalil",
]


def best(query, candidates=CANDIDATES):
    return names([query], candidates, most=1)[0].candidate


def test_nothing_to_find():
    """No candidates, or a query without a name, gives no match."""
    assert names(["محمد"], []) == []
    assert names(["", "؟"], CANDIDATES) == []
    assert names([], CANDIDATES) == []


def test_names_are_found_across_scripts_and_within():
    """Arabic among Latin, Latin among Arabic, and one spelling among others of its script."""
    latin = [c for c in CANDIDATES if c.isascii()]
    assert best("محمد الحلبي", latin) == "Muhammad Halabi"
    assert best("عبد الرحمن قاسم") == "Abdelrahman Kassem"
    assert best("قتيبة") == "Qutayba"
    assert best("Mohamed Al-Halabi") == "Muhammad Halabi"
    assert best("Khaleel", ["خليل", "جليل", "جميل"]) == "خليل"
    assert best("خلیل", ["خليل", "جليل", "جميل"]) == "خليل"
    assert best("أحمد", ["احمد", "أمجد", "أحمر"]) == "احمد"


def test_ranks_count_from_one_and_scores_fall():
    """Each query has its candidates in order, best first."""
    found = names(["محمد الحلبي", "Sami"], CANDIDATES, most=3)
    for query in ("محمد الحلبي", "Sami"):
        mine = [m for m in found if m.query == query]
        assert [m.rank for m in mine] == list(range(1, len(mine) + 1))
        assert [m.score for m in mine] == sorted((m.score for m in mine), reverse=True)


def test_repeated_candidates_are_named_once():
    """A candidate given twice is one answer."""
    assert [m.candidate for m in names(["خليل"], ["Khalil", "Khalil"])] == ["Khalil"]


def test_a_word_pairs_with_one_word_only():
    """A name that says one word twice is not found in whoever bears it once."""
    assert best("محمد محمد", ["Muhammad Ali", "Muhammad Muhammad"]) == "Muhammad Muhammad"


def test_the_order_asked_comes_first_and_the_other_is_still_found():
    """Given and family name exchanged are near, and the same order nearer."""
    pair = ["Hasan Ahmad", "Ahmad Hasan"]
    assert [m.candidate for m in names(["أحمد حسن"], pair)] == ["Ahmad Hasan", "Hasan Ahmad"]
    assert [m.candidate for m in names(["حسن أحمد"], pair)] == pair


def test_unusual_queries_are_answered():
    """Titles, kunyas, stray digits and a text without blanks neither stop the search nor mislead it."""
    assert best("الشهيد البطل محمد الحلبي ١٢") == "محمد حلبي"
    assert best("أبو خليل", ["Abu Khalil", "Khaled"]) == "Abu Khalil"
    assert names(["م" * 9000, "x" * 9000], CANDIDATES) is not None
